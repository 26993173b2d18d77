import type { Localized } from '@dougong/kernel/foundation';
import type { Api, DefinitionEntry, Draft, DraftList, UserEntry } from '@dougong/ui/api';
import type { Catalog } from './catalog.js';
import type { Named } from './surroundings.js';

/** What the server has of a design: the release by its entries, and the drafts over it. */
export interface DesignState {
  readonly entries: readonly DefinitionEntry[];
  readonly bundle: DraftList;
  readonly catalog: Catalog;
  readonly users: readonly UserEntry[];
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
