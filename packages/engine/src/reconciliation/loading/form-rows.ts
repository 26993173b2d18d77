import { modelOf } from '@dougong/kernel/commands';
import type { SourceField } from '@dougong/kernel/reconciliation';
import { identifier } from '../../database/sql-text.js';
import { recordTables } from '../../records/record-table.js';
import { NOTHING } from './raw-rows.js';
import type { LoadPlace, RawColumns, RawRows } from './raw-rows.js';

/** Records of a form, or the rows of one of its tables: what was entered, imported or fed. */
export function formRows({ release, resolved, window, parameters }: LoadPlace): RawRows {
  const { form = '', lines, states } = resolved.source;
  const tables = recordTables(modelOf(release, form));
  const rows = tables.lines.find(({ field }) => field === lines);
  const joins: string[] = [];
  const value = (field: SourceField | undefined): string | undefined => {
    if (!field) return undefined;
    const own = `${field.at === 'line' ? 'l' : 'h'}.${identifier(field.key)}`;
    if (!field.through) return own;
    const alias = `hop${joins.length}`;
    const { header } = recordTables(modelOf(release, field.through.form));
    joins.push(`LEFT JOIN ${header.name} ${alias} ON ${alias}.id = ${own}`);
    return `${alias}.${identifier(field.through.field)}`;
  };
  const { fields } = resolved;
  const text = (name: 'document' | 'type' | 'item' | 'place' | 'lot' | 'unit') => {
    const own = value(fields[name]);
    return own === undefined ? 'NULL' : `${own}::text`;
  };
  const number = (name: 'quantity' | 'amount') => `coalesce(${value(fields[name]) ?? '0'}, 0)::numeric`;
  const date = value(fields.date);
  const columns: RawColumns = {
    ...NOTHING,
    ord: `row_number() OVER (ORDER BY h.created_at, h.id${rows ? ', l.line_no' : ''})`,
    document: text('document'),
    line: value(fields.line) ?? (rows ? 'l.line_no' : 'NULL'),
    type: text('type'),
    date: date === undefined ? 'NULL' : `${date}::date`,
    item: text('item'),
    place: text('place'),
    lot: text('lot'),
    unit: text('unit'),
    quantity: number('quantity'),
    amount: number('amount'),
    origin_form: parameters.add(form) + '::text',
    origin_record: 'h.id::text',
  };
  const conditions = ['true'];
  if (states) conditions.push(`h.status = ANY (${parameters.add(states)}::text[])`);
  if (date !== undefined && window.compare === 'balances')
    conditions.push(`${date}::date = ${parameters.add(window.cutoff)}::date`);
  const joined = rows ? `JOIN ${rows.name} l ON l.record_id = h.id` : '';
  return {
    columns,
    from: `${tables.header.name} h ${joined} ${joins.join(' ')} WHERE ${conditions.join(' AND ')}`,
    isSplit: false,
  };
}
