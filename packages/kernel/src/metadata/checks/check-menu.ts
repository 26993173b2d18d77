import { pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { MenuDefinition } from '../menu.js';
import { findDuplicates } from './duplicates.js';

/** Sections and entries are named once. */
export function checkMenu({ sections }: MenuDefinition): readonly Issue[] {
  return [
    ...findDuplicates(
      sections.map((section) => section.id),
      '/sections',
      'id',
    ),
    ...sections.flatMap((section, index) =>
      findDuplicates(
        section.entries.map((entry) => entry.id),
        pointer('/sections', index, 'entries'),
        'id',
      ),
    ),
  ];
}
