import { createHash } from 'node:crypto';
import type { SettledPosting } from '@dougong/kernel/commands';
import { periodOf } from '@dougong/kernel/registers';
import type { Settlement } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { balanceFragment, unfoldedFragment } from './balance-fragment.js';
import { layerFragment } from './layer-fragment.js';
import { POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
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

/** A settled posting and whose it is. */
export interface PostingToWrite extends SettledPosting {
  readonly origin: PostingOrigin;
}

/**
 * The fragments of all postings, of one command or of many that were settled one after the other. Their texts depend neither on
 * the number of postings nor on that of vouchers or lines, so connections prepare few of them. A posting that moved nothing is
 * written, too: it does not come again, and can be undone once.
 * @param ledger as it was read, before the first of the postings.
 */
export function ledgerFragments(
  written: readonly PostingToWrite[],
  ledger: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  return [
    ...headFragments(written, parameters),
    ...movementFragment(written, ledger, parameters),
    ...voucherFragments(written, parameters),
    ...standardFragment(written, ledger, parameters),
    ...reversalFragment(written, parameters),
    ...unfoldedFragment(written, ledger, parameters),
    ...balanceFragment(written, ledger, parameters),
    ...layerFragment(written, ledger, parameters),
  ];
}

const HEAD_COLUMNS = [
  ...['source_type text', 'source_id uuid', 'source_code text', 'purpose text', 'kind text'],
  ...['business_date date', 'period date', 'rule_key text', 'flow_key text', 'instance_id uuid'],
  ...['release integer', 'actor uuid', 'posted_at timestamptz', 'payload_hash bytea', 'reverses bigint[]'],
  'organisation text',
];
const HEAD_NAMES = HEAD_COLUMNS.map((column) => column.split(' ', 1)[0]).join(', ');

/** Postings get their numbers in their order, so that the other rows find theirs by it. */
function headFragments(written: readonly PostingToWrite[], parameters: Parameters): LedgerFragment[] {
  if (written.length === 0) return [];
  const rows = written.map((posting, n) => ({ n, ...headRow(posting) }));
  return [
    {
      name: 'ledger_posting',
      sql:
        `INSERT INTO ledger.posting (${HEAD_NAMES}) SELECT ${HEAD_NAMES} ` +
        `FROM jsonb_to_recordset(${parameters.json(rows)}) AS x(n integer, ${HEAD_COLUMNS.join(', ')}) ORDER BY x.n ` +
        `RETURNING id, business_date, period`,
    },
    {
      name: POSTED,
      sql: `SELECT (row_number() OVER (ORDER BY id) - 1)::integer AS n, id, business_date, period FROM ledger_posting`,
    },
  ];
}

function headRow({ request, settlement, origin }: PostingToWrite): Record<string, unknown> {
  const { reverses } = settlement;
  return {
    source_type: request.form,
    source_id: request.recordId,
    source_code: origin.codeOf?.(request),
    purpose: request.posting.key,
    kind: reverses.length === 0 ? 'post' : 'reverse',
    business_date: request.businessDate,
    period: periodOf(request.businessDate),
    rule_key: request.rule,
    flow_key: request.flow,
    instance_id: request.instanceId,
    release: origin.release,
    actor: origin.actor,
    posted_at: origin.at,
    payload_hash: `\\x${payloadHash(request.businessDate, settlement)}`,
    reverses: reverses.length === 0 ? undefined : reverses,
    organisation: request.organisation,
  };
}

/** The constraint of the table refuses whoever comes second, even where nothing was moved and so nothing is locked. */
function reversalFragment(written: readonly PostingToWrite[], parameters: Parameters): LedgerFragment[] {
  const rows = rowsOfPostings(written, ({ settlement }) => settlement.reverses.map((id) => ({ id })));
  if (rows.length === 0) return [];
  const sql =
    `INSERT INTO ledger.reversal (posting_id, reversed_by) SELECT x.id, p.id ` +
    `FROM ${POSTED} p JOIN jsonb_to_recordset(${parameters.json(rows)}) AS x(posting integer, id bigint) ON x.posting = p.n ORDER BY x.id`;
  return [{ name: 'ledger_reversal', sql }];
}

/** What the posting says, so that the same posting sent twice can be told from another one. */
function payloadHash(businessDate: string, settlement: Settlement): string {
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
    .update(JSON.stringify([businessDate, movements, vouchers]))
    .digest('hex');
}
