import type { CompiledRelease } from '@dougong/kernel/commands';
import type { LifecycleAction, RuleDefinition } from '@dougong/kernel/metadata';

/**
 * The actions of a form's lifecycle that take its postings back: those upon which a rule posts what reverses others, be it the
 * action itself or the state that it leads to.
 */
export function reversingActions(
  { definitions, models }: CompiledRelease,
  form: string,
): readonly LifecycleAction[] {
  const reversals = new Set(
    definitions.flatMap((each) => (each.kind === 'posting' && each.reverses ? [each.key] : [])),
  );
  const rules = definitions.filter(
    (each): each is RuleDefinition =>
      each.kind === 'rule' &&
      each.form === form &&
      each.actions.some(
        (action) => action.type === 'post' && 'posting' in action && reversals.has(String(action.posting)),
      ),
  );
  const named = (property: 'actions' | 'states') =>
    new Set(rules.flatMap(({ trigger }) => listIn(trigger, property)));
  const [actions, states] = [named('actions'), named('states')];
  return (models.get(form)?.definition.lifecycle?.actions ?? []).filter(
    ({ id, to }) => actions.has(id) || (to !== undefined && states.has(to)),
  );
}

function listIn(trigger: RuleDefinition['trigger'], property: string): readonly string[] {
  const list: unknown = (trigger as Readonly<Record<string, unknown>>)[property];
  return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [];
}

/** The texts that an action asks for, all with the same words: why it was taken. */
export function reasonsFor(
  { models }: CompiledRelease,
  form: string,
  { required = [] }: LifecycleAction,
  reason: string,
): Readonly<Record<string, string>> {
  const properties = models.get(form)?.definition.schema.properties ?? {};
  const texts = required.filter((field) => {
    const asked = Object.hasOwn(properties, field) ? properties[field] : undefined;
    return asked?.type === 'string' && !('format' in asked) && !('enum' in asked) && asked.readOnly !== true;
  });
  return Object.fromEntries(texts.map((field) => [field, reason]));
}
