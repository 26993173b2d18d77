import { issue, ok, refused } from '@dougong/kernel/foundation';
import type { Issue, Result } from '@dougong/kernel/foundation';
import { applyChanges, changesBetween } from '@dougong/kernel/metadata';
import type { Definition, Operation } from '@dougong/kernel/metadata';

/** A definition as a draft has it; null where there is none. */
export type DraftState = Definition | null;

/** The operations that make one state of another; a definition that comes or goes is one operation. */
export function operationsBetween(before: DraftState, after: DraftState): readonly Operation[] {
  if (before === null) return after === null ? [] : [{ op: 'add', path: '', value: after }];
  if (after === null) return [{ op: 'remove', path: '', was: before }];
  return changesBetween(before, after);
}

/** Carries operations out on a state, all or none. */
export function applyOperations(
  state: DraftState,
  operations: readonly Operation[],
): Result<DraftState, readonly Issue[]> {
  const [first, ...rest] = operations;
  if (first === undefined) return ok(state);
  if (state === null) {
    if (first.op !== 'add' || first.path !== '')
      return refused([issue('change_target_missing', first.path, { path: first.path })]);
    return applyOperations(first.value as Definition, rest);
  }
  const removal = operations.findIndex(({ op, path }) => op === 'remove' && path === '');
  const inside = removal < 0 ? operations : operations.slice(0, removal + 1);
  const applied = applyChanges(state, inside);
  if (!applied.ok) return applied;
  const next = (applied.value ?? null) as DraftState;
  return removal < 0 ? ok(next) : applyOperations(next, operations.slice(removal + 1));
}

/** What a set of definitions has of one. */
export function publishedIn(
  { kind, key }: Pick<Definition, 'kind' | 'key'>,
  definitions: readonly Definition[],
): DraftState {
  return definitions.find((each) => each.kind === kind && each.key === key) ?? null;
}
