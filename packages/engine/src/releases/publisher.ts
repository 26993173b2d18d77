import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { isError } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { checkRegisterChange } from '@dougong/kernel/registers';
import { installedWishes } from '../completeness/completeness-wishes.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { PublishTests } from '../flows/trials/publish-tests.js';
import { Refusal } from '../http/refusal.js';
import { IDENTITY_CHANNEL } from '../identity/authenticator.js';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork, WorkStep } from '../jobs/long-work.js';
import { CLOCK } from '../ports.js';
import type { ScenariosNoted } from '../scenarios/scenario-verdict.js';
import { checkForPublish } from './check-for-publish.js';
import { refuseRaisedRights } from './raised-rights.js';
import { definitionChanges } from './release-changes.js';
import { NO_RELEASE, ReleaseRegistry } from './release-registry.js';
import { isLockTrouble } from './tables/owner-connection.js';
import type { OwnerConnection } from './tables/owner-connection.js';
import { findingOf } from './tables/prepare-tables.js';
import { PublishLock } from './tables/publish-lock.js';
import { PublishRuns, SWITCHED } from './tables/publish-runs.js';
import type { PublishPhase } from './tables/publish-runs.js';
import { PublishPlans } from './tables/publish-plans.js';
import { TableWork, TooMuchLeft } from './tables/table-work.js';
import type { ProgressListener, Underway } from './tables/table-work.js';
import type { TableObject } from './tables/table-objects.js';

/** Processes load the new release when they hear this; it is a hint, every command looks for itself. */
export const RELEASE_CHANNEL = 'core_release';

export interface PublishRequest {
  readonly definitions: readonly unknown[];
  /** The release that the definitions were made from; another one in force refuses the publish. */
  readonly base: number;
  readonly actor: string | null;
  /** Who has approved it and answers for it as well. */
  readonly approver?: string | null;
  readonly comment?: string;
  readonly templates?: readonly { readonly key: string; readonly version: string }[];
  /** What became of the scenarios before; kept with the release. */
  readonly scenarios?: ScenariosNoted;
  /** Done in the switch's transaction: what must change together with the release. It may be begun more than once. */
  readonly alongside?: (session: SqlSession, release: number) => Promise<void>;
  /** Hears of every step; others read it at `publish-runs`. */
  readonly onProgress?: ProgressListener;
  /** Who is told of it, and may stop it before the switch. */
  readonly work?: LongWork;
  /** What the work needs to know of the release to go on after the switch. */
  readonly settle?: (release: number) => unknown;
}

const SWITCH_LOCK_MS = 1000;
const SWITCH_ATTEMPTS_MAX = 20;

/**
 * Makes definitions a release, in three phases. *Prepare* checks everything, makes tables, columns and indexes beside those who
 * work, and plays the tests of flows on them; *switch* puts the release in force in one short transaction; *finish* drops what
 * nobody needs any more. A publish that fails or is killed before the switch leaves the release in force as it was.
 */
@Injectable()
export class Publisher {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly lock: PublishLock,
    private readonly plans: PublishPlans,
    private readonly runs: PublishRuns,
    private readonly work: TableWork,
    private readonly tests: PublishTests,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes; throws a refusal with the findings when an error is among them. */
  async publish(request: PublishRequest): Promise<CompiledRelease> {
    await request.work?.step({ code: 'checking' });
    const { release, findings } = checkForPublish(
      request.base + 1,
      request.definitions,
      [],
      undefined,
      await installedWishes(this.database),
    );
    if (!release) throw refusalOf(findings);
    await this.lock.hold((owner) => this.carryOut(owner, release, request));
    await this.database.notify(RELEASE_CHANNEL, String(release.number));
    // Rights come from role definitions, and those may have changed.
    await this.database.notify(IDENTITY_CHANNEL);
    return this.releases.switchTo(release.number);
  }

  private async carryOut(
    owner: OwnerConnection,
    release: CompiledRelease,
    request: PublishRequest,
  ): Promise<void> {
    await refuseStale(owner, request.base);
    const before = await this.releases.load(request.base);
    const answering = [request.actor, request.approver].filter((each) => typeof each === 'string');
    await refuseRaisedRights(this.database, before.definitions, release.definitions, answering);
    this.checkRegisters(before, release);
    const { plan, findings, made } = await this.plans.make(owner, before, release);
    if (findings.length > 0) throw refusalOf(findings);
    const outlived = plan.finish;
    const { base, actor } = request;
    const run = await this.runs.begin(owner, {
      release: release.number,
      base,
      actor,
      made,
      outlived,
      stepsTotal: plan.prepare.length,
    });
    const underway: Underway = { owner, run, plan, listen: listenerOf(request) };
    try {
      await this.work.prepare(underway);
      await request.work?.step({ code: 'flow_tests' });
      await this.playTests(release, before, underway);
      await this.switchTo(underway, release, before, request);
    } catch (error) {
      await this.giveUp(underway, made, error);
      throw refusalOfTables(error, release);
    }
    request.work?.settled();
    await this.work.enter(underway, 'finish');
    await this.work.finish(owner, { id: run, outlived });
    await this.work.enter(underway, 'done');
  }

  /** Takes back what was made; if that fails too, the next publish or start does it. */
  private async giveUp(
    { owner, run }: Underway,
    made: readonly TableObject[],
    error: unknown,
  ): Promise<void> {
    try {
      await this.work.undo(owner, { made });
      await this.runs.end(owner, run, 'failed', error instanceof Refusal ? error.code : String(error));
    } catch {
      // The run stays open, and whoever finds it clears up.
    }
  }

