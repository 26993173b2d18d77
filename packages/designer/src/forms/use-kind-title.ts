import { useCallback } from 'react';
import type { FieldDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { kindOf, LINES_KIND, partOf } from './field-kinds.js';

/** What the kind of a field is called. */
export function useKindTitle(parts: readonly CatalogPart[]): (field: FieldDefinition) => string {
  const text = useText();
  const title = useLocalized();
  return useCallback(
    (field) => {
      if (kindOf(field) === LINES_KIND) return text('forms.lines');
      return title(partOf(parts, field)?.title) || text('forms.unknownKind');
    },
    [parts, text, title],
  );
}
