import { useMemo } from 'react';
import { useLanguage } from '@dougong/ui/i18n';
import { nameOfRecord, useReferencesVersion } from '../app/references.js';
import { useText } from '../i18n/text.js';
import { Names } from './names.js';
import type { Surroundings } from './surroundings.js';

/** Names of everything in the language of the page, once the surroundings are there. */
export function useNamesWhenReady(surroundings: Surroundings | undefined): Names | undefined {
  const text = useText();
  const { language } = useLanguage();
  const version = useReferencesVersion();
  return useMemo(
    () => (surroundings === undefined ? undefined : new Names(surroundings, language, text, nameOfRecord)),
    // The name of a record that has arrived makes new sentences, though nothing else has changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [surroundings, language, text, version],
  );
}

/** Names of everything in the language of the page; redraws when the name of a record has arrived. */
export function useNames(surroundings: Surroundings): Names {
  return useNamesWhenReady(surroundings) as Names;
}
