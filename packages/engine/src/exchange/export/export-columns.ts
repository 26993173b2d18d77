import { isPathHidden } from '@dougong/kernel/access';
import { exportCell } from '@dougong/kernel/exchange';
import type { ExportWords, SheetCell } from '@dougong/kernel/exchange';
import type { WireValue } from '@dougong/kernel/expression';
import type { FieldModel, FormModel, LineModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { badQuery } from '../../records/query-refusal.js';
import { suggestionFor } from '../../records/name-suggestion.js';
import type { ColumnStyle, SheetColumn } from '../sheets/sheet-writer.js';
import type { ExportQuestion } from './export-question.js';

type Values = Readonly<Record<string, unknown>>;

/** One column of an export: what it is called and how its cells come out of a row. */
export interface ExportColumn extends SheetColumn {
  readonly key: string;
  cell(row: Values, words: ExportWords): SheetCell;
}

const WIDTHS: Readonly<Record<ColumnStyle, number>> = { text: 18, number: 14, date: 12 };

const SYSTEM_TITLES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  id: { 'zh-CN': 'ID', en: 'ID' },
  status: { 'zh-CN': '状态', en: 'State' },
  created_at: { 'zh-CN': '创建时间', en: 'Created at' },
  created_by: { 'zh-CN': '创建人', en: 'Created by' },
  updated_at: { 'zh-CN': '更新时间', en: 'Updated at' },
  updated_by: { 'zh-CN': '更新人', en: 'Updated by' },
};

/** The header columns of an export, in order; a field that the caller does not see is as if it did not exist. */
export function headerColumns(
  model: FormModel,
  hidden: ReadonlySet<string>,
  { fields, ids, language }: ExportQuestion,
): readonly ExportColumn[] {
  const shown = model.fields.filter(({ key }) => !isPathHidden(hidden, key));
  const byKey = new Map(shown.map((field) => [field.key, fieldColumn(field, field.title[language])]));
  const known = [...byKey.keys(), ...Object.keys(SYSTEM_TITLES)];
  const keys = fields ?? [...byKey.keys()];
  const wanted = ids && !keys.includes('id') ? ['id', ...keys] : keys;
  return wanted.map((key) => {
    const column = byKey.get(key) ?? systemColumn(model, key, language);
    if (!column)
      throw badQuery('unknown_field', ['fields'], { field: key.slice(0, 100), ...suggestionFor(key, known) });
    return column;
  });
}

/** The columns of a table of lines. Beside the header's they are told apart by the name of the table. */
export function lineColumns(
  line: LineModel,
  hidden: ReadonlySet<string>,
  language: Language,
  prefixed: boolean,
): readonly ExportColumn[] {
  return line.fields
    .filter(({ path }) => !isPathHidden(hidden, path))
    .map((field) => {
      const title = field.title[language];
      return fieldColumn(field, prefixed ? `${line.title[language]}/${title}` : title);
    });
}

function fieldColumn(field: FieldModel, title: string): ExportColumn {
  const style = styleOf(field);
  return {
    key: field.key,
    title,
    style,
    width: WIDTHS[style],
    cell: (row, words) => exportCell(field, row[field.key] as WireValue | undefined, words),
  };
}

/** Whether cells hold numbers and days, or words. */
export function styleOf(field: FieldModel): ColumnStyle {
  const { sqlType } = field.type;
  if (sqlType === 'numeric' || sqlType === 'integer') return 'number';
  return sqlType === 'date' ? 'date' : 'text';
}

function systemColumn(model: FormModel, key: string, language: Language): ExportColumn | undefined {
  const title = Object.hasOwn(SYSTEM_TITLES, key) ? SYSTEM_TITLES[key]?.[language] : undefined;
  if (title === undefined) return undefined;
  const text = (shown: string): SheetCell => ({ kind: 'text', text: shown });
  return {
    key,
    title,
    style: 'text',
    width: key === 'id' ? 38 : WIDTHS.text,
    cell(row, words) {
      const value = String(row[key] ?? '');
      if (value === '') return null;
      if (key === 'status') return text(model.lifecycle.states.get(value)?.title[language] ?? value);
      return text(key.endsWith('_by') ? (words.user(value) ?? value) : value);
    },
  };
}
