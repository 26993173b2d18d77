import { Inject, Injectable } from '@nestjs/common';
import { findDefinition } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { calledFormulas, checkParameters } from '@dougong/kernel/costing';
import type { CompiledAllocation, RunParameters } from '@dougong/kernel/costing';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound, Refusal } from '../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { LedgerPeriods } from '../registers/ledger-periods.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { allocationOf, CostWorker, ONE_STATE, RUN_STATEMENT_MS } from './cost-worker.js';
import { CostInputsReader, hashOf, referenceOf, workOut } from './kept-inputs.js';
import { daysOfMonth } from './months.js';
import { resultRows } from './run-rows.js';
import type { ResultRow } from './run-rows.js';
import { RunStore } from './run-store.js';
import type { NewRun, RunHead } from './run-store.js';
import { Settlements } from './settlements.js';
import type { CostingActor } from './settlements.js';

/** What is asked for when a run is started. */
export interface RunOrder {
  readonly allocation: string;
  /** The month, `YYYY-MM`. */
  readonly period: string;
  readonly parameters?: RunParameters;
  readonly comment?: string;
}

/** What a run would come to. */
export interface PreviewedRun {
  readonly release: CompiledRelease;
  readonly allocation: CompiledAllocation;
  readonly results: readonly ResultRow[];
}

const SUPERSEDE = `
  UPDATE costing.run SET state = 'superseded' WHERE allocation = $1 AND period_from = $2::date AND state = 'official'`;

const MAKE_OFFICIAL = `
  UPDATE costing.run SET state = 'official', official_by = $2, official_at = $3 WHERE id = $1`;

const UNSETTLED = `
  SELECT FROM costing.settlement s JOIN costing.run r ON r.id = s.run_id
   WHERE r.allocation = $1 AND r.period_from = $2::date AND r.id <> $3 AND s.made_at IS NULL LIMIT 1`;

/** Starts cost runs, shows beforehand what they would come to, and makes one version of a period official. */
@Injectable()
export class CostRuns {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly periods: LedgerPeriods,
    private readonly store: RunStore,
    private readonly reader: CostInputsReader,
    private readonly settlements: Settlements,
    private readonly worker: CostWorker,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Leaves a new version to the workers; it survives whoever asked for it. */
  async start(order: RunOrder, by: CostingActor): Promise<string> {
    const { release, allocation } = await this.inForce(order);
    return this.make({ ...this.newRun(by), ...orderOf(order, release, allocation) }, by);
  }

  /** Starts a version again from the inputs and the definitions that it went by. */
  async again(id: string, comment: string | undefined, by: CostingActor): Promise<string> {
    const run = await this.database.withSession((session) => this.store.head(session, id));
    if (!run) throw notFound();
    if (!run.hasInputs) throw new Refusal(409, 'wrong_state', [], { params: { state: run.state } });
    const { allocation, from, to, parameters, release, formulas } = run;
    const kept = { allocation, from, to, parameters, release, formulas };
    return this.make({ ...this.newRun(by), ...kept, comment: comment ?? null, rerunOf: id }, by);
  }

  /** Works a run out and keeps nothing. */
  async preview(order: RunOrder): Promise<PreviewedRun> {
    const { release, allocation } = await this.inForce(order);
    const kept = await this.database.transaction(
      async (session) => {
        await session.query(`${ONE_STATE}, READ ONLY`);
        const { parameters = {} } = order;
        return this.reader.read(session, release, allocation, daysOfMonth(order.period), parameters);
      },
      undefined,
      RUN_STATEMENT_MS,
    );
    const run = workOut(allocation, kept);
    if (!run.ok) throw invalid(run.error);
    return { release, allocation, results: resultRows(allocation, run.value, referenceOf(kept)) };
  }

  /**
   * Makes a version the official one of its period and settles it. Called again, it makes only what does not stand yet.
   */
  async makeOfficial(id: string, by: CostingActor): Promise<void> {
    const run = await this.database.transaction((session) => this.takeOver(session, id, by));
    const release = await this.releases.load(run.release);
    await this.settlements.make(run, allocationOf(release, run.allocation), by);
  }

