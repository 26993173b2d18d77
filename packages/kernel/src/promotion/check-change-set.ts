import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { DEFINITION_SCHEMAS } from '../metadata/index.js';
import type { ChangedDefinition, ChangeSetContent } from './change-set.js';

/** What is wrong with a change set of the right shape: unknown kinds, definitions that bear another name, names that come twice. */
export function checkChangeSet({
  definitions,
  from,
}: Pick<ChangeSetContent, 'definitions' | 'from'>): readonly Issue[] {
  const seen = new Set<string>();
  return definitions.flatMap((each, at) => {
    const path = pointer('/definitions', at);
    const name = `${each.kind}/${each.key}`;
    const isRepeated = seen.has(name);
    seen.add(name);
    return [
      ...(isRepeated ? [issue('change_set_repeats', path, { name })] : []),
      ...(Object.hasOwn(DEFINITION_SCHEMAS, each.kind)
        ? []
        : [issue('change_set_unknown_kind', `${path}/kind`, { kind: each.kind })]),
      ...misnamed(each, path),
      ...((each.before === undefined) === (from.base === null)
        ? []
        : [issue('change_set_base', `${path}/before`, { name })]),
    ];
  });
}

function misnamed({ kind, key, before, after }: ChangedDefinition, path: string): Issue[] {
  return Object.entries({ before, after }).flatMap(([side, definition]) =>
    !definition || (definition['kind'] === kind && definition['key'] === key)
      ? []
      : [issue('change_set_misnamed', `${path}/${side}`, { name: `${kind}/${key}` })],
  );
}
