import { Injectable } from '@nestjs/common';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../database/database.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { badQuery } from '../records/query-refusal.js';
import {
  DIMENSION_SLOTS,
  dimensionsEqual,
  dimensionsOf,
  isNotEmpty,
  RESOURCE_SLOTS,
  resourcesOf,
} from './ledger-columns.js';
import type { SlotRow } from './ledger-columns.js';
import { decodeCursor, isDay, isNumber, pageOf, rowsOfPage } from './page.js';
import type { Page, PageQuery } from './page.js';

export { balanceRowsQuery } from './balance-rows.js';

/** Dimension -> value that it must equal. */
export type DimensionFilter = Readonly<Record<string, string>>;

export interface BalanceQuery extends PageQuery {
  readonly filter?: DimensionFilter;
  /** Shows keys whose balance is zero too. */
  readonly withEmpty?: boolean;
}

export interface BalanceView {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly resources: Readonly<Record<string, string>>;
}

export interface MovementQuery extends PageQuery {
  readonly filter?: DimensionFilter;
  readonly keyId?: string;
  readonly recordId?: string;
}

export interface MovementView {
  readonly id: string;
  readonly at: string;
  readonly businessDate: string;
  readonly register: string;
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly direction: 'in' | 'out';
  /** Signed. */
  readonly resources: Readonly<Record<string, string>>;
  /** In the order of posting. */
  readonly balanceAfter?: Readonly<Record<string, string>>;
  readonly form: string;
  readonly recordId: string;
  readonly code: string | null;
  readonly lineNo: number | null;
  readonly posting: string;
  readonly rule: string | null;
  readonly flow: string | null;
  readonly instanceId: string | null;
  readonly release: number;
  readonly actor: string;
}

export interface TurnoverQuery extends PageQuery {
  /** First and last day, ISO dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly filter?: DimensionFilter;
}

export interface TurnoverView {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  /** Absent in a register that keeps no balance. */
  readonly opening?: Readonly<Record<string, string>>;
  readonly in: Readonly<Record<string, string>>;
  readonly out: Readonly<Record<string, string>>;
  readonly closing?: Readonly<Record<string, string>>;
}

const SLOTS = DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ');
const MOVED = [1, 2, 3, 4].map((at) => `m.r${at}::text, m.after${at}::text`).join(', ');
const MOVEMENT = `
  SELECT m.period, m.seq::text, m.key_id::text, m.business_date, m.line_no, m.direction, ${MOVED}, k.register, ${SLOTS},
         p.source_type, p.source_id, p.source_code, p.purpose, p.rule_key, p.flow_key, p.instance_id, p.release, p.actor, p.posted_at
    FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id JOIN ledger.posting p ON p.id = m.posting_id`;

/** What the ledger shows: balances, the movements behind them, turnovers. Slots become dimensions and resources here. */
@Injectable()
export class LedgerReader {
  constructor(private readonly database: Database) {}

  /** Balances by key, in the order in which the keys were first moved. */
  async balances(register: CompiledRegister, query: BalanceQuery = {}): Promise<Page<BalanceView>> {
    const parameters = new Parameters();
    const p = (value: unknown) => parameters.add(value);
    const size = rowsOfPage(query);
    const conditions = [
      ...keyConditions(register, query.filter, p),
      ...(query.withEmpty ? [] : [isNotEmpty(register, 'b')]),
      ...afterKey(query.cursor, p),
    ];
    const text =
      `SELECT k.id::text AS key_id, ${SLOTS}, ${RESOURCE_SLOTS.map((slot) => `b.${slot}::text`).join(', ')} ` +
      `FROM ledger.register_key k JOIN ledger.balance b ON b.key_id = k.id ` +
      `WHERE ${conditions.join(' AND ')} ORDER BY k.id LIMIT ${p(size + 1)}`;
    const read = (row: SlotRow): BalanceView => ({
      keyId: String(row['key_id']),
      key: dimensionsOf(register, row),
      resources: resourcesOf(register, row),
    });
    return pageOf(await this.rows(text, parameters), size, read, (row) => [String(row['key_id'])]);
  }

  /** Movements of a register, the latest month first, within it the latest posted first. */
  async movements(register: CompiledRegister, query: MovementQuery = {}): Promise<Page<MovementView>> {
    const parameters = new Parameters();
    const p = (value: unknown) => parameters.add(value);
    const size = rowsOfPage(query);
    const conditions = keyConditions(register, query.filter, p);
    if (query.keyId !== undefined) conditions.push(`m.key_id = ${p(keyIdOf(query.keyId))}::bigint`);
    if (query.recordId !== undefined) conditions.push(`p.source_id = ${p(query.recordId)}::uuid`);
    if (query.cursor !== undefined) {
      const [period, seq] = decodeCursor(query.cursor, [isDay, isNumber]);
      conditions.push(`(m.period, m.seq) < (${p(period)}::date, ${p(seq)}::bigint)`);
    }
    const text = `${MOVEMENT} WHERE ${conditions.join(' AND ')} ORDER BY m.period DESC, m.seq DESC LIMIT ${p(size + 1)}`;
    const position = (row: SlotRow) => [String(row['period']), String(row['seq'])];
    return pageOf(await this.rows(text, parameters), size, (row) => movementOf(register, row), position);
  }

  /** All movements of one document, in the order of posting. */
  async movementsOfRecord(
    registers: ReadonlyMap<string, CompiledRegister>,
    form: string,
    recordId: string,
  ): Promise<readonly MovementView[]> {
    const parameters = new Parameters();
    const source = `p.source_type = ${parameters.add(form)} AND p.source_id = ${parameters.add(recordId)}::uuid`;
    const rows = await this.rows(`${MOVEMENT} WHERE ${source} ORDER BY m.seq`, parameters);
    return rows.flatMap((row) => {
      const register = registers.get(String(row['register']));
      return register ? [movementOf(register, row)] : [];
    });
  }