  private async takeOver(session: SqlSession, id: string, by: CostingActor): Promise<RunHead> {
    const run = await this.lockedHead(session, id);
    if (run.state === 'official') return run;
    if (run.state !== 'done') throw new Refusal(409, 'wrong_state', [], { params: { state: run.state } });
    await this.refuseClosed(session, run.to, by);
    const { rowCount } = await session.query(UNSETTLED, [run.allocation, run.from, id]);
    if (rowCount !== 0) throw new Refusal(409, 'settlement_unfinished');
    await session.query(SUPERSEDE, [run.allocation, run.from]);
    await session.query(MAKE_OFFICIAL, [id, by.subject.id, this.clock()]);
    const release = await this.releases.load(run.release);
    await this.settlements.plan(session, run, allocationOf(release, run.allocation));
    await this.note(session, run, 'costing:official', by);
    return run;
  }

  /** A version as it stands while nobody else touches its period. */
  private async lockedHead(session: SqlSession, id: string): Promise<RunHead> {
    const seen = await this.store.head(session, id);
    if (seen) await this.store.lockPeriod(session, seen);
    const run = seen && (await this.store.head(session, id));
    if (!run) throw notFound();
    return run;
  }

  private async make(run: NewRun, by: CostingActor): Promise<string> {
    await this.database.transaction(async (session) => {
      await this.refuseClosed(session, run.to, by);
      await this.store.make(session, run);
      await this.note(session, run, 'costing:start', by);
    });
    this.worker.wake();
    return run.id;
  }

  /** A closed period keeps the version that it was closed with. */
  private async refuseClosed(session: SqlSession, day: string, { subject }: CostingActor): Promise<void> {
    const { faults } = await this.periods.enter(session, [day], subject.rights.post_in_soft_closed);
    const found = faults(day);
    const [first] = found;
    if (first) throw new Refusal(409, first.code, found, { params: first.params });
  }

  private async inForce(order: RunOrder) {
    const release = await this.releases.refresh();
    const allocation = release.allocations.get(order.allocation);
    if (!allocation) throw notFound();
    const issues = checkParameters(allocation.definition, order.parameters ?? {});
    if (issues.length > 0) throw invalid(issues);
    return { release, allocation };
  }

  private newRun({ subject }: CostingActor) {
    return { id: this.ids(), by: subject.id, at: this.clock() };
  }

  private async note(
    session: SqlSession,
    run: Pick<NewRun, 'id' | 'allocation' | 'release'>,
    action: string,
    { subject, source }: CostingActor,
  ): Promise<void> {
    const changes = [{ path: `/costing/${run.allocation}/runs/${run.id}`, old: null, new: action }];
    const entry = { ...source, actor: subject.id, action, outcome: 'done' as const, changes };
    await this.audit.write(session, { ...entry, release: run.release });
  }
}

function orderOf(
  { period, parameters = {}, comment }: RunOrder,
  release: CompiledRelease,
  allocation: CompiledAllocation,
): Omit<NewRun, 'id' | 'by' | 'at'> {
  return {
    allocation: allocation.key,
    ...daysOfMonth(period),
    parameters,
    release: release.number,
    formulas: formulasOf(release, allocation),
    comment: comment ?? null,
    rerunOf: null,
  };
}

/** Fingerprints of what the allocation and the functions that it calls say: which version of each formula counted. */
function formulasOf(release: CompiledRelease, allocation: CompiledAllocation): Record<string, string> {
  const versions = calledFormulas(allocation).map((key) => {
    const found = findDefinition(release, 'formula', key) ?? findDefinition(release, 'decision-table', key);
    return [key, fingerprint(found)] as const;
  });
  return { [allocation.key]: fingerprint(allocation.definition), ...Object.fromEntries(versions) };
}

const FINGERPRINT_LENGTH = 12;

function fingerprint(definition: unknown): string {
  return hashOf(JSON.stringify(definition) ?? '')
    .toString('hex')
    .slice(0, FINGERPRINT_LENGTH);
}
