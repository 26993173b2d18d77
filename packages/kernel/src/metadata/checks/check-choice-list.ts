import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { ChoiceListDefinition } from '../choice-list.js';
import { findDuplicates } from './duplicates.js';

/** Values are told apart, and one at least is still offered. */
export function checkChoiceList({ choices }: ChoiceListDefinition): readonly Issue[] {
  const ids = choices.map(({ id }) => id);
  return [
    ...findDuplicates(ids, '/choices', 'id'),
    ...(choices.every(({ closed }) => closed) ? [issue('all_choices_closed', '/choices')] : []),
  ];
}
