import { Injectable } from '@nestjs/common';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../database/database.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { DIMENSION_SLOTS, dimensionsOf, isNotEmpty, RESOURCE_SLOTS, resourcesOf } from './ledger-columns.js';
import type { SlotRow } from './ledger-columns.js';
import { decodeCursor, isDay, isNumber, pageOf, rowsOfPage } from './page.js';
import type { Page, PageQuery } from './page.js';
import { joinHeld } from './views/held-now.js';
import { afterKey, keyConditions } from './views/key-conditions.js';
import type { KeyQuery } from './views/key-conditions.js';

export { balanceRowsQuery } from './balance-rows.js';

export interface BalanceQuery extends PageQuery, KeyQuery {
  /** Shows keys whose balance is zero too. */
  readonly withEmpty?: boolean;
}

export interface BalanceView {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly resources: Readonly<Record<string, string>>;
}

export interface MovementQuery extends PageQuery, KeyQuery {
  readonly recordId?: string | undefined;
  /** First and last business date, ISO dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
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

const SLOTS = DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ');
const MOVED = [1, 2, 3, 4].map((at) => `m.r${at}::text, m.after${at}::text`).join(', ');
const MOVEMENT = `
  SELECT m.period, m.seq::text, m.key_id::text, m.business_date, m.line_no, m.direction, ${MOVED}, k.register, ${SLOTS},
         p.source_type, p.source_id, p.source_code, p.purpose, p.rule_key, p.flow_key, p.instance_id, p.release, p.actor, p.posted_at
    FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id JOIN ledger.posting p ON p.id = m.posting_id`;

/** What the ledger shows: balances, and the movements behind them. Slots become dimensions and resources here. */
@Injectable()
export class LedgerReader {
  constructor(private readonly database: Database) {}

  /** Balances by key, in the order in which the keys were first moved. */
  async balances(register: CompiledRegister, query: BalanceQuery = {}): Promise<Page<BalanceView>> {
    const parameters = new Parameters();
    const p = (value: unknown) => parameters.add(value);
    const size = rowsOfPage(query);
    const conditions = [
      ...keyConditions(register, query, p),
      ...(query.withEmpty ? [] : [isNotEmpty(register, 'b')]),
      ...afterKey(query.cursor, p),
    ];
    const text =
      `SELECT k.id::text AS key_id, ${SLOTS}, ${RESOURCE_SLOTS.map((slot) => `b.${slot}::text`).join(', ')} ` +
      `FROM ledger.register_key k ${joinHeld(register)} ` +
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
    const conditions = [...keyConditions(register, query, p), ...dayConditions(query, p)];
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
    const rows = await this.rows(
      `${MOVEMENT} WHERE ${source} ORDER BY m.posting_id, m.ord, m.seq`,
      parameters,
    );
    return rows.flatMap((row) => {
      const register = registers.get(String(row['register']));
      return register ? [movementOf(register, row)] : [];
    });
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

/** The months say which partitions have such days. */
function dayConditions({ from, to }: MovementQuery, p: Placeholder): string[] {
  const bound = (text: string, comparison: string) => {
    const day = `${p(text)}::date`;
    return [
      `m.business_date ${comparison} ${day}`,
      `m.period ${comparison} date_trunc('month', ${day}::timestamp)::date`,
    ];
  };
  return [...(from === undefined ? [] : bound(from, '>=')), ...(to === undefined ? [] : bound(to, '<='))];
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
