import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { openConflicts } from '@dougong/kernel/metadata';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork } from '../jobs/long-work.js';
import { CLOCK } from '../ports.js';
import { Refusal } from '../http/refusal.js';
import { lockOutWarnings } from '../releases/lock-out.js';
import { Publisher } from '../releases/publisher.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { DesignSettings } from '../releases/requests/design-settings.js';
import { scenarioBundle } from '../scenarios/installed-scenarios.js';
import type { ScenarioBundle, ScenarioOutcome } from '../scenarios/scenario-bundle.js';
import { SCENARIO_PLAYER } from '../scenarios/scenario-player.js';
import type { ScenarioListener, ScenarioPlayer } from '../scenarios/scenario-player.js';
import { auditedScenarios, notedOf, refuseFailed } from '../scenarios/scenario-verdict.js';
import type { ScenariosNoted } from '../scenarios/scenario-verdict.js';
import { hasErrors, planChange, refuseOpen } from './change-plan.js';
import type { ChangeChoices, ChangePlan } from './change-plan.js';
import { InstalledTemplates } from './installed-templates.js';
import type { InstalledTemplate } from './installed-templates.js';

export type ChangeAction = 'install' | 'upgrade' | 'uninstall' | 'revert';

/** Who changes templates, and how it came in. */
export interface ChangeSource extends Partial<AuditSource> {
  readonly actor: string | null;
}

/** What is wished of the scenarios of the templates. */
export interface ScenarioWish extends ScenarioListener {
  /** Leaves them out; history shows it. */
  readonly skipScenarios?: boolean | undefined;
}

/** Templates that are to be there in the place of those that are. */
export interface ChangeRequest extends ChangeChoices {
  readonly action: ChangeAction;
  readonly before: readonly InstalledTemplate[];
  readonly after: readonly InstalledTemplate[];
}

/** One template of a change: the versions it has before and after; null where it is not installed. */
export interface ChangedTemplate {
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface PlannedChange extends ChangePlan {
  readonly action: ChangeAction;
  readonly templates: readonly ChangedTemplate[];
  /** The release that it was planned on. */
  readonly base: number;
}

/** A change that was carried out. */
export interface DoneChange extends PlannedChange {
  /** The release in force afterwards. */
  readonly release: number;
  /** What became of the scenarios; empty where there were none or they were left out. */
  readonly outcomes: readonly ScenarioOutcome[];
}

/** How a change is written down beside what it changes. */
export interface ChangeNote {
  /** The change that it takes back. */
  readonly reverts?: string;
  readonly scenarios?: ScenariosNoted;
  /** Who is told of it and may stop it. */
  readonly work?: LongWork | undefined;
  /** What that work is given when the change is made. */
  readonly settle?: (release: number) => unknown;
}

/** Changes what is installed: definitions and rows in one release, or nothing. */
@Injectable()
export class TemplateChanges {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly publisher: Publisher,
    private readonly installed: InstalledTemplates,
    private readonly audit: AuditLog,
    private readonly settings: DesignSettings,
    @Inject(SCENARIO_PLAYER) private readonly scenarios: ScenarioPlayer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What a change would do; writes nothing. */
  async plan({ action, ...request }: ChangeRequest): Promise<PlannedChange> {
    const current = await this.releases.refresh();
    const plan = planChange({ ...request, inForce: current.definitions, number: current.number + 1 });
    const locked = await lockOutWarnings(this.database, current.definitions, plan.definitions);
    return {
      ...plan,
      findings: [...plan.findings, ...locked],
      action,
      templates: changedTemplates(request),
      base: current.number,
    };
  }

  /** Carries a change out. Refused while conflicts are open, a scenario fails or the publish finds errors. */
  async carryOut(
    request: ChangeRequest,
    source: ChangeSource,
    { skipScenarios = false, ...listener }: ScenarioWish = {},
  ): Promise<DoneChange> {
    const { work = UNWATCHED } = listener;
    await work.step({ code: 'comparing' });
    const plan = await this.plan(request);
    refuseOpen(plan);
    await this.refuseUnapproved(plan);
    const bundle = bundleOf(plan, request.after);
    const outcomes = skipScenarios ? [] : await this.play(plan, request.after, listener);
    refuseFailed(outcomes);
    const isSkipped = skipScenarios && bundle.scenarios.length > 0;
    const scenarios = isSkipped ? 'skipped' : notedOf(outcomes);
    const settle = (number: number): DoneChange => ({ ...plan, release: number, outcomes });
    const release = await this.publish(plan, request, source, { scenarios, work, settle });
    return { ...plan, release, outcomes };
  }