  /**
   * What came in and went out between two days, with the balance before and after. The balance before is today's less
   * what was moved since: only the months from `from` on are read, however long the history is.
   */
  async turnovers(register: CompiledRegister, query: TurnoverQuery): Promise<Page<TurnoverView>> {
    const parameters = new Parameters();
    const p = (value: unknown) => parameters.add(value);
    const size = rowsOfPage(query);
    const [from, to] = [`${p(day(query.from, 'from'))}::date`, `${p(day(query.to, 'to'))}::date`];
    const conditions = [...keyConditions(register, query.filter, p), ...afterKey(query.cursor, p)];
    const text = turnoverText(register, { from, to, conditions, limit: p(size + 1) });
    const read = (row: SlotRow) => turnoverOf(register, row);
    return pageOf(await this.rows(text, parameters), size, read, (row) => [String(row['key_id'])]);
  }

  private async rows(text: string, parameters: Parameters): Promise<readonly SlotRow[]> {
    return this.database.withSession(async (session) => {
      const { rows } = await session.prepared<Record<string, unknown>>(
        statementName(text),
        text,
        parameters.values,
      );
      return rows;
    });
  }
}

type Placeholder = (value: unknown) => string;

function keyConditions(register: CompiledRegister, filter: DimensionFilter = {}, p: Placeholder): string[] {
  const known = new Set(register.dimensions.map(({ id }) => id));
  const unknown = Object.keys(filter).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw badQuery('unknown_dimension', ['filter', unknown], { register: register.key, dimension: unknown });
  return [`k.register = ${p(register.key)}`, ...dimensionsEqual(register, filter, 'k', p)];
}

function afterKey(cursor: string | undefined, p: Placeholder): string[] {
  return cursor === undefined ? [] : [`k.id > ${p(decodeCursor(cursor, [isNumber])[0])}::bigint`];
}

function keyIdOf(text: string): string {
  if (isNumber(text)) return text;
  throw badQuery('bad_parameter', ['keyId'], { name: 'keyId' });
}

function day(text: string, name: string): string {
  if (isDay(text)) return text;
  throw badQuery('bad_date', [name], { value: text.slice(0, 40) });
}

interface TurnoverParts {
  readonly from: string;
  readonly to: string;
  readonly conditions: readonly string[];
  readonly limit: string;
}

function turnoverText(register: CompiledRegister, { from, to, conditions, limit }: TurnoverParts): string {
  const sums = register.resources.flatMap(({ slot }) => [
    `coalesce(sum(m.${slot}), 0) AS since_${slot}`,
    `coalesce(sum(m.${slot}) FILTER (WHERE m.business_date <= ${to} AND m.direction = 1), 0) AS in_${slot}`,
    `coalesce(-sum(m.${slot}) FILTER (WHERE m.business_date <= ${to} AND m.direction = -1), 0) AS out_${slot}`,
  ]);
  const shown = register.resources.flatMap(({ slot }) => {
    const opening = `coalesce(b.${slot}, 0) - t.since_${slot}`;
    return [
      `(${opening})::text AS opening_${slot}`,
      `t.in_${slot}::text`,
      `t.out_${slot}::text`,
      `(${opening} + t.in_${slot} - t.out_${slot})::text AS closing_${slot}`,
    ];
  });
  const moved = register.resources.map(
    ({ slot }) => `t.in_${slot} <> 0 OR t.out_${slot} <> 0 OR coalesce(b.${slot}, 0) <> t.since_${slot}`,
  );
  return (
    `SELECT k.id::text AS key_id, ${SLOTS}, ${shown.join(', ')} ` +
    `FROM ledger.register_key k LEFT JOIN ledger.balance b ON b.key_id = k.id CROSS JOIN LATERAL (` +
    `SELECT ${sums.join(', ')} FROM ledger.movement m WHERE m.key_id = k.id ` +
    `AND m.period >= date_trunc('month', ${from}::timestamp)::date AND m.business_date >= ${from}) t ` +
    `WHERE ${conditions.join(' AND ')} AND (${moved.join(' OR ')}) ORDER BY k.id LIMIT ${limit}`
  );
}

function turnoverOf(register: CompiledRegister, row: SlotRow): TurnoverView {
  const group = (name: string) => resourcesOf(register, row, `${name}_r`);
  const moved = {
    keyId: String(row['key_id']),
    key: dimensionsOf(register, row),
    in: group('in'),
    out: group('out'),
  };
  return register.keepsBalance ? { ...moved, opening: group('opening'), closing: group('closing') } : moved;
}

function movementOf(register: CompiledRegister, row: SlotRow): MovementView {
  const text = (name: string) => (row[name] ?? null) as string | null;
  return {
    id: String(row['seq']),
    at: String(row['posted_at']),
    businessDate: String(row['business_date']),
    register: register.key,
    keyId: String(row['key_id']),
    key: dimensionsOf(register, row),
    direction: row['direction'] === 1 ? 'in' : 'out',
    resources: resourcesOf(register, row),
    ...(row['after1'] == null ? {} : { balanceAfter: resourcesOf(register, row, 'after') }),
    form: String(row['source_type']),
    recordId: String(row['source_id']),
    code: text('source_code'),
    lineNo: row['line_no'] as number | null,
    posting: String(row['purpose']),
    rule: text('rule_key'),
    flow: text('flow_key'),
    instanceId: text('instance_id'),
    release: row['release'] as number,
    actor: String(row['actor']),
  };
}
