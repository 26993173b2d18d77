import { useQuery, type QueryClient } from '@tanstack/react-query';
import { buildFormModel, choiceUses, withChoices, type FormModel } from '@dougong/kernel/forms';
import type { FunctionPart } from '@dougong/kernel/expression';
import { isLinesField } from '@dougong/kernel/metadata';
import type { ChoiceListDefinition, FormDefinition, RuleDefinition } from '@dougong/kernel/metadata';
import type { RuleSet } from '@dougong/kernel/rules';
import { ApiProblem } from '@dougong/ui/api';
import { api } from './api.js';
import { keys } from './keys.js';
import { namedFunctions } from './named-functions.js';
import { queryClient } from './query-client.js';
import { visibleDefinition } from './visible-definition.js';

/** A form as the pages need it: how it is defined, as far as the user sees it, and its formulas ready to run. */
export interface RuntimeForm {
  readonly definition: FormDefinition;
  /** Null when the formulas cannot run here; the server computes them then on every save. */
  readonly model: FormModel | null;
  /** The form and the forms that it leads to, as far as they can be read. */
  readonly models: ReadonlyMap<string, FormModel>;
  /** The rules that run while the form is filled in; null where there are none. */
  readonly rules: RuleSet | null;
}

const DEFINITION_FRESH_MS = 5 * 60_000;

/** A form with the values of its lists of choices in its fields; a list that cannot be read leaves its codes as they are. */
async function withLists(definition: FormDefinition): Promise<FormDefinition> {
  const names = [...new Set(choiceUses(definition).map(({ list }) => list))];
  const lists = await Promise.all(
    names.map((name) =>
      api.design.definition<ChoiceListDefinition>('choice-list', name).then(
        ({ data }) => data,
        () => undefined,
      ),
    ),
  );
  return withChoices(definition, (name) => lists[names.indexOf(name)]);
}

function definitionQuery(form: string) {
  return {
    queryKey: keys.definition('form', form),
    queryFn: async () => withLists((await api.design.definition<FormDefinition>('form', form)).data),
    staleTime: DEFINITION_FRESH_MS,
  };
}

/** The definition of a form, asked for once. */
export function formDefinition(form: string, client: QueryClient = queryClient): Promise<FormDefinition> {
  return client.fetchQuery(definitionQuery(form));
}

/** The forms that a definition refers to. */
export function referredForms(definition: FormDefinition): readonly string[] {
  const fields = Object.values(definition.schema.properties).flatMap((field) =>
    isLinesField(field) ? Object.values(field.items.properties) : [field],
  );
  return [...new Set(fields.flatMap((field) => ('x-reference' in field ? [field['x-reference'].form] : [])))];
}

/** Stands for a form that the user may not read: its records can be referred to, but nothing of them is known. */
function unreadableForm(key: string): FormDefinition {
  return {
    kind: 'form',
    format: 1,
    key,
    title: { 'zh-CN': key, en: key },
    usage: 'master',
    schema: { type: 'object', properties: {} },
    ui: { order: [] },
  };
}

async function readableDefinition(form: string): Promise<FormDefinition> {
  try {
    return await formDefinition(form);
  } catch (problem) {
    if (problem instanceof ApiProblem && (problem.status === 403 || problem.status === 404))
      return unreadableForm(form);
    throw problem;
  }
}

/** A form with every form that it leads to, since formulas may look through references. */
async function definitionsAround(form: string): Promise<ReadonlyMap<string, FormDefinition>> {
  const found = new Map([[form, await formDefinition(form)]]);
  let wanted = referredForms(found.get(form)!);
  while (wanted.length > 0) {
    const next = await Promise.all(wanted.map(readableDefinition));
    next.forEach((definition) => found.set(definition.key, definition));
    wanted = [...new Set(next.flatMap(referredForms))].filter((key) => !found.has(key));
  }
  return found;
}

/** Rules that run in the browser. Without them a form is filled in all the same, and the server asks them on every save. */
async function formRuleDefinitions(form: string): Promise<readonly RuleDefinition[]> {
  try {
    return (await api.records.rules(form)).data.rules;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500) return [];
    throw problem;
  }
}

/** The fields of a form that the user is not told of. The server keeps them back anyhow; pages leave their places out too. */
async function hiddenFields(form: string): Promise<readonly string[]> {
  const app = await queryClient.fetchQuery({
    queryKey: keys.app,
    queryFn: async () => (await api.app()).data,
    staleTime: DEFINITION_FRESH_MS,
  });
  return app.forms.find(({ key }) => key === form)?.hidden ?? [];
}

type Built = ReturnType<typeof buildFormModel>;

/** A form and the forms around it, ready to compute. */
function buildAll(definitions: ReadonlyMap<string, FormDefinition>, functions: readonly FunctionPart[]) {
  const lookup = (key: string) => definitions.get(key) ?? unreadableForm(key);
  const built = [...definitions.values()].map(
    (each) => [each.key, buildFormModel(each, lookup, { functions })] as const,
  );
  const models = new Map(built.flatMap(([key, each]) => (each.ok ? [[key, each.value] as const] : [])));
  return { built: new Map<string, Built>(built), models };
}

async function loadForm(form: string): Promise<RuntimeForm> {
  const [definitions, rules, hidden] = await Promise.all([
    definitionsAround(form),
    formRuleDefinitions(form),
    hiddenFields(form),
  ]);
  const definition = visibleDefinition(definitions.get(form)!, hidden);
  const plain = buildAll(definitions, []);
  // Few forms have rules that run here; only these load what compiles and runs them.
  const ruled = rules.length > 0 ? await import('./rule-set.js') : null;
  const isCalling = callsNamed(plain.built.get(form)) || ruled?.callsUnknown(rules, plain.models) === true;
  const { models } = isCalling ? buildAll(definitions, await namedFunctions()) : plain;
  const model = models.get(form) ?? null;
  return {
    definition,
    model,
    models,
    rules: model === null || ruled === null ? null : ruled.ruleSetOf(rules, models),
  };
}

/** Few forms call formulas of the release; only for these are they asked for. */
function callsNamed(built: Built | undefined): boolean {
  return built?.ok === false && built.error.some(({ code }) => code === 'formula_unknown_function');
}

/** The form behind a page. */
export function useForm(form: string | undefined) {
  return useQuery({
    queryKey: keys.formModel(form ?? ''),
    queryFn: () => loadForm(form ?? ''),
    enabled: form !== undefined,
    staleTime: DEFINITION_FRESH_MS,
  });
}
