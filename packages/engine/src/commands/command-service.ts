import { Inject, Injectable } from '@nestjs/common';
import { decide, isGapFree, TimeBudget } from '@dougong/kernel/commands';
import type { CompiledRelease, Decision, Effects, Needs, TaskOpening } from '@dougong/kernel/commands';
import { CHAIN_DEPTH_MAX, issue, NEEDS_ROUNDS_MAX } from '@dougong/kernel/foundation';
import type { Clock, IdSource, Issue } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import type { Settings } from '../config/settings.js';
import { LOCK_TIMEOUT_MS } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { isOfMovedTables } from '../database/moved-tables.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, Refusal } from '../http/refusal.js';
import { Directory } from '../people/directory.js';
import { CLOCK, ID_SOURCE, SETTINGS, STOPWATCH } from '../ports.js';
import type { Stopwatch } from '../ports.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { TaskRegister } from '../tasks/task-register.js';
import type { TaskHead } from '../tasks/task-register.js';
import { commandSignals } from '../signals/signals.js';
import type { CommandSignal } from '../signals/signals.js';
import { OutboxBell } from '../workers/outbox-bell.js';
import { WorkTimes } from '../work-times/work-times.js';
import {
  isDeadlock,
  isDuplicate,
  recordLocked,
  refusalOfDecision,
  refusalOfDatabase,
  ReplayRace,
} from './command-refusal.js';
import { ClaimLost, CommandRun } from './command-run.js';
import type { CommandDraft, CommandRequest } from './command-run.js';
import { CommandWriter } from './command-writer.js';
import type { CommandOutcome } from './command-writer.js';
import { DimensionLabels } from './dimension-labels.js';
import { FactStore } from './fact-store.js';
import type { Head, Replay } from './fact-store.js';
import { PostingPath } from './posting-path.js';
import { PostingQueue } from './queue/posting-queue.js';
import { hiddenFrom } from './hidden-from.js';
import { RefusedCommands } from './refused-commands.js';
import { Outdated, RunFacts } from './run-facts.js';
import { StaleAnswers } from './stale-answer.js';

export interface CommandAnswer {
  readonly status: number;
  readonly record: StoredRecord | null;
  readonly replayed: boolean;
  readonly release: CompiledRelease;
  /** Fields that nodes of flows hide from whoever sent it. */
  readonly hidden: ReadonlySet<string>;
  /** Warnings of rules, and what they let pass. */
  readonly notes: readonly Issue[];
}

class PreviewDone extends Error {
  constructor(readonly outcome: CommandOutcome) {
    super('preview done');
  }
}

/** A new record was about to be made without a transaction, and turns out to change others or to hold a counter. */
class NeedsTransaction extends Error {}

const CONFLICT = 409;
const ATTEMPTS_MAX = 3;
/** Each link of a chain of records may ask twice: for what it makes or changes, and for what that refers to. */
const ROUNDS_MAX = NEEDS_ROUNDS_MAX + 2 * CHAIN_DEPTH_MAX;

/**
 * The path of every command: read facts, decide, lock the balances, settle, write everything in one statement, commit.
 * A new record needs no lock, so it is one statement to read and one to write; every other command locks its record.
 */