  /** Rows of the ledger were written with the registers in force: a new version may not give them another meaning. */
  private checkRegisters(before: CompiledRelease, release: CompiledRelease): void {
    const findings = [...release.registers].flatMap(([key, register]) => {
      const old = before.registers.get(key);
      const changes = old ? checkRegisterChange(old, register) : [];
      return changes.map((found) => ({ ...found, definition: { kind: 'register' as const, key } }));
    });
    if (findings.length > 0) throw refusalOf(findings);
  }

  /**
   * A flow that does not do any more what its tests say is not published. Tests write real rows and take them back, so they need
   * the columns as they will be: those of a form whose fields are being converted cannot be played before the switch.
   */
  private async playTests(
    release: CompiledRelease,
    before: CompiledRelease,
    { plan }: Underway,
  ): Promise<void> {
    const converted = new Set(plan.conversions.map(({ form }) => form));
    const playable = {
      ...release,
      definitions: release.definitions.map((each) => untested(each, converted)),
    };
    const findings = await this.tests.findings(playable, before.definitions);
    if (findings.some(isError)) throw refusalOf(findings);
  }

  private async switchTo(
    underway: Underway,
    release: CompiledRelease,
    before: CompiledRelease,
    request: PublishRequest,
  ): Promise<void> {
    await this.work.enter(underway, 'switch');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await underway.owner.transaction(SWITCH_LOCK_MS, (session) =>
          this.switchIn(session, underway, release, before, request),
        );
      } catch (error) {
        const again = isLockTrouble(error) || error instanceof TooMuchLeft;
        if (!again || attempt === SWITCH_ATTEMPTS_MAX) throw error;
        if (error instanceof TooMuchLeft) await this.work.fillRest(underway);
      }
    }
  }

  private async switchIn(
    session: SqlSession,
    { run, plan }: Underway,
    release: CompiledRelease,
    before: CompiledRelease,
    request: PublishRequest,
  ): Promise<void> {
    await refuseStaleIn(session, request.base);
    await this.work.swap(session, plan);
    await session.query(
      `INSERT INTO core.release (number, definitions, templates, changes, comment, created_at, created_by, scenarios)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        release.number,
        JSON.stringify(release.definitions),
        JSON.stringify(request.templates ?? []),
        JSON.stringify(definitionChanges(before.definitions, release.definitions)),
        request.comment ?? null,
        this.clock(),
        request.actor,
        request.scenarios ?? null,
      ],
    );
    await session.query(
      `INSERT INTO core.current_release (number) VALUES ($1)
       ON CONFLICT ON CONSTRAINT current_release_pkey DO UPDATE SET number = excluded.number`,
      [release.number],
    );
    await this.plans.noteRemoved(session, before, release, request.actor);
    await request.alongside?.(session, release.number);
    const { work, settle = (number) => ({ release: { number } }) } = request;
    await work?.settle(session, settle(release.number));
    await session.query(SWITCHED, [run]);
  }
}

const PHASE_STEPS: Partial<Record<PublishPhase, WorkStep['code']>> = {
  prepare: 'tables',
  switch: 'switching',
  finish: 'finishing',
};

/** Tells of the phases of a publish as steps of long work. */
function listenerOf({ onProgress, work = UNWATCHED }: PublishRequest): ProgressListener {
  return async (progress) => {
    await onProgress?.(progress);
    const code = PHASE_STEPS[progress.phase];
    if (code === undefined) return;
    const { stepsDone, stepsTotal } = progress;
    await work.step(code === 'tables' ? { code, done: stepsDone, total: stepsTotal } : { code });
  };
}

const CURRENT = 'SELECT number FROM core.current_release';

async function refuseStale(owner: OwnerConnection, base: number): Promise<void> {
  const [row] = await owner.query<{ number: number }>(CURRENT);
  refuseOther(row?.number ?? NO_RELEASE, base);
}

/** Asked again under lock: the process that held the publish lock may have lost its connection. */
async function refuseStaleIn(session: SqlSession, base: number): Promise<void> {
  const { rows } = await session.query<{ number: number }>(`${CURRENT} FOR UPDATE`);
  refuseOther(rows[0]?.number ?? NO_RELEASE, base);
}

function refuseOther(current: number, base: number): void {
  if (current !== base) throw new Refusal(412, 'stale_release', [], { params: { base, current } });
}

function untested(definition: Definition, forms: ReadonlySet<string>): Definition {
  if (definition.kind !== 'flow' || !forms.has(definition.form)) return definition;
  const { tests: _tests, ...flow } = definition;
  return flow;
}

function refusalOfTables(error: unknown, release: CompiledRelease): unknown {
  const finding = findingOf(error, release);
  if (finding) return refusalOf([finding]);
  return isLockTrouble(error) ? new Refusal(409, 'publish_blocked', [], { params: {} }) : error;
}

/** Findings that block a publish, each with the definition it is about. */
export function refusalOf(findings: readonly ReleaseFinding[]): Refusal {
  const errors = findings.filter(isError).map((found) => ({
    ...found,
    path: `/${found.definition.kind}/${found.definition.key}${found.path}`,
    params: { ...found.params, nodes: found.nodes, edges: found.edges },
  }));
  return new Refusal(422, 'not_publishable', errors);
}
