import { createHash } from 'node:crypto';
import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey, periodOf } from '@dougong/kernel/registers';
import type { Balance, CompiledRegister, Movement, Voucher } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import type { LockedLedger } from './ledger-store.js';

/** Settled postings as common table expressions of the one statement that a unit of work sends. */

/** One CTE: `name AS (sql)`. */
export interface LedgerFragment {
  readonly name: string;
  readonly sql: string;
}

/** Who posts, when, by which release. */
export interface PostingOrigin {
  readonly actor: string;
  readonly at: string;
  readonly release: number;
  /** The number by which people know the document of a posting. */
  readonly codeOf?: (request: SettledPosting['request']) => string | null | undefined;
}

/**
 * The fragments of all postings of a command. Their number and texts depend on the number of postings and vouchers,
 * not of lines, so connections prepare few of them.
 */
export function ledgerFragments(
  settled: readonly SettledPosting[],
  locked: LockedLedger,
  origin: PostingOrigin,
  parameters: Parameters,
): LedgerFragment[] {
  const written = settled.filter(
    ({ settlement }) => settlement.movements.length + settlement.vouchers.length > 0,
  );
  return [
    ...written.flatMap((posting, at) => postingFragments(posting, at, locked, origin, parameters)),
    ...balanceFragment(written, locked, parameters),
  ];
}

function postingFragments(
  posting: SettledPosting,
  at: number,
  locked: LockedLedger,
  origin: PostingOrigin,
  parameters: Parameters,
): LedgerFragment[] {
  const date = posting.request.businessDate;
  const dates: Dates = {
    business: `${parameters.add(date)}::date`,
    period: `${parameters.add(periodOf(date))}::date`,
  };
  return [
    headFragment(posting, at, dates, origin, parameters),
    ...movementFragment(posting, at, dates, locked, parameters),
    ...voucherFragments(posting.settlement.vouchers, at, dates, parameters),
  ];
}

interface Dates {
  readonly business: string;
  readonly period: string;
}

function headFragment(
  posting: SettledPosting,
  at: number,
  dates: Dates,
  origin: PostingOrigin,
  parameters: Parameters,
): LedgerFragment {
  const { request } = posting;
  const values: Record<string, string> = {
    source_type: `${parameters.add(request.form)}::text`,
    source_id: `${parameters.add(request.recordId)}::uuid`,
    source_code: `${parameters.add(origin.codeOf?.(request) ?? null)}::text`,
    purpose: `${parameters.add(request.posting.key)}::text`,
    business_date: dates.business,
    period: dates.period,
    rule_key: `${parameters.add(request.rule ?? null)}::text`,
    flow_key: `${parameters.add(request.flow ?? null)}::text`,
    instance_id: `${parameters.add(request.instanceId ?? null)}::uuid`,
    release: `${parameters.add(origin.release)}::integer`,
    actor: `${parameters.add(origin.actor)}::uuid`,
    posted_at: `${parameters.add(origin.at)}::timestamptz`,
    payload_hash: `decode(${parameters.add(payloadHash(posting))}, 'hex')`,
  };
  const sql = `INSERT INTO ledger.posting (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')}) RETURNING id`;
  return { name: `ledger_posting_${at}`, sql };
}

const AFTER = RESOURCE_SLOTS.map((slot) => slot.replace('r', 'after'));

const MOVEMENT_COLUMNS = [
  ...['n integer', 'key_id bigint', 'line_no integer', 'line_id uuid', 'rule_id text', 'direction smallint'],
  ...[...RESOURCE_SLOTS, ...AFTER].map((slot) => `${slot} numeric`),
];
const MOVEMENT_NAMES = MOVEMENT_COLUMNS.slice(1).map((column) => column.split(' ', 1)[0]);

function movementFragment(
  { request, settlement }: SettledPosting,
  at: number,
  dates: Dates,
  locked: LockedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  if (settlement.movements.length === 0) return [];
  const rows = settlement.movements.map((movement, n) =>
    movementRow(movement, n, request.posting.registers, locked),
  );
  const sql =
    `INSERT INTO ledger.movement (posting_id, business_date, period, ${MOVEMENT_NAMES.join(', ')}) ` +
    `SELECT p.id, ${dates.business}, ${dates.period}, ${MOVEMENT_NAMES.map((name) => `x.${name}`).join(', ')} ` +
    `FROM ledger_posting_${at} p, jsonb_to_recordset(${parameters.json(rows)}) AS x(${MOVEMENT_COLUMNS.join(', ')}) ORDER BY x.n`;
  return [{ name: `ledger_movement_${at}`, sql }];
}

