import type { CompiledRelease } from '@dougong/kernel/commands';
import { dayPlus } from '@dougong/kernel/foundation';
import type { CompiledReconciliation } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import { compareEntries } from '../comparison/compare-entries.js';
import { compareHoldings } from '../comparison/compare-holdings.js';
import { countStaging, openStaging } from '../comparison/staging.js';
import type { RunTerms } from '../comparison/terms-in-sql.js';
import { fingerprint } from '../loading/fingerprint.js';
import type { Fingerprint } from '../loading/fingerprint.js';
import { loadSide, loadStandards } from '../loading/load-side.js';
import type { Window } from '../loading/raw-rows.js';
import { keepDifferences } from './keep-differences.js';
import type { Kept } from './keep-differences.js';
import type { RunPhase, RunSummary, RunView } from './run-row.js';

const LOOK_BACK_DAYS = 7;

export interface Undertaking {
  readonly run: RunView;
  readonly release: CompiledRelease;
  readonly reconciliation: CompiledReconciliation;
  readonly people: DirectorySnapshot;
  readonly at: string;
  /** Hears how far it is. */
  readonly onPhase: (phase: RunPhase) => Promise<void>;
}

export interface RunResult {
  readonly inputs: Readonly<Record<'operation' | 'books', Fingerprint>>;
  readonly summary: RunSummary;
  readonly resultHash: string;
}

/**
 * Loads both sides, compares them and keeps what differs. Everything is read as of one moment, so `session` is in a transaction
 * of repeatable reads.
 */
export async function carryOut(session: SqlSession, undertaking: Undertaking): Promise<RunResult> {
  const { run, reconciliation, people, at, onPhase } = undertaking;
  const { definition } = reconciliation;
  const { compare } = definition;
  await onPhase('loading');
  await openStaging(session);
  await load(session, undertaking);
  await onPhase('fingerprints');
  const inputs = {
    operation: await fingerprint(session, 'operation', compare),
    books: await fingerprint(session, 'books', compare),
  };
  await onPhase('comparing');
  const terms = termsOf(run, reconciliation);
  const matched = await (compare === 'entries' ? compareEntries : compareHoldings)(session, terms);
  await onPhase('keeping');
  const { period, runDate } = run;
  const kept = await keepDifferences(session, { id: run.id, definition, period, runDate, at, people });
  return { inputs, ...(await summaryOf(session, matched, kept)) };
}

async function load(session: SqlSession, { run, release, reconciliation }: Undertaking): Promise<void> {
  const { definition } = reconciliation;
  const window: Window = {
    compare: definition.compare,
    from: dayPlus(run.period, -(definition.lookBackDays ?? LOOK_BACK_DAYS)),
    to: run.runDate < run.cutoff ? run.cutoff : run.runDate,
    cutoff: run.cutoff,
  };
  for (const side of ['operation', 'books'] as const) {
    const set = run.sets[side];
    await loadSide(session, { release, reconciliation, side, window, ...(set !== undefined && { set }) });
  }
  await loadStandards(session, { release, reconciliation });
  await countStaging(session);
}

function termsOf(run: RunView, { terms, definition }: CompiledReconciliation): RunTerms {
  const { runDate, cutoff, period } = run;
  return { ...terms, runDate, cutoff, ...(definition.compare === 'entries' && { start: period }) };
}

const SUMMARY = `
  SELECT count(*)::int AS differences, coalesce(sum(at_stake), 0)::text AS "atStake",
         coalesce((SELECT jsonb_object_agg(category, n) FROM (SELECT category, count(*) AS n FROM pg_temp.found GROUP BY 1) c), '{}') AS "byCategory",
         coalesce((SELECT jsonb_object_agg(level, n) FROM (SELECT level, count(*) AS n FROM pg_temp.found GROUP BY 1) l), '{}') AS "byLevel",
         CASE WHEN count(*) + $1::int > 0 THEN round($1::numeric / (count(*) + $1::int), 4)::text END AS accuracy,
         encode(sha256(convert_to(coalesce(string_agg(
           jsonb_build_array(category, cause, document, line, key, trim_scale(quantity), trim_scale(amount), trim_scale(at_stake),
                             trim_scale(share), level, due, missing_in, lag_days, occurrence)::text, E'\\n'
           ORDER BY category, cause, document, line, key, occurrence), ''), 'UTF8')), 'hex') AS hash
    FROM pg_temp.found`;

type SummaryRow = Omit<RunSummary, keyof Kept | 'matched'> & { readonly hash: string };

async function summaryOf(
  session: SqlSession,
  matched: number,
  kept: Kept,
): Promise<Pick<RunResult, 'summary' | 'resultHash'>> {
  const { rows } = await session.query<SummaryRow & Record<string, unknown>>(SUMMARY, [matched]);
  const [row] = rows;
  if (!row) throw new Error('an aggregate gave no row');
  const { hash, ...counted } = row;
  return { summary: { matched, ...counted, ...kept }, resultHash: hash };
}
