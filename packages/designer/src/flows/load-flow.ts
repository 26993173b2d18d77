import type { FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FormLookup } from '@dougong/kernel/forms';
import type { Api, Draft, DraftList } from '@dougong/ui/api';
import { Catalog } from './catalog.js';
import type { CatalogAnswer } from './catalog.js';
import type { FlowSurroundings, Named } from './flow-context.js';

/** A flow with everything that its design needs, as the server had it when it was opened. */
export interface LoadedFlow {
  readonly published: FlowDefinition | null;
  readonly draft: FlowDefinition | null;
  readonly bundle: DraftList;
  readonly releaseNumber: number;
  readonly application: Named['title'];
  readonly surroundings: FlowSurroundings;
}

/** The form of a flow cannot be read, so its conditions and people cannot be designed. */
export class FormUnreadable extends Error {
  constructor(readonly form: string) {
    super(`form ${form} cannot be read`);
    this.name = 'FormUnreadable';
  }
}

/** Finds the draft of a definition in the bundle. */
export function draftOf(bundle: DraftList, kind: string, key: string): Draft | undefined {
  return bundle.drafts.find((draft) => draft.kind === kind && draft.key === key);
}

/** Loads a flow for its designer; `null` when there is no such flow. */
export async function loadFlow(api: Api, key: string): Promise<LoadedFlow | null> {
  const [app, catalog, definitions, drafts, users] = await Promise.all([
    api.app(),
    api.design.catalog<CatalogAnswer>(),
    api.design.definitions(),
    api.design.drafts(),
    api.users(),
  ]);
  const entries = definitions.data.data;
  const bundle = drafts.data;
  const isPublished = entries.some((entry) => entry.kind === 'flow' && entry.key === key);
  const published = isPublished ? (await api.design.definition<FlowDefinition>('flow', key)).data : null;
  const draft = (draftOf(bundle, 'flow', key)?.definition ?? null) as FlowDefinition | null;
  const flow = draft ?? published;
  if (flow === null) return null;
  const known = new Set(entries.filter((entry) => entry.kind === 'form').map((entry) => entry.key));
  const forms = await loadForms(api, flow.form, bundle, known);
  const lookup: FormLookup = (form) => forms.get(form);
  const definition = forms.get(flow.form);
  const model = definition === undefined ? undefined : buildFormModel(definition, lookup);
  if (model?.ok !== true) throw new FormUnreadable(flow.form);
  const named = (kind: string): readonly Named[] => entries.filter((entry) => entry.kind === kind);
  return {
    published,
    draft,
    bundle,
    releaseNumber: app.data.release.number,
    application: app.data.application.title,
    surroundings: {
      catalog: new Catalog(catalog.data),
      form: model.value,
      forms: lookup,
      roles: named('role'),
      users: users.data.data,
      postings: named('posting'),
      formTitles: named('form'),
    },
  };
}

/** The form and all forms that it refers to, drafts before what is published. */
async function loadForms(
  api: Api,
  first: string,
  bundle: DraftList,
  known: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FormDefinition>> {
  const loaded = new Map<string, FormDefinition>();
  let wanted: readonly string[] = [first];
  while (wanted.length > 0) {
    const definitions = await Promise.all(wanted.map((key) => loadForm(api, key, bundle, known)));
    for (const definition of definitions)
      if (definition !== undefined) loaded.set(definition.key, definition);
    const referred = definitions.flatMap((definition) =>
      definition === undefined ? [] : referencesOf(definition),
    );
    wanted = [...new Set(referred)].filter(
      (key) => !loaded.has(key) && (known.has(key) || draftOf(bundle, 'form', key)),
    );
  }
  return loaded;
}

async function loadForm(
  api: Api,
  key: string,
  bundle: DraftList,
  known: ReadonlySet<string>,
): Promise<FormDefinition | undefined> {
  const draft = draftOf(bundle, 'form', key)?.definition as FormDefinition | null | undefined;
  if (draft != null) return draft;
  return known.has(key) ? (await api.design.definition<FormDefinition>('form', key)).data : undefined;
}

function referencesOf(definition: FormDefinition): readonly string[] {
  return Object.values(definition.schema.properties).flatMap((field) => {
    const fields = field.type === 'array' ? Object.values(field.items.properties) : [field];
    return fields.flatMap((one) => ('x-reference' in one ? [one['x-reference'].form] : []));
  });
}
