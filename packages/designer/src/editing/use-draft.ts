import { useState } from 'react';
import { sameJson } from './equal.js';

/**
 * Keeps what is being typed beside what is stored. Half-made input (a row without a value) lives in the draft only; the
 * stored value gets every complete state at once, and a stored value that changes elsewhere (undo) replaces the draft.
 */
export function useDraft<V, D>(
  value: V,
  toDraft: (value: V) => D,
  fromDraft: (draft: D) => V,
  onChange: (value: V) => void,
): readonly [D, (draft: D) => void] {
  const [held, setHeld] = useState<D>(() => toDraft(value));
  const isCurrent = sameJson(fromDraft(held), value);
  const draft = isCurrent ? held : toDraft(value);
  const update = (next: D) => {
    setHeld(next);
    const made = fromDraft(next);
    if (!sameJson(made, value)) onChange(made);
  };
  return [draft, update];
}
