import type { Definition } from '@dougong/kernel/metadata';
import type { DefinitionEntry } from '@dougong/ui/api';
import { api } from '../app/api.js';
import type { DesignState } from '../surroundings/load-surroundings.js';

interface WholeEntry extends DefinitionEntry {
  readonly definition: Definition;
}

/** The definitions of the release, of one kind or all, read at once. */
export async function publishedDefinitions(kind?: string): Promise<readonly Definition[]> {
  const query = { full: true, kind };
  const { data } = await api.client.get<{ data: readonly WholeEntry[] }>('/definitions', { query });
  return data.data.map(({ definition }) => definition);
}

/** Definitions as they would be published now: drafts before the release, what a draft removes left out. */
export function withDrafts(
  published: readonly Definition[],
  { bundle }: Pick<DesignState, 'bundle'>,
): readonly Definition[] {
  const drafted = new Set(bundle.drafts.map(({ kind, key }) => `${kind}/${key}`));
  const kept = published.filter(({ kind, key }) => !drafted.has(`${kind}/${key}`));
  const drafts = bundle.drafts.flatMap(({ definition }) =>
    definition === null ? [] : [definition as Definition],
  );
  return [...kept, ...drafts];
}
