import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { dayPlus, isError, issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { foldWhileShut } from '../balance-folder.js';
import { Sealer } from '../seals/sealer.js';
import { ALL_OPEN, boundaryOf, closedTo, readBoundaries, reopenedTo } from './boundary.js';
import type { Boundaries, Boundary } from './boundary.js';
import { CloseGates } from './close-gates.js';
import type { GateFinding } from './close-gates.js';

/** Whose books are closed or opened. */
interface Books {
  /** Key of one organisation; the whole without it, and then for everybody. */
  readonly organisation?: string | undefined;
}

/** Who closes or opens, and over which way. */
export interface ClosingActor extends Partial<AuditSource> {
  readonly actor: string;
}

export interface Close extends Books {
  /** The last day that is closed afterwards. */
  readonly through: string;
  /** Closed softly, those with the right for it still post. */
  readonly state: 'soft' | 'closed';
  readonly reason?: string;
}

export interface Reopen extends Books {
  /** The last day that stays closed; none does when it is `null`. */
  readonly through: string | null;
  readonly reason: string;
  /** How the days behind it are open: for everybody, or softly closed as they were. */
  readonly state?: 'open' | 'soft';
}

export interface Closed {
  readonly boundary: Boundary;
  /** What the gates had to say and let pass. */
  readonly findings: readonly GateFinding[];
}

interface ClosingRow {
  readonly kind: 'soft' | 'closed' | 'reopened';
  readonly through: string | null;
  readonly before: Boundary;
  readonly boundary: Boundary;
  readonly reason: string | undefined;
  readonly release: number;
  readonly organisation: string | undefined;
}

/** @param release in force; learned before, because those who wait to post may hold every other connection. */
type WorkAlone<T> = (session: SqlSession, before: Boundaries, release: number) => Promise<T>;

const LOCK_TIMEOUT_MS = 1000;
const LOCK_ATTEMPTS_MAX = 6;
const LOCK_PAUSE_MS = 500;
const LOCK_NOT_AVAILABLE = '55P03';
/** The gates may look at more than a command does. */
const STATEMENT_TIMEOUT_MS = 60_000;

const INSERT = `
  INSERT INTO ledger.closing (kind, through, closed_through, soft_through, actor, at, reason, release, organisation)
  VALUES ($1, $2::date, $3::date, $4::date, $5::uuid, $6::timestamptz, $7, $8, $9)`;

/** Closes periods and opens them again. While it does, nobody posts: it waits for those who do, and they for it. */
@Injectable()
export class LedgerClosing {
  constructor(
    private readonly database: Database,
    private readonly gates: CloseGates,
    private readonly sealer: Sealer,
    private readonly audit: AuditLog,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What speaks against closing through a day. */
  preview(through: string): Promise<readonly GateFinding[]> {
    return this.database.withSession((session) => this.gates.findings(session, through));
  }

  /** Closes through a day. Closing for everybody asks the gates first and seals what was posted. */
  async close(by: ClosingActor, close: Close): Promise<Closed> {
    if (close.state === 'closed') await this.sealer.catchUp();
    return this.alone(async (session, all, release) => {
      const { through, state, reason, organisation } = close;
      await requireOrganisation(session, organisation);
      const before = ownBoundary(all, organisation);
      refuseClosedAlready(close, boundaryOf(all, organisation));
      const findings = state === 'closed' ? await this.passGates(session, through) : [];
      const boundary = closedTo(through, state, before);
      await this.write(session, by, {
        kind: state,
        through,
        before,
        boundary,
        reason,
        release,
        organisation,
      });
      return { boundary, findings };
    });
  }

  /** Opens what lies behind a day again; what was summed up of it is dropped. */
  async reopen(by: ClosingActor, { through, reason, state = 'open', organisation }: Reopen): Promise<Closed> {
    return this.alone(async (session, all, release) => {
      await requireOrganisation(session, organisation);
      const before = ownBoundary(all, organisation);
      const boundary = reopenedTo(through, state, before);
      if (sameBoundary(boundary, before)) throw new Refusal(409, 'period_open_already');
      await session.query('SELECT ledger.drop_month_totals($1::date)', [firstOpenDay(boundary)]);
      const row = { kind: 'reopened', through, before, boundary, reason, release, organisation } as const;
      await this.write(session, by, row);
      return { boundary, findings: [] };
    });
  }

  private async passGates(session: SqlSession, through: string): Promise<readonly GateFinding[]> {
    await foldWhileShut(session);
    const findings = await this.gates.findings(session, through);
    const blockers = findings.map(({ found }) => found).filter(isError);
    if (blockers.length > 0) throw new Refusal(409, 'period_not_closable', blockers, { params: { through } });
    await this.sealer.sealWhileShut(session);
    return findings;
  }

  private async write(
    session: SqlSession,
    by: ClosingActor,
    { kind, through, before, boundary, reason, release, organisation }: ClosingRow,
  ): Promise<void> {
    await session.query(INSERT, [
      kind,
      through,
      boundary.closedThrough,
      boundary.softThrough,
      by.actor,
      this.clock(),
      reason ?? null,
      release,
      organisation ?? null,
    ]);
    const action = kind === 'reopened' ? 'period:reopen' : 'period:close';
    const changes = differencesOf(before, boundary, reason, organisation);
    await this.audit.write(session, { ...by, action, outcome: 'done', changes, release });
  }

  /**
   * Works while nobody posts. It does not queue for long: whoever comes to post queues behind it, so one slow document would
   * stop all others.
   */
  private async alone<T>(work: WorkAlone<T>): Promise<T> {
    const { number: release } = await this.releases.current();
    const attempt = () =>
      this.database.transaction(
        async (session) => work(session, await shutPeriods(session), release),
        undefined,
        STATEMENT_TIMEOUT_MS,
      );
    for (let count = 1; ; count += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (!isLockTimeout(error) || count === LOCK_ATTEMPTS_MAX) throw error;
        await pause(LOCK_PAUSE_MS);
      }
    }
  }
}

/** Keeps out whoever posts until the transaction ends; gives the boundary as the last of them met it. */
async function shutPeriods(session: SqlSession): Promise<Boundaries> {
  const [, , boundary] = await Promise.all([
    session.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`),
    session.query('SELECT ledger.shut_periods()'),
    readBoundaries(session),
  ]);
  return boundary;
}

/** What stands in the rows of an organisation itself; the whole has rows of its own. */
function ownBoundary({ apart, ...whole }: Boundaries, organisation: string | undefined): Boundary {
  return organisation === undefined ? whole : (apart.get(organisation) ?? ALL_OPEN);
}

async function requireOrganisation(session: SqlSession, organisation: string | undefined): Promise<void> {
  if (organisation === undefined) return;
  const { rows } = await session.query(
    'SELECT 1 FROM core.department WHERE key = $1 AND organisation IS NOT NULL FOR SHARE',
    [organisation],
  );
  if (rows.length === 0) throw invalid([issue('unknown_organisation', '/organisation', { organisation })]);
}

function refuseClosedAlready({ through, state }: Close, { closedThrough, softThrough }: Boundary): void {
  const closed = state === 'closed' ? closedThrough : softThrough;
  if (closed !== null && closed >= through)
    throw new Refusal(409, 'period_closed_already', [], { params: { through: closed } });
}

function sameBoundary(one: Boundary, other: Boundary): boolean {
  return one.closedThrough === other.closedThrough && one.softThrough === other.softThrough;
}

/** The day after the boundary; from the beginning of the books when there is none. */
function firstOpenDay({ closedThrough }: Boundary): string {
  return closedThrough === null ? '-infinity' : dayPlus(closedThrough, 1);
}

/** What changed, named like the changes of records. */
function differencesOf(
  before: Boundary,
  after: Boundary,
  reason: string | undefined,
  organisation: string | undefined,
) {
  const moved = (['closedThrough', 'softThrough'] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ path: `/${name}`, old: before[name], new: after[name] }));
  const told = Object.entries({ organisation, reason }).filter(([, value]) => value !== undefined);
  return [...moved, ...told.map(([name, value]) => ({ path: `/${name}`, old: null, new: value }))];
}

function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === LOCK_NOT_AVAILABLE;
}
