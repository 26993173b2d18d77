import { useQuery, type QueryClient } from '@tanstack/react-query';
import { buildFormModel, type FormModel } from '@dougong/kernel/forms';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '@dougong/ui/api';
import { api } from './api.js';
import { keys } from './keys.js';
import { queryClient } from './query-client.js';

/** A form as the pages need it: how it is defined, and its formulas ready to run. */
export interface RuntimeForm {
  readonly definition: FormDefinition;
  /** Null when the formulas cannot run here; the server computes them then on every save. */
  readonly model: FormModel | null;
}

const DEFINITION_FRESH_MS = 5 * 60_000;

function definitionQuery(form: string) {
  return {
    queryKey: keys.definition('form', form),
    queryFn: async () => (await api.design.definition<FormDefinition>('form', form)).data,
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
    field.type === 'array' ? Object.values(field.items.properties) : [field],
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

async function loadForm(form: string): Promise<RuntimeForm> {
  const definitions = await definitionsAround(form);
  const definition = definitions.get(form)!;
  const built = buildFormModel(definition, (key) => definitions.get(key) ?? unreadableForm(key));
  return { definition, model: built.ok ? built.value : null };
}

/** The form behind a page. */
export function useForm(form: string) {
  return useQuery({
    queryKey: keys.formModel(form),
    queryFn: () => loadForm(form),
    staleTime: DEFINITION_FRESH_MS,
  });
}
