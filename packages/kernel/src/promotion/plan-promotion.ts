import { isJsonRecord, sameJson } from '../foundation/index.js';
import type { JsonRecord } from '../foundation/index.js';
import { mergeBundles, openConflicts } from '../metadata/index.js';
import type { Bundle, ConflictChoices, LayerConflict } from '../metadata/index.js';
import type { ChangedDefinition, ChangeSetContent } from './change-set.js';
import { connectionsOf } from './connections.js';
import type { Connections } from './connections.js';

export interface PlannedDefinition {
  readonly kind: string;
  readonly key: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** What a change set would make of an installation. */
export interface PromotionPlan {
  /** All definitions as they would be; while conflicts are open, with what is here at their places. */
  readonly result: Bundle;
  readonly changes: readonly PlannedDefinition[];
  /** Places that both this installation and the set changed since the base. */
  readonly conflicts: readonly LayerConflict[];
  /** Those for which nothing was chosen. */
  readonly open: readonly LayerConflict[];
  /** Names of definitions of the set that are here as it wants them already. */
  readonly same: readonly string[];
  /** Names of definitions that are here and not in a set of a whole release; they stay. */
  readonly onlyHere: readonly string[];
  /** What the definitions of the set name outside of themselves. */
  readonly needs: Connections;
}

/**
 * Merges a change set into the definitions of an installation. With a base that is three-way: what only one side changed is kept, what both
 * changed differently is a conflict. A set of a whole release has no base and says how each of its definitions is to be.
 * A set that was taken already changes nothing.
 */
export function planPromotion(
  set: Pick<ChangeSetContent, 'definitions' | 'from'>,
  target: Bundle,
  choices: ConflictChoices = {},
): PromotionPlan {
  const named = new Map(set.definitions.map((each) => [nameOf(each), each]));
  const here = new Map(target.map((each) => [nameOf(each), each]));
  const merged = mergeBundles(
    set.definitions.flatMap((each) => baseOf(each, here.get(nameOf(each)))),
    target.filter((each) => named.has(nameOf(each))),
    set.definitions.flatMap(({ after }) => (after === null ? [] : [after])),
    choices,
  );
  const result = [...target.filter((each) => !named.has(nameOf(each))), ...merged.value];
  return {
    result,
    changes: changesBetweenBundles(target, result),
    conflicts: merged.conflicts,
    open: openConflicts(merged.conflicts),
    same: [...named].flatMap(([name, { after }]) =>
      sameJson(after ?? undefined, here.get(name)) ? [name] : [],
    ),
    onlyHere: set.from.base === null ? [...here.keys()].filter((name) => !named.has(name)) : [],
    needs: connectionsOf(set.definitions.map(({ after }) => after)),
  };
}

/** Where the set has no base what is here counts as such, so the set's own definition is taken. */
function baseOf({ before }: ChangedDefinition, here: JsonRecord | undefined): JsonRecord[] {
  const base = before === undefined ? here : before;
  return isJsonRecord(base) ? [base] : [];
}

function changesBetweenBundles(before: Bundle, after: Bundle): PlannedDefinition[] {
  const [old, now] = [before, after].map((bundle) => new Map(bundle.map((each) => [nameOf(each), each])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort().flatMap((name) => {
    const [was, is] = [old?.get(name), now?.get(name)];
    if (sameJson(was, is)) return [];
    const [kind = '', key = ''] = name.split('/');
    return [{ kind, key, change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed' }];
  });
}

function nameOf(definition: JsonRecord): string {
  return `${String(definition['kind'])}/${String(definition['key'])}`;
}
