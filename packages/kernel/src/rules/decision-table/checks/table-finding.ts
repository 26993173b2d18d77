import type { RecordData, Value } from '../../../expression/index.js';
import { issue, pointer } from '../../../foundation/index.js';
import type { Issue, Localized } from '../../../foundation/index.js';
import type { TableRow } from '../../../metadata/index.js';
import type { CheckColumn } from './check-column.js';

/** Something that the check of a table found. */
export interface TableFinding extends Issue {
  /** Ids of the rows that it is about. */
  readonly rows: readonly string[];
  /** Values of the inputs that show it. */
  readonly witness?: RecordData;
  /** Conditions of a row that mends it; outputs are for people to say. */
  readonly proposal?: TableRow['when'];
}

/** What a check of a whole table says. */
export interface TableReport {
  readonly findings: readonly TableFinding[];
  /** No values fit two rows; not said when that could not be settled. */
  readonly unique?: boolean;
  /** All values fit some row, defaults left aside; not said when that could not be settled. */
  readonly complete?: boolean;
  /** Everything was looked at within the budget of work. */
  readonly fullyChecked: boolean;
}

/** Values of the inputs by id, as they travel. */
export function witnessOf(columns: readonly CheckColumn[], values: readonly Value[]): RecordData {
  return Object.fromEntries(
    columns.map(({ input: { definition, type } }, at) => [definition.id, type.wire(values[at] ?? null)]),
  );
}

const BLANK: Localized = { 'zh-CN': '空', en: 'blank' };

/** The same values as people read them. */
export function witnessText(columns: readonly CheckColumn[], values: readonly Value[]): readonly Localized[] {
  return columns.map(({ input: { definition, type } }, at) => {
    const value = values[at] ?? null;
    const text = value === null ? BLANK : both(type.write(value));
    return titled(definition.title, text, ' = ');
  });
}

/** The conditions of a row as people read them. */
export function conditionText(columns: readonly CheckColumn[], when: TableRow['when']): readonly Localized[] {
  return columns
    .filter(({ input }) => when[input.definition.id] !== undefined)
    .map(({ input: { definition } }) => titled(definition.title, both(when[definition.id] ?? ''), ': '));
}

/** A finding about rows, whose numbers count from 1 as people do. */
export function aboutRows(found: Issue, rows: readonly TableRow[], at: readonly number[]): TableFinding {
  const [main = 0, ...others] = at;
  const numbers = others.length === 0 ? {} : { others: others.map((row) => row + 1) };
  return {
    ...found,
    path: pointer('/rows', main),
    params: { row: main + 1, ...numbers, ...found.params },
    rows: at.map((row) => rows[row]?.id ?? ''),
  };
}

/** What could not be looked at. */
export function notFullyChecked(what: Localized): TableFinding {
  return { ...issue('table_not_fully_checked', '/rows', { part: what }), severity: 'warning', rows: [] };
}

function both(text: string): Localized {
  return { 'zh-CN': text, en: text };
}

function titled(title: Localized, text: Localized, sign: string): Localized {
  return { 'zh-CN': `${title['zh-CN']}${sign}${text['zh-CN']}`, en: `${title.en}${sign}${text.en}` };
}
