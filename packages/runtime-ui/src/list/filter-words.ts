import type { RecordFilter } from '@dougong/ui/api';
import { choiceWord as titleOfChoice } from '@dougong/ui/forms';
import { localized, type useLanguage } from '@dougong/ui/i18n';
import { formatDecimal } from '@dougong/ui/numbers';
import dayjs from 'dayjs';
import type { references } from '../data/references.js';
import type { ShownField } from '../parts/fields.js';
import { boundShown } from './filter-bounds.js';
import { boundOf, filterKind, valuesOf } from './filter-kinds.js';

type Language = ReturnType<typeof useLanguage>['language'];

interface WordSources {
  readonly language: Language;
  readonly names: Pick<typeof references, 'nameOf' | 'nameOfUser' | 'nameOfDepartment'>;
  readonly yes: string;
  readonly no: string;
  /** Between the two ends of a range. */
  readonly until: string;
}

function choiceWord(field: ShownField, value: string, language: Language): string {
  const state = field.states?.find(({ id }) => id === value);
  if (state !== undefined) return localized(state.title, language);
  return localized(titleOfChoice(field.schema, value), language);
}

function rangeWords(
  filters: readonly RecordFilter[],
  show: (value: string) => string,
  until: string,
): string {
  const [from, to] = [boundOf(filters, 'gte'), boundOf(filters, 'lte')];
  if (from !== '' && to !== '') return `${show(from)} ${until} ${show(to)}`;
  return from === '' ? `≤ ${show(to)}` : `≥ ${show(from)}`;
}

function boundWords(field: ShownField, value: string): string {
  const isPlain = field.schema.format === 'decimal' && field.schema['x-percent'] !== true;
  return isPlain || field.schema.type === 'integer' ? formatDecimal(value) : boundShown(field, value);
}

/** What a chip says after the title of its field. */
export function filterWords(
  field: ShownField,
  filters: readonly RecordFilter[],
  sources: WordSources,
): string {
  const { language, names, yes, no, until } = sources;
  const values = valuesOf(filters);
  const join = (words: readonly string[]) => words.join(language === 'en' ? ', ' : '、');
  switch (filterKind(field)) {
    case 'department':
      return join(values.map((key) => names.nameOfDepartment(key) ?? '…'));
    case 'several':
    case 'choices':
      return join(values.map((value) => choiceWord(field, value, language)));
    case 'reference':
      return join(
        values.map((id) => names.nameOf(field.schema['x-reference']?.form ?? '', id)?.title ?? '…'),
      );
    case 'user':
      return join(values.map((id) => names.nameOfUser(id) ?? '…'));
    case 'boolean':
      return values[0] === 'true' ? yes : no;
    case 'range':
      return rangeWords(filters, (value) => boundWords(field, value), until);
    case 'dates':
      return rangeWords(filters, (value) => dayjs(value).format('YYYY-MM-DD'), until);
    case 'text':
      return filters.map(({ value }) => `“${value}”`).join(' ');
  }
}
