import type { RecordFilter } from '@dougong/ui/api';
import { api } from '../../../app/api.js';
import { references } from '../../../app/references.js';
import type { Surroundings } from '../../../surroundings/surroundings.js';
import type { Finder, MatchOf } from './portable-values.js';

/** Records are found again by their codes. */
export function matchesIn({ forms }: Surroundings): MatchOf {
  return (form, id) => {
    const field = forms(form)?.ui.codeField;
    const code = references.nameOf(form, id)?.code;
    return field === undefined || code === undefined ? undefined : { match: { [field]: code } };
  };
}

/** Asks the engine for the one record that looks like a match. */
export const findRecord: Finder = async (form, match) => {
  const filters = Object.entries(match).map(([field, value]): RecordFilter => ({ field, op: 'eq', value }));
  const { data } = await api.records.list(form, { limit: 2, filters });
  return data.data.length === 1 ? data.data[0]?.id : undefined;
};