  /**
   * Plays the scenarios of all templates that will then be installed, on what will then be in force. Nothing is played where
   * nothing changes, nor where the publish will be refused anyway.
   */
  async play(
    plan: PlannedChange,
    after: readonly InstalledTemplate[],
    listener?: ScenarioListener,
  ): Promise<readonly ScenarioOutcome[]> {
    const isIdle = plan.changes.length + plan.templates.length === 0;
    if (isIdle || hasErrors(plan) || openConflicts(plan.conflicts).length > 0) return [];
    return this.scenarios.run(bundleOf(plan, after), listener);
  }

  /** Makes planned definitions the release together with the rows; without other definitions the rows alone change. */
  async publish(
    plan: Pick<PlannedChange, 'definitions' | 'changes' | 'templates' | 'action' | 'base' | 'choices'>,
    { before, after }: Pick<ChangeRequest, 'before' | 'after'>,
    source: ChangeSource,
    { reverts, scenarios = null, work = UNWATCHED, settle = () => null }: ChangeNote = {},
  ): Promise<number> {
    const note = (session: SqlSession, release: number) =>
      this.write(session, { ...plan, before, after, release, reverts, scenarios }, source);
    await this.refuseUnapproved(plan);
    if (plan.changes.length === 0) {
      if (plan.templates.length > 0 || reverts !== undefined)
        await this.database.transaction(async (session) => {
          await note(session, plan.base);
          await work.settle(session, settle(plan.base));
        });
      work.settled();
      return plan.base;
    }
    const published = await this.publisher.publish({
      definitions: plan.definitions,
      base: plan.base,
      actor: source.actor,
      comment: commentOf(plan),
      templates: after.map(({ key, version }) => ({ key, version })),
      scenarios,
      alongside: note,
      work,
      settle,
    });
    return published.number;
  }

  /** A change of templates is one of many definitions at once: where a publish needs approval it is none that goes past it. */
  private async refuseUnapproved({ changes }: Pick<PlannedChange, 'changes'>): Promise<void> {
    const { publishApproval } = await this.settings.read();
    if (publishApproval !== null && changes.length > 0) throw new Refusal(409, 'templates_need_approval');
  }

  private async write(
    session: SqlSession,
    done: Pick<PlannedChange, 'templates' | 'action' | 'base' | 'choices'> &
      Pick<ChangeRequest, 'before' | 'after'> & {
        readonly release: number;
        readonly reverts?: string | undefined;
        readonly scenarios: ScenariosNoted;
      },
    { actor, ...source }: ChangeSource,
  ): Promise<void> {
    await this.installed.replace(session, done.before, done.after);
    await session.query(
      `INSERT INTO core.template_change
         (at, actor, action, templates, release_before, release_after, installed_before, choices, reverts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        this.clock(),
        actor,
        done.action,
        JSON.stringify(done.templates),
        done.base,
        done.release,
        JSON.stringify(done.before),
        JSON.stringify(done.choices),
        done.reverts ?? null,
      ],
    );
    await this.audit.write(session, {
      ...source,
      actor,
      action: `template:${done.action}`,
      outcome: 'done',
      changes: [
        ...done.templates.map(({ key, from, to }) => ({ path: `/template/${key}`, before: from, after: to })),
        ...auditedScenarios(done.scenarios),
      ],
      release: done.release,
    });
  }
}

function bundleOf(plan: PlannedChange, after: readonly InstalledTemplate[]): ScenarioBundle {
  const templates = after.map(({ key, files }) => ({ key, scenarios: files.scenarios }));
  return scenarioBundle(plan.definitions, plan.composed, templates);
}

/** The templates that differ between two states. */
export function changedTemplates({
  before,
  after,
}: Pick<ChangeRequest, 'before' | 'after'>): readonly ChangedTemplate[] {
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [row.key, row])));
  const keys = [...new Set([...old!.keys(), ...now!.keys()])];
  return keys.flatMap((key) => {
    const [from, to] = [old!.get(key), now!.get(key)];
    if (from && to && isSame(from, to)) return [];
    return [{ key, from: from?.version ?? null, to: to?.version ?? null }];
  });
}

function isSame(one: InstalledTemplate, other: InstalledTemplate): boolean {
  if (one === other) return true;
  const marks = ({ version, integrity, answers, demo }: InstalledTemplate) =>
    JSON.stringify([version, integrity, Object.entries(answers).sort(), demo]);
  return one.integrity !== null && marks(one) === marks(other);
}

function commentOf({ action, templates }: Pick<PlannedChange, 'action' | 'templates'>): string {
  const names = templates.map(({ key, to }) => (to === null ? key : `${key} ${to}`));
  return action === 'install' ? names.join(', ') : `${action}: ${names.join(', ')}`;
}
