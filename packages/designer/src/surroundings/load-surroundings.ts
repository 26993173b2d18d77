import type { FunctionPart } from '@dougong/kernel/expression';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { buildFormModel, type FormModel } from '@dougong/kernel/forms';
import type { Api } from '@dougong/ui/api';
import { Catalog } from './catalog.js';
import type { CatalogAnswer } from './catalog.js';
import { loadDefinition, namedOf } from './load-definition.js';
import type { DesignState } from './load-definition.js';
import { loadFunctions } from './load-functions.js';
import type { Surroundings } from './surroundings.js';

export { draftOf, isPublished, loadDefinition, loadPublished, namedOf } from './load-definition.js';
export type { DesignState } from './load-definition.js';

/** The form of a definition cannot be read, so its conditions and people cannot be designed. */
export class FormUnreadable extends Error {
  constructor(readonly form: string) {
    super(`form ${form} cannot be read`);
    this.name = 'FormUnreadable';
  }
}

/** Reads what stands around every definition. */
export async function loadDesignState(api: Api): Promise<DesignState> {
  const [catalog, definitions, drafts, users] = await Promise.all([
    api.design.catalog<CatalogAnswer>(),
    api.design.definitions(),
    api.design.drafts(),
    api.users(),
  ]);
  return {
    entries: definitions.data.data,
    bundle: drafts.data,
    catalog: new Catalog(catalog.data),
    users: users.data.data,
  };
}

/** What a definition over this form may refer to. */
export async function loadSurroundings(api: Api, form: string, state: DesignState): Promise<Surroundings> {
  const [forms, functions] = await Promise.all([loadForms(api, form, state), loadFunctions(api, state)]);
  const lookup = (key: string) => forms.get(key);
  const definition = lookup(form);
  const model = definition === undefined ? undefined : buildFormModel(definition, lookup, { functions });
  if (model?.ok !== true) throw new FormUnreadable(form);
  return {
    catalog: state.catalog,
    form: model.value,
    forms: lookup,
    models: modelsOf(forms, functions),
    roles: namedOf(state, 'role'),
    users: state.users,
    postings: namedOf(state, 'posting'),
    rules: namedOf(state, 'rule'),
    notifications: namedOf(state, 'notification'),
    formTitles: namedOf(state, 'form'),
  };
}

function modelsOf(
  forms: ReadonlyMap<string, FormDefinition>,
  functions: readonly FunctionPart[],
): ReadonlyMap<string, FormModel> {
  const built = [...forms].map(
    ([key, form]) => [key, buildFormModel(form, (other) => forms.get(other), { functions })] as const,
  );
  return new Map(built.flatMap(([key, model]) => (model.ok ? [[key, model.value] as const] : [])));
}

/** The form and all forms that it refers to, drafts before what is published. */
async function loadForms(
  api: Api,
  first: string,
  state: DesignState,
): Promise<ReadonlyMap<string, FormDefinition>> {
  const known = new Set(namedOf(state, 'form').map((form) => form.key));
  const loaded = new Map<string, FormDefinition>();
  let wanted: readonly string[] = [first];
  while (wanted.length > 0) {
    const definitions = await Promise.all(
      wanted.map((key) => loadDefinition<FormDefinition>(api, 'form', key, state)),
    );
    const found = definitions.filter((definition) => definition !== null);
    for (const definition of found) loaded.set(definition.key, definition);
    wanted = [...new Set(found.flatMap(referencesOf))].filter((key) => !loaded.has(key) && known.has(key));
  }
  return loaded;
}

function referencesOf(definition: FormDefinition): readonly string[] {
  return Object.values(definition.schema.properties).flatMap((field) => {
    const fields = isLinesField(field) ? Object.values(field.items.properties) : [field];
    return fields.flatMap((one) => ('x-reference' in one ? [one['x-reference'].form] : []));
  });
}
