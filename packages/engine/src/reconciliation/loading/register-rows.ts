import { modelOf } from '@dougong/kernel/commands';
import type { SourceField } from '@dougong/kernel/reconciliation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { identifier } from '../../database/sql-text.js';
import { recordTables } from '../../records/record-table.js';
import { NOTHING } from './raw-rows.js';
import type { LoadPlace, RawRows } from './raw-rows.js';

/** Movements of a register of ours: each is an entry of the document that posted it. */
export function registerRows({ release, resolved, window, parameters }: LoadPlace): RawRows {
  const register = registerOf(resolved.source.register ?? '', release.registers);
  const joins: string[] = [];
  const value = (field: SourceField | undefined): string => {
    if (!field) return 'NULL';
    const slot = register.dimensions.find(({ id }) => id === field.key)?.slot ?? '';
    if (!field.through) return `k.${slot}`;
    const alias = `hop${joins.length}`;
    const { header } = recordTables(modelOf(release, field.through.form));
    joins.push(`LEFT JOIN ${header.name} ${alias} ON ${alias}.id = k.${slot}::uuid`);
    return `${alias}.${identifier(field.through.field)}::text`;
  };
  const figure = (field: SourceField | undefined): string => {
    const slot = register.resources.find(({ id }) => id === field?.key)?.slot;
    return slot === undefined ? '0' : `m.direction * m.${slot}`;
  };
  const { item, place, lot, quantity, amount } = resolved.fields;
  const columns = {
    ...NOTHING,
    ord: 'm.seq',
    document: 'coalesce(p.source_code, p.source_id::text)',
    line: 'm.line_no',
    type: 'p.purpose',
    date: 'm.business_date',
    item: value(item),
    place: value(place),
    lot: value(lot),
    quantity: figure(quantity),
    amount: figure(amount),
    origin_form: 'p.source_type',
    origin_record: 'p.source_id::text',
  };
  const [first, last] = window.compare === 'entries' ? [window.from, window.to] : [undefined, window.cutoff];
  // The months lead to the partitions that need to be read.
  const after = (day: string) => [
    `m.period >= ${parameters.add(`${day.slice(0, 7)}-01`)}::date`,
    `m.business_date >= ${parameters.add(day)}::date`,
  ];
  const days = [
    ...(first === undefined ? [] : after(first)),
    `m.period <= ${parameters.add(`${last.slice(0, 7)}-01`)}::date`,
    `m.business_date <= ${parameters.add(last)}::date`,
  ];
  return {
    columns,
    from: `ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id
             JOIN ledger.register_key k ON k.id = m.key_id ${joins.join(' ')}
            WHERE k.register = ${parameters.add(register.key)} AND ${days.join(' AND ')}`,
    isSplit: true,
  };
}

function registerOf(key: string, registers: ReadonlyMap<string, CompiledRegister>): CompiledRegister {
  const register = registers.get(key);
  if (!register) throw new Error(`a release compares a register ${key} that it does not have`);
  return register;
}
