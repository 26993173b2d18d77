import { definitionName } from '../metadata/index.js';
import type { Definition } from '../metadata/index.js';
import type { DescribedDefinition } from './change.js';
import { describeDifference } from './describe-difference.js';
import { withoutEchoes } from './echoes.js';
import { differences } from './difference.js';
import { DEFINITION_TITLES } from './element-kinds.js';
import { Naming, titled } from './naming.js';
import { readingView } from './reading-view.js';

/**
 * What differs between two sets of definitions, as data with the parameters of its sentences: per definition, in the order
 * of the second set, what was removed first. What is the same is left out.
 */
export function describeChanges(
  before: readonly Definition[],
  after: readonly Definition[],
): readonly DescribedDefinition[] {
  const naming = new Naming(before, after);
  const old = new Map(before.map((each) => [definitionName(each), each]));
  const now = new Set(after.map(definitionName));
  const removed = before
    .filter((each) => !now.has(definitionName(each)))
    .map((each) => whole(each, 'removed'));
  const rest = after.flatMap((each) => {
    const earlier = old.get(definitionName(each));
    return earlier ? describeOne(earlier, each, naming) : [whole(each, 'added')];
  });
  return [...removed, ...rest];
}

function describeOne(before: Definition, after: Definition, naming: Naming): DescribedDefinition[] {
  if (before === after) return [];
  const found = withoutEchoes(differences(readingView(before), readingView(after)));
  const changes = found.flatMap((each) => describeDifference(each, after, naming));
  return changes.length === 0 ? [] : [{ ...headOf(after), change: 'changed', changes }];
}

const WHOLE = {
  added: { what: 'definition_added', weight: 'plain', code: 'change_definition_added' },
  removed: { what: 'definition_removed', weight: 'breaking', code: 'change_definition_removed' },
} as const;

function whole(definition: Definition, change: 'added' | 'removed'): DescribedDefinition {
  const head = headOf(definition);
  const params = { definition: head.title, definitionKind: DEFINITION_TITLES[definition.kind] };
  return { ...head, change, changes: [{ ...WHOLE[change], kind: change, path: '', params }] };
}

function headOf({ kind, key, title }: Definition): Pick<DescribedDefinition, 'kind' | 'key' | 'title'> {
  // A draft may be unfinished: it may have no title yet.
  return { kind, key, title: titled(title, key) };
}
