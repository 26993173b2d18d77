import { createHash } from 'node:crypto';
import type { SettledPosting } from '@dougong/kernel/commands';
import { periodOf } from '@dougong/kernel/registers';
import type { Settlement } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { balanceFragment, unfoldedFragment } from './balance-fragment.js';
import { layerFragment } from './layer-fragment.js';
import type { Dates, LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';
import { movementFragment } from './movement-fragment.js';
import { standardFragment } from './standard-fragment.js';
import { voucherFragments } from './voucher-fragments.js';

/** Settled postings as common table expressions of the one statement that a unit of work sends. */

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
  ledger: PreparedLedger,
  origin: PostingOrigin,
  parameters: Parameters,
): LedgerFragment[] {
  const written = settled.filter(({ settlement }) => saysSomething(settlement));
  return [
    ...written.flatMap((posting, at) => postingFragments(posting, at, ledger, origin, parameters)),
    ...balanceFragment(written, ledger, parameters),
    ...layerFragment(written, ledger, parameters),
  ];
}

function saysSomething({ movements, vouchers, standards, reverses }: Settlement): boolean {
  return movements.length + vouchers.length + standards.length + reverses.length > 0;
}

function postingFragments(
  posting: SettledPosting,
  at: number,
  ledger: PreparedLedger,
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
    ...movementFragment(posting, at, dates, ledger, parameters),
    ...voucherFragments(posting.settlement.vouchers, at, dates, parameters),
    ...standardFragment(posting, at, ledger, parameters),
    ...reversalFragment(posting.settlement.reverses, at, parameters),
    ...unfoldedFragment(posting, at, dates, ledger, parameters),
  ];
}

function headFragment(
  posting: SettledPosting,
  at: number,
  dates: Dates,
  origin: PostingOrigin,
  parameters: Parameters,
): LedgerFragment {
  const { request, settlement } = posting;
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
    ...(settlement.reverses.length === 0
      ? {}
      : { kind: `'reverse'`, reverses: `${parameters.add(settlement.reverses)}::bigint[]` }),
  };
  const sql = `INSERT INTO ledger.posting (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')}) RETURNING id`;
  return { name: `ledger_posting_${at}`, sql };
}

/** The constraint of the table refuses whoever comes second, even where nothing was moved and so nothing is locked. */
function reversalFragment(reverses: readonly string[], at: number, parameters: Parameters): LedgerFragment[] {
  if (reverses.length === 0) return [];
  const sql =
    `INSERT INTO ledger.reversal (posting_id, reversed_by) ` +
    `SELECT x.id, p.id FROM ledger_posting_${at} p, unnest(${parameters.add(reverses)}::bigint[]) x(id) ORDER BY x.id`;
  return [{ name: `ledger_reversal_${at}`, sql }];
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
