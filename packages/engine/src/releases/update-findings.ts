import type { CheckedRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { pointer } from '@dougong/kernel/foundation';
import type { Condition, RuleAction } from '@dougong/kernel/metadata';
import { conditionFault } from './condition-fault.js';

/** What an action that changes other records says about how they are found. */
interface Search {
  readonly form?: string;
  readonly by?: { readonly where?: Condition };
}

/** An action and where it stands in its definition. */
interface Placed {
  readonly action: RuleAction;
  readonly path: string;
  readonly definition: ReleaseFinding['definition'];
  readonly nodes?: readonly string[];
}

/**
 * Actions that look for other records by a condition that cannot be asked of the database: they would fail at the first
 * save. They are looked at where everything else is right, since only then each names a form that is there.
 */
export function updateFindings(
  number: number,
  { release, models }: CheckedRelease,
): readonly ReleaseFinding[] {
  const actions = release ? release.definitions.flatMap(actionsOf) : [];
  return actions.flatMap(({ action, path, ...place }) => {
    const { form = '', by } = action as Search;
    const model = action.type === 'updateRecord' ? models.get(form) : undefined;
    const fault = model && by?.where !== undefined && conditionFault(by.where, { models, number }, model);
    if (!fault) return [];
    return [
      { code: 'search_unsupported', params: fault.params, path: pointer(path, 'by', 'where'), ...place },
    ];
  });
}

type AnyDefinition = NonNullable<CheckedRelease['release']>['definitions'][number];

function actionsOf(definition: AnyDefinition): readonly Placed[] {
  const { kind, key } = definition;
  const placed = (actions: readonly RuleAction[] = [], base: string, nodes?: readonly string[]): Placed[] =>
    actions.map((action, at) => ({
      action,
      path: pointer(base, at),
      definition: { kind, key },
      ...(nodes ? { nodes } : {}),
    }));
  if (kind === 'rule')
    return [...placed(definition.actions, '/actions'), ...placed(definition.else, '/else')];
  if (kind !== 'flow') return [];
  return definition.nodes.flatMap(({ id, config }, at) => {
    const actions = (config as { readonly actions?: unknown } | undefined)?.actions;
    return Array.isArray(actions)
      ? placed(actions as RuleAction[], pointer('/nodes', at, 'config', 'actions'), [id])
      : [];
  });
}