@Injectable()
export class CommandService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly facts: FactStore,
    private readonly runFacts: RunFacts,
    private readonly postings: PostingPath,
    private readonly queue: PostingQueue,
    private readonly writer: CommandWriter,
    private readonly bell: OutboxBell,
    private readonly tasks: TaskRegister,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly refused: RefusedCommands,
    private readonly dimensionLabels: DimensionLabels,
    private readonly stale: StaleAnswers,
    private readonly workTimes: WorkTimes,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(STOPWATCH) private readonly stopwatch: Stopwatch,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Carries a command out. Throws a `Refusal` when it is refused; nothing is left behind then but its audit entry. */
  execute(request: CommandRequest): Promise<CommandAnswer> {
    const { command, channel, instance } = request;
    const signal: CommandSignal = {
      form: command.form,
      type: command.type,
      channel,
      ...(instance === undefined ? {} : { instance }),
    };
    return commandSignals.tracePromise(() => this.carryOut(request, signal), signal);
  }

  private async carryOut(request: CommandRequest, signal: CommandSignal): Promise<CommandAnswer> {
    const budget = new TimeBudget(this.stopwatch, this.settings.saveBudgetMs);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(request, budget, signal);
      } catch (error) {
        const hasMoved = isOfMovedTables(error);
        const again = error instanceof Outdated || isDeadlock(error) || hasMoved;
        if (!again || attempt === ATTEMPTS_MAX) return await this.refuse(request, error);
        if (error instanceof Outdated) await this.learn(error.head);
        if (hasMoved) await this.releases.refresh();
      }
    }
  }

  private async attempt(
    request: CommandRequest,
    budget: TimeBudget,
    signal: CommandSignal,
  ): Promise<CommandAnswer> {
    const release = await this.releaseWith(request.command.form);
    const people = await this.directory.current();
    const run = new CommandRun(request, release, people, this.clock(), this.ids, budget);
    const onlooker = { release, subject: request.subject };
    const outcome = await this.inTransaction(run)
      .catch(async (error: unknown) => {
        throw await this.stale.told(await this.dimensionLabels.inRefusal(error, onlooker), run, release);
      })
      .finally(() => this.workTimes.note(release, budget));
    if (outcome.kind === 'written' && !request.preview) this.announce(outcome);
    signal.rules = run.fired;
    signal.instance ??= run.facts.instance?.id;
    const notes = await this.dimensionLabels.inIssues(outcome.notes, onlooker);
    return { ...outcome, notes, release, hidden: run.hidden };
  }

  /** A form that is not there may have come with a release of which this process has not heard yet. */
  private async releaseWith(form: string): Promise<CompiledRelease> {
    const known = await this.releases.current();
    if (known.models.has(form)) return known;
    const release = await this.releases.refresh();
    if (!release.models.has(form)) throw new Refusal(404, 'not_found');
    return release;
  }

  /** What this process does at once after a commit; others find it by looking. */
  private announce(outcome: CommandOutcome): void {
    this.tasks.remember(outcome.tasksOpened.map(headOfTask));
    this.bell.ring(outcome.firstDue);
  }

  /** A create writes one statement and needs no transaction around it, unless a posting must lock balances first. */
  private async inTransaction(run: CommandRun): Promise<CommandOutcome> {
    const { request } = run;
    if (request.command.type === 'create' && !request.preview) {
      const decided = await this.decideCreate(run);
      if (!decided) return this.transaction(run, (session) => this.lockDecideWrite(session, run));
      if ('replay' in decided) return this.replay(run, decided.replay);
      if (decided.postings.length === 0) {
        return this.database.withSession(
          (session) => this.writer.write(session, { run, effects: decided }),
          request.usage,
        );
      }
      const alone = () =>
        this.transaction(run, (session) => this.postings.settleAndWrite(session, run, decided));
      return this.queue.post({ run, effects: decided, alone });
    }
    return this.rollingBackPreview(run, (session) => this.lockDecideWrite(session, run));
  }

  /** What each statement may take is what rules may, beside the waiting for a lock. */
  private transaction(
    { request }: CommandRun,
    work: (session: SqlSession) => Promise<CommandOutcome>,
  ): Promise<CommandOutcome> {
    return this.database.transaction(work, request.usage, LOCK_TIMEOUT_MS + this.settings.saveBudgetMs);
  }

  private async rollingBackPreview(
    run: CommandRun,
    work: (session: SqlSession) => Promise<CommandOutcome>,
  ): Promise<CommandOutcome> {
    if (!run.request.preview) return this.transaction(run, work);
    try {
      return await this.transaction(run, async (session) => {
        throw new PreviewDone(await work(session));
      });
    } catch (done) {
      if (done instanceof PreviewDone) return done.outcome;
      throw done;
    }
  }

  /** Decides without a transaction; nothing when it needs one, because other records must be locked. */
  private async decideCreate(run: CommandRun): Promise<Effects | { replay: Replay } | undefined> {
    try {
      return await this.decideWithNeeds(run, (needs) => {
        if (needs.records?.length || wantsCounter(run.release, needs)) throw new NeedsTransaction();
        return this.runFacts.readWithOthers(run, needs);
      });
    } catch (error) {
      if (error instanceof NeedsTransaction) return undefined;
      throw error;
    }
  }

  /** Travels with the reading of the record: its row is taken before anything that the command writes. */
  private async claim(session: SqlSession, { request }: CommandRun): Promise<void> {
    if (!request.claim) return;
    const { rowCount } = await session.query(request.claim.text, request.claim.values);
    if (rowCount === 0) throw new ClaimLost('somebody else has it');
  }

  private async lockDecideWrite(session: SqlSession, run: CommandRun): Promise<CommandOutcome> {
    if (run.request.command.type !== 'create') {
      if (run.request.force) await this.cancelFlows(session, run);
      const replay = await this.lockAndRead(session, run);
      if (replay) return this.replay(run, replay);
    }
    const decided = await this.decideWithNeeds(run, (needs) => this.runFacts.read(session, run, needs));
    if ('replay' in decided) return this.replay(run, decided.replay);
    if (run.command.type === 'delete' && run.runsApart) throw recordLocked();
    return this.postings.settleAndWrite(session, run, decided);
  }

  /** Locks the instance and the record and learns what hangs on them, or the answer that was given before. */
  private async lockAndRead(session: SqlSession, run: CommandRun): Promise<Replay | null> {
    const { subject, idempotency, instance } = run.request;
    const { form, id } = run.command;
    const key = idempotency?.key ?? null;
    const question = { form, id, subject: subject.id, key, instance, lock: true };
    const [found] = await Promise.all([
      this.facts.record(session, run.release, question),
      this.claim(session, run),
    ]);
    this.runFacts.checkHead(run, found);
    run.hidden = await hiddenFrom(run, found, (number) => this.releases.load(number));
    if (found.replay) return found.replay;
    run.take(found);
    await this.loadReleases(run);
    return null;
  }

  /** The drawings that the decision goes by: the instance's own, and the one that it is to go on with. */
  private async loadReleases({ command, facts }: CommandRun): Promise<void> {
    if (facts.instance) await this.releases.load(facts.instance.release);
    const isMigration = command.type === 'move' && command.step.type === 'migrate';
    if (isMigration) await this.releases.load(command.step.release);
  }

  /**
   * Ends what runs on a record that is about to be deleted and is beyond the decision about it, which sees the main
   * instance only. A version that has passed is left for that decision to refuse.
   */
  private async cancelFlows(session: SqlSession, run: CommandRun): Promise<void> {
    const { request } = run;
    const { form, id } = run.command;
    const running = await this.facts.runningInstances(session, form, id);
    for (const { id: instance, isMain } of running) {
      // Whoever holds only the flow's own role is asked for it by the decision.
      if (isMain && !request.subject.rights.administer) continue;
      const { idempotency: _answer, force: _force, ...others } = request;
      const command = cancelCommand(run);
      const first = { ...others, command, instance, action: 'flow:cancel' };
      const cancelling = new CommandRun(first, run.release, run.people, run.at, this.ids, run.budget);
      cancelling.isLast = false;
      await this.lockAndRead(session, cancelling);
      if (run.isStaleFor(cancelling.facts.record)) return;
      const decided = await this.decideWithNeeds(cancelling, (needs) =>
        this.runFacts.read(session, cancelling, needs),
      );
      if (!('replay' in decided)) await this.postings.settleAndWrite(session, cancelling, decided);
      run.forgetVersion();
    }
  }

  /**
   * Decides; while the decision asks for facts, reads them and decides again. Effects and refusals both stand only by
   * the release and the people in force, so a decision that asked for nothing is followed by that one question.
   */
  private async decideWithNeeds(
    run: CommandRun,
    read: (needs: Needs) => Promise<Replay | null>,
  ): Promise<Effects | { replay: Replay }> {
    for (let round = 0; ; round += 1) {
      const decision = this.decideOnce(run);
      if (decision.kind !== 'needs' && !run.headChecked) {
        const replay = await read({});
        if (replay) return { replay };
      }
      if (decision.kind === 'effects') {
        run.fired = [...new Set(decision.effects.firings.map(({ rule }) => rule))];
        return decision.effects;
      }
      if (decision.kind === 'refused')
        throw refusalOfDecision(decision, run.facts.record, run.release.models.get(run.command.form));
      if (round === ROUNDS_MAX) throw invalid([issue('asks_without_end', '', { max: ROUNDS_MAX })]);
      const replay = await read(decision.needs);
      if (replay) return { replay };
    }
  }

  private decideOnce(run: CommandRun): Decision {
    const context = {
      release: run.release,
      pinned: (number: number) => this.releases.loaded(number),
      today: run.today,
      budget: run.budget,
    };
    return decide(context, run.command, run.facts);
  }

  private replay(run: CommandRun, replay: Replay): CommandOutcome {
    const { idempotency } = run.request;
    if (replay.hash !== idempotency?.bodyHash.toString('hex')) throw new Refusal(422, 'key_reused');
    return {
      kind: 'replayed',
      tasksOpened: [],
      notes: [],
      replayed: true,
      status: replay.status,
      record: replay.answer as StoredRecord | null,
    };
  }

  private async learn(head: Head): Promise<void> {
    await this.releases.switchTo(head.release ?? 0);
    await this.directory.refresh();
  }

  /** Whoever was sent twice may stand in the way of itself: what is short for the second one, the first one has taken. */
  private async wasAnswered(
    { idempotency, subject, preview }: CommandRequest,
    refusal: unknown,
  ): Promise<boolean> {
    if (!idempotency || preview || !(refusal instanceof Refusal) || refusal.status !== CONFLICT) return false;
    const { rowCount } = await this.database.query(ANSWERED, [subject.id, idempotency.key]);
    return rowCount === 1;
  }

  /** Turns what went wrong into a refusal, and leaves what others are to know of it. */
  private async refuse(request: CommandRequest, error: unknown): Promise<CommandAnswer> {
    const models = isDuplicate(error) ? (await this.releases.current()).models : undefined;
    const refusal = refusalOfDatabase(error, request.command, models) ?? error;
    if (refusal instanceof ReplayRace || (await this.wasAnswered(request, refusal)))
      return this.execute(request);
    await this.refused.note(request, refusal);
    throw refusal;
  }
}

const ANSWERED = 'SELECT FROM core.idempotency_request WHERE principal = $1 AND key = $2';

/** Numbers without gaps are taken in the transaction that uses them. */
function wantsCounter(release: CompiledRelease, { numbers = {} }: Needs): boolean {
  return Object.keys(numbers).some((name) => isGapFree(release, name));
}

/** What the process remembers of a task that was opened. */
export function headOfTask({
  id,
  form,
  recordId,
  kind,
  assignee,
  instanceId,
  action,
}: TaskOpening): TaskHead {
  return { id, form, recordId, kind, assignee, instanceId: instanceId ?? null, forAction: action ?? null };
}

function cancelCommand({ command }: CommandRun): CommandDraft {
  return {
    type: 'move',
    form: command.form,
    id: command.id,
    step: { type: 'cancel', reason: 'record_deleted' },
  };
}