function movementRow(
  movement: Movement,
  n: number,
  registers: ReadonlyMap<string, CompiledRegister>,
  locked: LockedLedger,
): Record<string, unknown> {
  const resources = registers.get(movement.register)?.resources ?? [];
  const { balanceAfter } = movement;
  return {
    n,
    key_id: keyIdOf(movement, locked),
    line_no: movement.line?.no,
    line_id: movement.line?.id || undefined,
    rule_id: movement.ruleId,
    direction: movement.direction === 'in' ? 1 : -1,
    ...Object.fromEntries(resources.map(({ id, slot }) => [slot, movement.resources[id]])),
    ...Object.fromEntries(resources.map(({ id, slot }) => [slot.replace('r', 'after'), balanceAfter?.[id]])),
  };
}

/** A key that several postings touch is written once, as the last of them leaves it. */
function balanceFragment(
  settled: readonly SettledPosting[],
  locked: LockedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const rows = new Map<string, Record<string, unknown>>();
  for (const { request, settlement } of settled) {
    for (const balance of settlement.balances) {
      const resources = request.posting.registers.get(balance.register)?.resources ?? [];
      const id = keyIdOf(balance, locked);
      rows.set(id, {
        key_id: id,
        ...Object.fromEntries(resources.map(({ id: resource, slot }) => [slot, balance.resources[resource]])),
      });
    }
  }
  if (rows.size === 0) return [];
  const assignments = RESOURCE_SLOTS.map((slot) => `${slot} = coalesce(x.${slot}, b.${slot})`).join(', ');
  const columns = ['key_id bigint', ...RESOURCE_SLOTS.map((slot) => `${slot} numeric`)].join(', ');
  const sql =
    `UPDATE ledger.balance b SET ${assignments}, version = b.version + 1 ` +
    `FROM jsonb_to_recordset(${parameters.json([...rows.values()])}) AS x(${columns}) WHERE b.key_id = x.key_id AND b.key_id = ANY (${parameters.add([...rows.keys()])}::bigint[])`;
  return [{ name: 'ledger_balance', sql }];
}

const LINE_COLUMNS = [
  'rule_id text',
  'line_no smallint',
  'side text',
  'role text',
  'account text',
  'title jsonb',
  'amount numeric',
];
const LINE_NAMES = LINE_COLUMNS.slice(1).map((column) => column.split(' ', 1)[0]);

function voucherFragments(
  vouchers: readonly Voucher[],
  at: number,
  dates: Dates,
  parameters: Parameters,
): LedgerFragment[] {
  if (vouchers.length === 0) return [];
  const heads = vouchers.map(({ ruleId, summary, total }) => ({ rule_id: ruleId, summary, total }));
  const lines = vouchers.flatMap(({ ruleId, lines: own }) =>
    own.map(({ side, role, account, title, amount }, index) => ({
      rule_id: ruleId,
      line_no: index + 1,
      side,
      role,
      account,
      title,
      amount,
    })),
  );
  return [
    {
      name: `ledger_voucher_${at}`,
      sql:
        `INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total) ` +
        `SELECT p.id, x.rule_id, ${dates.business}, ${dates.period}, x.summary, x.total FROM ledger_posting_${at} p, ` +
        `jsonb_to_recordset(${parameters.json(heads)}) AS x(rule_id text, summary jsonb, total numeric) RETURNING id, rule_id`,
    },
    {
      name: `ledger_voucher_line_${at}`,
      sql:
        `INSERT INTO ledger.voucher_line (voucher_id, ${LINE_NAMES.join(', ')}) ` +
        `SELECT v.id, ${LINE_NAMES.map((name) => `x.${name}`).join(', ')} FROM ledger_voucher_${at} v ` +
        `JOIN jsonb_to_recordset(${parameters.json(lines)}) AS x(${LINE_COLUMNS.join(', ')}) ON x.rule_id = v.rule_id`,
    },
  ];
}

function keyIdOf(of: Movement | Balance, locked: LockedLedger): string {
  const text = balanceKey(of.register, of.key);
  const id = locked.keyIds.get(text);
  if (id === undefined) throw new Error(`${text} was not locked before it was written`);
  return id;
}

/** What the posting says, so that the same posting sent twice can be told from another one. */
function payloadHash({ request, settlement }: SettledPosting): string {
  const movements = settlement.movements.map(({ ruleId, register, key, resources }) => [
    ruleId,
    register,
    key,
    Object.entries(resources),
  ]);
  const vouchers = settlement.vouchers.map(({ ruleId, lines }) => [
    ruleId,
    lines.map(({ side, account, amount }) => [side, account, amount]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([request.businessDate, movements, vouchers]))
    .digest('hex');
}
