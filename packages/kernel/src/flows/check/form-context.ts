import type { FieldModel, FormModel } from '../../forms/index.js';
import type { RuleAction, RuleDefinition } from '../../metadata/index.js';
import { pathTitles } from '../../rules/index.js';
import type { CheckFlowContext } from './check-context.js';

type Models = ReadonlyMap<string, FormModel>;

/** What a flow's form and its rules say for the check of its drawings; roles, users and people are added by the caller. */
export function formCheckContext(
  model: FormModel,
  models: Models,
  rules: readonly RuleDefinition[] = [],
): CheckFlowContext {
  const posting = postingStates(model.key, rules);
  return {
    scope: model.scope,
    states: [...model.lifecycle.states.keys()],
    requiredFields: requiredFields(model),
    titleOf: pathTitles(model, models),
    choicesOf: (path) => choicesAt(path, model, models),
    posts: (action) => isPosting(action) || posting.has(stateAfter(action) ?? ''),
  };
}

/** What somebody must fill in: the platform does not, by a formula, a number or a default. */
function requiredFields({ fields, lines }: FormModel): readonly string[] {
  return [...fields, ...lines.flatMap((line) => line.fields)]
    .filter((field) => field.required && !field.serverOwned && field.default === undefined)
    .map(({ path }) => path);
}

function isPosting({ type }: RuleAction): boolean {
  return type === 'post';
}

/** The state that an action gives to the record. */
function stateAfter(action: RuleAction): string | undefined {
  const { to } = action as { readonly to?: unknown };
  return action.type === 'transition' && typeof to === 'string' ? to : undefined;
}

/** States into which a record goes with a posting, because a rule makes it then. */
function postingStates(form: string, rules: readonly RuleDefinition[]): ReadonlySet<string> {
  const making = rules.filter((rule) => rule.form === form && rule.enabled && rule.actions.some(isPosting));
  return new Set(making.flatMap(({ trigger }) => trigger.states ?? []));
}

function choicesAt(path: string, model: FormModel, models: Models): readonly string[] | undefined {
  const schema = fieldAt(path, model, models)?.schema;
  return schema !== undefined && 'enum' in schema ? schema.enum : undefined;
}

function fieldAt(path: string, model: FormModel, models: Models): FieldModel | undefined {
  const [first = '', ...rest] = path.split('.');
  const field = model.field(first);
  if (rest.length === 0) return field;
  const target = models.get(field?.reference?.form ?? '');
  return target && fieldAt(rest.join('.'), target, models);
}
