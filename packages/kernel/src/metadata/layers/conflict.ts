import type { JsonRecord } from '../../foundation/index.js';

/** What a side did to the place of a conflict. */
export type ChangeKind = 'added' | 'changed' | 'removed' | 'moved';

/**
 * A place that both sides changed, differently. Values are as they stand in definitions; `undefined` where there is
 * nothing. Of a conflict about order the values are the names of the list's elements in order.
 */
export interface LayerConflict {
  /** Names the conflict in choices; the same whenever the same layers are merged. */
  readonly id: string;
  /** JSON pointer in which elements of lists stand by their names. */
  readonly pointer: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly kinds: { readonly mine: ChangeKind; readonly theirs: ChangeKind };
  /** Whether `merge` can be chosen: both sides brought parts that fit beside each other, or one only moves or removes. */
  readonly mergeable: boolean;
  /** What was chosen; absent while the conflict is open. Until then the result holds what is mine. */
  readonly choice?: ConflictChoice;
}

/** Keep mine, take theirs, put both together, or a value of one's own (`{ "value": ... }`; for an order the list of names). */
export type ConflictChoice = 'mine' | 'theirs' | 'merge' | { readonly value: unknown };

/** Choices by the id of their conflict. */
export type ConflictChoices = Readonly<Record<string, ConflictChoice>>;

/** The conflicts for which nothing was chosen yet. */
export function openConflicts(conflicts: readonly LayerConflict[]): readonly LayerConflict[] {
  return conflicts.filter((conflict) => conflict.choice === undefined);
}

/** The choice made for a conflict, where it can be followed. */
export function choiceFor(
  choices: ConflictChoices,
  id: string,
  mergeable: boolean,
): ConflictChoice | undefined {
  const choice = Object.hasOwn(choices, id) ? choices[id] : undefined;
  return choice === 'merge' && !mergeable ? undefined : choice;
}

/** What a merge makes of three values. */
export interface MergedLayers<T = unknown> {
  readonly value: T;
  readonly conflicts: readonly LayerConflict[];
}

/** Definitions by kind and key. */
export type Bundle = readonly JsonRecord[];
