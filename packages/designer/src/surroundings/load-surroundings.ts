import type { FormDefinition } from '@dougong/kernel/metadata';
import { buildFormModel, type FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import type { Api, DefinitionEntry, Draft, DraftList, UserEntry } from '@dougong/ui/api';
import { Catalog } from './catalog.js';
import type { CatalogAnswer } from './catalog.js';
import type { Named, Surroundings } from './surroundings.js';

/** What the server has of a design: the release by its entries, and the drafts over it. */
export interface DesignState {
  readonly entries: readonly DefinitionEntry[];
  readonly bundle: DraftList;
  readonly catalog: Catalog;
  readonly users: readonly UserEntry[];
}

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

/** Finds the draft of a definition in the bundle. */
export function draftOf(bundle: DraftList, kind: string, key: string): Draft | undefined {
  return bundle.drafts.find((draft) => draft.kind === kind && draft.key === key);
}

/** Whether the release has the definition. */
export function isPublished({ entries }: Pick<DesignState, 'entries'>, kind: string, key: string): boolean {
  return entries.some((entry) => entry.kind === kind && entry.key === key);
}

/** Everything of a kind with its title, drafts before what is published; what a draft removes is left out. */
export function namedOf(
  { entries, bundle }: Pick<DesignState, 'entries' | 'bundle'>,
  kind: string,
): readonly Named[] {
  const drafts = bundle.drafts.filter((draft) => draft.kind === kind);
  const kept = entries.filter(
    (entry) => entry.kind === kind && !drafts.some((draft) => draft.key === entry.key),
  );
  return [...kept, ...drafts.flatMap(namedDraft)];
}

function namedDraft({ key, definition }: Draft): Named[] {
  if (definition === null) return [];
  const { title } = definition as { readonly title?: Localized };
  return [{ key, title: title ?? key }];
}

/** What a definition over this form may refer to. */
export async function loadSurroundings(api: Api, form: string, state: DesignState): Promise<Surroundings> {
  const forms = await loadForms(api, form, state);
  const lookup = (key: string) => forms.get(key);
  const definition = lookup(form);
  const model = definition === undefined ? undefined : buildFormModel(definition, lookup);
  if (model?.ok !== true) throw new FormUnreadable(form);
  return {
    catalog: state.catalog,
    form: model.value,
    forms: lookup,
    models: modelsOf(forms),
    roles: namedOf(state, 'role'),
    users: state.users,
    postings: namedOf(state, 'posting'),
    rules: namedOf(state, 'rule'),
    formTitles: namedOf(state, 'form'),
  };
}

function modelsOf(forms: ReadonlyMap<string, FormDefinition>): ReadonlyMap<string, FormModel> {
  const built = [...forms].map(
    ([key, form]) => [key, buildFormModel(form, (other) => forms.get(other))] as const,
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

/** A definition as it would be published now: its draft, else its published version; `null` when there is none. */
export async function loadDefinition<T>(
  api: Api,
  kind: string,
  key: string,
  state: Pick<DesignState, 'entries' | 'bundle'>,
): Promise<T | null> {
  const draft = draftOf(state.bundle, kind, key);
  return draft === undefined ? loadPublished<T>(api, kind, key, state) : (draft.definition as T | null);
}

/** A definition of the release in force; `null` when it has none. */
export async function loadPublished<T>(
  api: Api,
  kind: string,
  key: string,
  state: Pick<DesignState, 'entries'>,
): Promise<T | null> {
  return isPublished(state, kind, key) ? (await api.design.definition<T>(kind, key)).data : null;
}

function referencesOf(definition: FormDefinition): readonly string[] {
  return Object.values(definition.schema.properties).flatMap((field) => {
    const fields = field.type === 'array' ? Object.values(field.items.properties) : [field];
    return fields.flatMap((one) => ('x-reference' in one ? [one['x-reference'].form] : []));
  });
}
