import { useEffect, useRef } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormState } from '@dougong/ui/forms';
import { isReadyToFill } from './fills.js';

const PAUSE_MS = 700;

/** Whether a text of the form is being typed: its record is not made in the middle of a word. */
function isTypingText(definition: FormDefinition): boolean {
  const box = document.activeElement?.closest<HTMLElement>('[data-field]');
  const schema = definition.schema.properties[box?.dataset['field'] ?? ''];
  return schema !== undefined && schema.type === 'string' && !('enum' in schema) && !('format' in schema);
}

/**
 * A form that fills its lines from balances makes its record as soon as everything that the fill and the form ask for
 * is there, and goes on with the saved record.
 */
export function useFillOnReady(
  definition: FormDefinition,
  state: FormState,
  enabled: boolean,
  create: () => void,
): void {
  const latest = useRef(create);
  useEffect(() => {
    latest.current = create;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refused: number | null = null;
    const isComplete = () =>
      isReadyToFill(definition, state.values()) &&
      (definition.schema.required ?? []).every((field) => (state.value(field) ?? '') !== '');
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // A refused record is not sent again until something changes.
        if (!isComplete() || isTypingText(definition) || refused === state.version()) return;
        refused = state.version();
        latest.current();
      }, PAUSE_MS);
    };
    const stop = state.subscribeAll(look);
    window.addEventListener('focusout', look);
    look();
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener('focusout', look);
    };
  }, [definition, state, enabled]);
}
