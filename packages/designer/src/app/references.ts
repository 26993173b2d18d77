import { useSyncExternalStore } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { apiQueries, createReferenceSource } from '@dougong/ui/forms';
import { api } from './api.js';
import { queries } from './session.js';

async function namingFields(form: string) {
  const { ui } = await queries.fetchQuery({
    queryKey: ['naming', form],
    queryFn: async () => (await api.design.definition<FormDefinition>('form', form)).data,
    staleTime: Infinity,
  });
  return { codeField: ui.codeField, titleField: ui.titleField };
}

/** What records are called, for the whole designer. */
export const references = createReferenceSource(apiQueries(api, namingFields));

/** Redraws whenever a name became known; the version changes with it. */
export function useReferencesVersion(): number {
  return useSyncExternalStore(
    (listener) => references.subscribe(listener),
    () => references.version(),
  );
}

/** The name of a record; one that is not known yet is asked for. */
export function nameOfRecord(form: string, id: string): string | undefined {
  references.ask(form, id);
  const found = references.nameOf(form, id);
  if (found === undefined) return undefined;
  return found.code === undefined || found.code === found.title
    ? found.title
    : `${found.code} ${found.title}`;
}
