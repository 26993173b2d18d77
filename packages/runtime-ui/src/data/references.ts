import { useSyncExternalStore } from 'react';
import { apiQueries, createReferenceSource } from '@dougong/ui/forms';
import { api } from './api.js';
import { formDefinition } from './form-models.js';

async function namingFields(form: string) {
  const { ui } = await formDefinition(form);
  return { codeField: ui.codeField, titleField: ui.titleField };
}

/** What ids are called, for the whole application. */
export const references = createReferenceSource(apiQueries(api, namingFields));

/** Redraws whenever a name became known. */
export function useReferences(): typeof references {
  useSyncExternalStore(
    (listener) => references.subscribe(listener),
    () => references.version(),
  );
  return references;
}
