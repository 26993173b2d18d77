import type { SourceRow } from '@dougong/kernel/costing';
import type { RecordData } from '@dougong/kernel/expression';
import type { AllocationSource } from '@dougong/kernel/metadata';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { DIMENSION_SLOTS, dimensionsOf, resourcesOf } from '../registers/ledger-columns.js';
import type { SlotRow } from '../registers/ledger-columns.js';
import type { CostPeriod } from './source-rows.js';

/** How the rows of a register come out of its movements. */
interface Statement {
  readonly text: string;
  readonly read: (row: SlotRow) => SourceRow;
}

const SLOTS = DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ');
const MOVED = 'ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id AND k.register =';

/** Rows of a register for a period: sums by key, what was held, or single movements. */
export async function registerRows(
  session: SqlSession,
  register: CompiledRegister,
  source: AllocationSource,
  period: CostPeriod,
  withBefore: boolean,
  limit: number,
): Promise<readonly SourceRow[]> {
  const parameters = new Parameters();
  const p = (value: unknown) => parameters.add(value);
  const { text, read } = statementOf(register, source, period, withBefore, p);
  const sql = `${text} LIMIT ${p(limit)}`;
  const { rows } = await session.prepared<Record<string, unknown>>(
    statementName(sql),
    sql,
    parameters.values,
  );
  return rows.map(read);
}

type Placeholder = (value: unknown) => string;

function statementOf(
  register: CompiledRegister,
  source: AllocationSource,
  period: CostPeriod,
  withBefore: boolean,
  p: Placeholder,
): Statement {
  const { take = 'net' } = source;
  if (take === 'each') return eachMovement(register, source, period, p);
  if (take === 'opening' || take === 'closing') return heldThen(register, take, period, p);
  return turnovers(register, take, period, withBefore, p);
}

/** Movements of the period by key; those before it only where all use so far counts. */
function turnovers(
  register: CompiledRegister,
  take: 'in' | 'out' | 'net',
  { from, to }: CostPeriod,
  withBefore: boolean,
  p: Placeholder,
): Statement {
  const [first, last] = [`${p(from)}::date`, `${p(to)}::date`];
  const direction = { in: 'm.direction = 1', out: 'm.direction = -1', net: 'true' }[take];
  const sign = take === 'out' ? '-' : '';
  const sums = register.resources.flatMap(({ slot }) => [
    sumOf(`${sign}m.${slot}`, `m.business_date >= ${first} AND ${direction}`, slot),
    ...(withBefore
      ? [
          sumOf(
            `${sign}m.${slot}`,
            `m.business_date < ${first} AND ${direction}`,
            slot.replace('r', 'before'),
          ),
        ]
      : []),
  ]);
  const since = withBefore
    ? ''
    : `AND m.period >= date_trunc('month', ${first}::timestamp)::date AND m.business_date >= ${first}`;
  const text =
    `SELECT k.id::text AS key_id, ${SLOTS}, ${sums.join(', ')} FROM ${MOVED} ${p(register.key)} ` +
    `WHERE m.period <= ${last} AND m.business_date <= ${last} ${since} GROUP BY k.id ORDER BY k.id`;
  const read = (row: SlotRow): SourceRow => ({
    ...keyRow(register, row, 'r'),
    ...(withBefore && { before: resourcesOf(register, row, 'before') }),
  });
  return { text, read };
}

/** What was held before the first day, or after the last. A balance is taken back by what was moved since. */
function heldThen(
  register: CompiledRegister,
  take: 'opening' | 'closing',
  { from, to }: CostPeriod,
  p: Placeholder,
): Statement {
  const since =
    take === 'opening' ? `m.business_date >= ${p(from)}::date` : `m.business_date > ${p(to)}::date`;
  const month = p(take === 'opening' ? from : to);
  const later = `m.key_id = k.id AND m.period >= date_trunc('month', ${month}::timestamp)::date AND ${since}`;
  const earlier = `m.key_id = k.id AND NOT (${since})`;
  const sums = register.resources.map(({ slot }) =>
    register.keepsBalance
      ? `((SELECT coalesce(sum(b.${slot}), 0) FROM ledger.balance b WHERE b.key_id = k.id) - ` +
        `(SELECT coalesce(sum(m.${slot}), 0) FROM ledger.movement m WHERE ${later}))::text AS ${slot}`
      : `(SELECT coalesce(sum(m.${slot}), 0) FROM ledger.movement m WHERE ${earlier})::text AS ${slot}`,
  );
  const text =
    `SELECT k.id::text AS key_id, ${SLOTS}, ${sums.join(', ')} FROM ledger.register_key k ` +
    `WHERE k.register = ${p(register.key)} ORDER BY k.id`;
  return { text, read: (row) => keyRow(register, row, 'r') };
}

/** The movements of one posting that nobody has reversed, in the order of posting. */
function eachMovement(
  register: CompiledRegister,
  { posting, movement }: AllocationSource,
  { from, to }: CostPeriod,
  p: Placeholder,
): Statement {
  const [first, last] = [`${p(from)}::date`, `${p(to)}::date`];
  const values = register.resources.map(({ slot }) => `(m.${slot} * m.direction)::text AS ${slot}`);
  const rule = movement === undefined ? '' : ` AND m.rule_id = ${p(movement)}`;
  const text =
    `SELECT m.seq::text AS key_id, m.line_no, m.business_date, p.source_id, ${SLOTS}, ${values.join(', ')} ` +
    `FROM ${MOVED} ${p(register.key)} JOIN ledger.posting p ON p.id = m.posting_id AND p.purpose = ${p(posting)} ` +
    `WHERE m.period BETWEEN date_trunc('month', ${first}::timestamp)::date AND ${last} ` +
    `AND m.business_date BETWEEN ${first} AND ${last}${rule} ` +
    `AND NOT EXISTS (SELECT FROM ledger.reversal v WHERE v.posting_id = p.id) ORDER BY m.period, m.seq`;
  const read = (row: SlotRow): SourceRow => {
    const { id, record } = keyRow(register, row, 'r');
    const { line_no: line, business_date: day, source_id: document } = row as RecordData;
    return { id, record: { ...record, line_no: line, business_date: day, document } };
  };
  return { text, read };
}

function sumOf(value: string, when: string, name: string): string {
  return `coalesce(sum(${value}) FILTER (WHERE ${when}), 0)::text AS ${name}`;
}

function keyRow(
  register: CompiledRegister,
  row: SlotRow,
  prefix: string,
): { id: string; record: RecordData } {
  return {
    id: String(row['key_id']),
    record: { ...dimensionsOf(register, row), ...resourcesOf(register, row, prefix) },
  };
}
