import type { FilterOperator } from '@dougong/kernel/forms';
import type { WireValue } from '@dougong/kernel/expression';
import { keyText } from '../database/sql-text.js';
import type { Parameters } from '../database/sql-text.js';
import { suggestionFor } from './name-suggestion.js';
import { columnSql } from './list-column.js';
import type { ListColumn } from './list-column.js';
import { badQuery } from './query-refusal.js';
import type { RawQuery } from './query-text.js';
import { isScalarOf } from './sql-scalars.js';

/** One condition of a list's query: `filter[qty][gte]=5`. */
export interface ListFilter {
  readonly column: ListColumn;
  readonly word: FilterWord;
  readonly values: readonly WireValue[];
}

interface FilterPart {
  /** The operator of the field type that offers this word. */
  readonly operator: FilterOperator;
  /** How many values, separated by commas. */
  readonly many?: 'two' | 'any';
  /** Yes or no instead of a value of the field. */
  readonly flag?: true;
  sql(column: string, values: readonly string[], flag: boolean): string;
  /** Brings a value to what the SQL compares with. */
  bind?(value: WireValue): WireValue;
}

function comparison(operator: FilterOperator, sign: string): FilterPart {
  return { operator, sql: (column, [value]) => `${column} ${sign} ${value}` };
}

const likely = (value: WireValue): string => String(value).replaceAll(/[\\%_]/g, '\\$&');

const WORDS = {
  eq: comparison('eq', '='),
  ne: comparison('ne', '<>'),
  gt: comparison('gt', '>'),
  gte: comparison('ge', '>='),
  lt: comparison('lt', '<'),
  lte: comparison('le', '<='),
  between: {
    operator: 'between',
    many: 'two',
    sql: (column, [low, high]) => `${column} BETWEEN ${low} AND ${high}`,
  },
  in: { operator: 'in', many: 'any', sql: (column, values) => `${column} IN (${values.join(', ')})` },
  contains: {
    operator: 'contains',
    sql: (column, [value]) => `${column} ILIKE ${value}`,
    bind: (value) => `%${likely(value)}%`,
  },
  starts: {
    operator: 'starts',
    sql: (column, [value]) => `${column} ILIKE ${value}`,
    bind: (value) => `${likely(value)}%`,
  },
  has: {
    operator: 'has',
    many: 'any',
    sql: (column, values) => `(${values.map((value) => `${column} @> ${value}`).join(' AND ')})`,
    bind: (value) => JSON.stringify(value),
  },
  any: {
    operator: 'any',
    many: 'any',
    sql: (column, values) => `(${values.map((value) => `${column} @> ${value}`).join(' OR ')})`,
    bind: (value) => JSON.stringify(value),
  },
  blank: {
    operator: 'blank',
    flag: true,
    sql: (column, _, flag) => `${column} IS ${flag ? '' : 'NOT '}NULL`,
  },
} as const satisfies Readonly<Record<string, FilterPart>>;

export type FilterWord = keyof typeof WORDS;

const FILTERS_MAX = 20;
const VALUES_MAX = 200;
const PARAMETER = /^filter\[([^\]]*)\](?:\[([^\]]*)\])?$/;

/** The pattern of a text search: the words as they stand, anywhere in the column. */
export function containsPattern(text: string): string {
  return `%${likely(text)}%`;
}

/** Reads the filters of a query, in an order of their own so that equal questions have equal statements. */
export function parseFilters(
  query: RawQuery,
  columns: ReadonlyMap<string, ListColumn>,
): readonly ListFilter[] {
  const filters = Object.entries(query).flatMap(([name, value]) => {
    if (!name.startsWith('filter') || name === 'filter') return [];
    const match = PARAMETER.exec(name);
    if (!match) throw badQuery('bad_parameter', [name.slice(0, 100)], { name: name.slice(0, 100) });
    return [parseFilter(match[1] ?? '', match[2] ?? 'eq', value, columns)];
  });
  if (filters.length > FILTERS_MAX) throw badQuery('too_many_filters', ['filter'], { max: FILTERS_MAX });
  return filters.sort((a, b) => compareTexts(`${a.column.key} ${a.word}`, `${b.column.key} ${b.word}`));
}

/** SQL of a filter on the row with this alias; values become parameters. */
export function filterSql(
  { column, word, values }: ListFilter,
  alias: string,
  parameters: Parameters,
): string {
  const part: FilterPart = WORDS[word];
  const reference = isSearched(column, word) ? partsSql(alias, column) : columnSql(alias, column);
  if (part.flag) return part.sql(reference, [], values[0] === true);
  const bind = part.bind ?? ((value: WireValue) => value);
  return part.sql(
    reference,
    values.map(
      (value) => `${parameters.add(bind(value))}::${isSearched(column, word) ? 'text' : column.type.sqlType}`,
    ),
    true,
  );
}

/** Whether words are looked for in the parts of a value, one behind the other. */
function isSearched({ type }: ListColumn, word: FilterWord): boolean {
  return type.searchParts !== undefined && word !== 'blank';
}

function partsSql(alias: string, column: ListColumn): string {
  const own = columnSql(alias, column);
  return `concat(${(column.type.searchParts ?? []).map((part) => `${own} ->> ${keyText(part)}`).join(', ')})`;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function parseFilter(
  field: string,
  word: string,
  value: unknown,
  columns: ReadonlyMap<string, ListColumn>,
): ListFilter {
  const path = ['filter', field, word].map((part) => part.slice(0, 100));
  const column = columns.get(field);
  if (!column)
    throw badQuery('unknown_field', path, { field: path[1], ...suggestionFor(field, columns.keys()) });
  if (!isOffered(column, word))
    throw badQuery('unknown_operator', path, { field, operator: path[2], known: wordsOf(column) });
  if (typeof value !== 'string') throw badQuery('bad_parameter', path, { name: field });
  return { column, word, values: valuesOf(column, WORDS[word], value, path) };
}

function isOffered(column: ListColumn, word: string): word is FilterWord {
  return wordsOf(column).includes(word);
}

/** The words that a column understands. */
export function wordsOf(column: ListColumn): readonly string[] {
  return Object.entries(WORDS).flatMap(([word, part]) =>
    column.operators.includes(part.operator) ? [word] : [],
  );
}

function valuesOf(
  column: ListColumn,
  part: FilterPart,
  text: string,
  path: readonly string[],
): readonly WireValue[] {
  if (part.flag) return [flagOf(text, path)];
  if (column.type.searchParts !== undefined) return [text];
  const texts = part.many ? text.split(',') : [text];
  const fits = part.many === 'two' ? texts.length === 2 : texts.length <= VALUES_MAX;
  if (!fits) throw badQuery('bad_parameter', path, { name: column.key });
  return texts.map((each) => valueOf(column, each, path));
}

function flagOf(text: string, path: readonly string[]): boolean {
  if (text === 'true' || text === '') return true;
  if (text === 'false') return false;
  throw badQuery('boolean_invalid', path, { value: text.slice(0, 100) });
}

function valueOf(column: ListColumn, text: string, path: readonly string[]): WireValue {
  const read = column.type.coerce(
    column.type.sqlType === 'boolean' ? flagOf(text, path) : text,
    column.schema,
  );
  if (!read.ok) throw badQuery(read.error.code, path, { ...read.error.params });
  if (!isScalarOf(column.type.sqlType, read.value))
    throw badQuery('bad_parameter', path, { name: column.key });
  return read.value;
}
