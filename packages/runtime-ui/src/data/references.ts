import { useSyncExternalStore } from 'react';
import type { Title } from '@dougong/ui/api';
import { apiQueries, createReferenceSource, type ReferenceQueries } from '@dougong/ui/forms';
import { localized } from '@dougong/ui/i18n';
import { api } from './api.js';
import { formDefinition } from './form-models.js';

async function namingFields(form: string) {
  const { ui } = await formDefinition(form);
  return { codeField: ui.codeField, titleField: ui.titleField };
}

const queries = apiQueries(api, namingFields);

/** Posts of people come in every language. */
async function usersInOneLanguage(
  ...asked: Parameters<ReferenceQueries['users']>
): ReturnType<ReferenceQueries['users']> {
  const found = await queries.users(...asked);
  return found.map(({ note, ...option }) => {
    const post = localized(note as Title | undefined);
    return post === '' ? option : { ...option, note: post };
  });
}

/** What ids are called, for the whole application. */
export const references = createReferenceSource({ ...queries, users: usersInOneLanguage });

/** Redraws whenever a name became known. */
export function useReferences(): typeof references {
  useSyncExternalStore(
    (listener) => references.subscribe(listener),
    () => references.version(),
  );
  return references;
}
