import { useState, type KeyboardEvent } from 'react';
import { useComposition, type Composition } from '../lines/index.js';
import type { PersonOption } from './find-people.js';

interface ListParts {
  readonly shown: readonly PersonOption[];
  readonly typed: string;
  pick(person: PersonOption): void;
  /** Takes the last one out who was picked. */
  dropLast(): void;
}

interface PeopleKeys {
  /** The person that Enter picks. */
  readonly active: PersonOption | undefined;
  readonly composition: Composition;
  activate(person: PersonOption): void;
  /** Lets the best match be active again. */
  reset(): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

/** Arrows walk through the people, Enter picks, Backspace in the empty field takes the last one out. */
export function usePeopleKeys({ shown, typed, pick, dropLast }: ListParts): PeopleKeys {
  const [activeId, setActiveId] = useState<string | null>(null);
  const composition = useComposition();
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === activeId),
  );
  const active = shown[at];
  const walk = (step: number) =>
    setActiveId(shown[Math.min(Math.max(0, at + step), shown.length - 1)]?.id ?? null);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => {
      if (active !== undefined) pick(active);
    },
    ...(typed === '' ? { Backspace: dropLast } : {}),
  };
  return {
    active,
    composition,
    activate: ({ id }) => setActiveId(id),
    reset: () => setActiveId(null),
    onKeyDown: (event) => {
      const act = keys[event.key];
      if (act === undefined || composition.ownsKey(event.nativeEvent)) return;
      if (event.key !== 'Backspace') event.preventDefault();
      act();
    },
  };
}
