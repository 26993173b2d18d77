import { Inject, Injectable } from '@nestjs/common';
import { decide, isGapFree, TimeBudget } from '@dougong/kernel/commands';
import type { CompiledRelease, Effects, Needs, RecordPatch } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import type { Settings } from '../../config/settings.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, Refusal } from '../../http/refusal.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import { CLOCK, ID_SOURCE, SETTINGS, STOPWATCH } from '../../ports.js';
import type { Stopwatch } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { TaskRegister } from '../../tasks/task-register.js';
import { OutboxBell } from '../../workers/outbox-bell.js';
import { WorkTimes } from '../../work-times/work-times.js';
import { isDeadlock, refusalOfDatabase, refusalOfDecision } from '../command-refusal.js';
import { CommandRun } from '../command-run.js';
import type { CommandRequest } from '../command-run.js';
import { headOfTask } from '../command-service.js';
import { CommandWriter } from '../command-writer.js';
import type { CommandOutcome } from '../command-writer.js';
import { FactStore } from '../fact-store.js';
import { hiddenFrom } from '../hidden-from.js';
import { PostingPath } from '../posting-path.js';
import { isShareable, needsOfAll, referencesFor, taken } from '../queue/shared-reading.js';
import { RunFacts } from '../run-facts.js';

/** By what all commands of a batch go. */
export interface BatchTerms {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
}

/** One command of a batch. */
export interface BatchItem {
  readonly request: CommandRequest;
  /** Of a change: what it changes, said once the record is read and locked. */
  readonly patchOf?: (record: StoredRecord) => RecordPatch;
}

/** What became of a command: it was carried out, or refused and left no trace. */
export type BatchResult =
  | {
      readonly kind: 'done';
      readonly outcome: CommandOutcome;
      readonly before: StoredRecord | undefined;
      /** What nodes of flows hide of the record from whoever sent the command. */
      readonly hidden: ReadonlySet<string>;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Entry {
  readonly at: number;
  readonly item: BatchItem;
  readonly run: CommandRun;
}

interface Decided extends Entry {
  readonly effects: Effects;
}

/** More rounds than any decision asks; see `CommandService`. */
const ROUNDS_MAX = 20;
const LOCK_NOT_AVAILABLE = '55P03';
const SAVEPOINT = 'batch_part';

/**
 * Carries many commands out inside of one transaction of the caller's: the same decisions by the same rules as one at a time, but
 * what they ask is read together and what they want is written in one statement. One that is refused leaves the others as they are.
 * What posts, fills lines or changes other records goes by itself, one after another.
 */
@Injectable()
export class CommandBatch {
  constructor(
    private readonly facts: FactStore,
    private readonly runFacts: RunFacts,
    private readonly postings: PostingPath,
    private readonly writer: CommandWriter,
    private readonly releases: ReleaseRegistry,
    private readonly tasks: TaskRegister,
    private readonly bell: OutboxBell,
    private readonly workTimes: WorkTimes,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(STOPWATCH) private readonly stopwatch: Stopwatch,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @param items no two of them about one record.
   * @returns a result for each, in their order.
   * @throws Outdated when other definitions or people are in force by now: the transaction has to begin anew.
   */
  async run(
    session: SqlSession,
    terms: BatchTerms,
    items: readonly BatchItem[],
  ): Promise<readonly BatchResult[]> {
    const results: BatchResult[] = [];
    const refuse = ({ at }: Entry, refusal: Refusal) => (results[at] = { kind: 'refused', refusal });
    const entries = items.map((item, at) => ({ at, item, run: this.runOf(terms, item, items.length) }));
    const known = await this.readRecords(session, entries, refuse);
    const { together, alone } = await this.decideTogether(session, terms, known, refuse);
    for (const { run } of known) this.workTimes.note(terms.release, run.budget);
    await this.writeTogether(session, together, results);
    for (const entry of alone) results[entry.at] = await this.carryOutAlone(session, entry);
    return results;
  }

  /** What this process does at once after the commit; others find it by looking. */
  announce(results: readonly BatchResult[]): void {
    const outcomes = results.flatMap((result) => (result.kind === 'done' ? [result.outcome] : []));
    this.tasks.remember(outcomes.flatMap(({ tasksOpened }) => tasksOpened.map(headOfTask)));
    const [first] = outcomes.flatMap(({ firstDue }) => firstDue ?? []).sort();
    this.bell.ring(first);
  }

  private runOf({ release, people }: BatchTerms, { request }: BatchItem, count: number): CommandRun {
    // They wait for each other's readings, so the time of each is the time of all.
    const budget = new TimeBudget(this.stopwatch, this.settings.saveBudgetMs * count);
    const run = new CommandRun(request, release, people, this.clock(), this.ids, budget);
    run.isLast = false;
    return run;
  }

  /** Locks and reads the records that are changed, in the order of their ids, sent in one go. */
  private async readRecords(
    session: SqlSession,
    entries: readonly Entry[],
    refuse: (entry: Entry, refusal: Refusal) => void,
  ): Promise<readonly Entry[]> {
    const changes = entries
      .filter(({ run }) => run.command.type !== 'create')
      .sort((one, other) => (one.run.command.id < other.run.command.id ? -1 : 1));
    const gone = new Set<Entry>();
    const read = changes.map(async (entry) => {
      const { run, item } = entry;
      const { form, id } = run.command;
      const question = { form, id, subject: run.request.subject.id, key: null, lock: true };
      const found = await this.facts.record(session, run.release, question);
      this.runFacts.checkHead(run, found);
      run.hidden = await hiddenFrom(run, found, (number) => this.releases.load(number));
      run.take(found);
      if (found.instance) await this.releases.load(found.instance.release);
      if (!found.record) {
        gone.add(entry);
        refuse(entry, new Refusal(404, 'not_found'));
      } else if (run.command.type === 'change' && item.patchOf)
        run.command = { ...run.command, patch: item.patchOf(found.record) };
    });
    // Nothing else may be sent before all have been answered, be it with an error.
    const settled = await Promise.allSettled(read);
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
    return entries.filter((entry) => !gone.has(entry));
  }

  private async decideTogether(
    session: SqlSession,
    { release }: BatchTerms,
    entries: readonly Entry[],
    refuse: (entry: Entry, refusal: Refusal) => void,
  ): Promise<{ readonly together: readonly Decided[]; readonly alone: readonly Entry[] }> {
    const together: Decided[] = [];
    const alone: Entry[] = [];
    let open = entries;
    for (let round = 0; open.length > 0; round += 1) {
      const asking: { entry: Entry; needs: Needs }[] = [];
      for (const entry of open) {
        const decision = this.decideOnce(entry.run);
        if (decision.kind === 'refused') {
          // By old definitions a refusal says nothing.
          if (!entry.run.headChecked) asking.push({ entry, needs: {} });
          else
            refuse(
              entry,
              refusalOfDecision(decision, entry.run.facts.record, release.models.get(entry.run.command.form)),
            );
        } else if (decision.kind === 'effects') {
          if (!entry.run.headChecked) asking.push({ entry, needs: {} });
          else if (goesAlone(decision.effects, entry.run)) alone.push(entry);
          else together.push({ ...entry, effects: decision.effects });
        } else if (!isShareable(decision.needs) || takesCounted(release, decision.needs)) alone.push(entry);
        else asking.push({ entry, needs: decision.needs });
      }
      if (round === ROUNDS_MAX) throw invalid([issue('asks_without_end', '', { max: ROUNDS_MAX })]);
      await this.readTogether(session, release, asking);
      open = asking.map(({ entry }) => entry);
    }
    return { together, alone };
  }

  private decideOnce(run: CommandRun) {
    const pinned = (number: number) => this.releases.loaded(number);
    const context = { release: run.release, pinned, today: run.today, budget: run.budget };
    return decide(context, run.command, run.facts);
  }

  private async readTogether(
    session: SqlSession,
    release: CompiledRelease,
    asking: readonly { readonly entry: Entry; readonly needs: Needs }[],
  ): Promise<void> {
    const [first] = asking;
    if (!first) return;
    const { request, at, today } = first.entry.run;
    const asker = { subject: request.subject.id, key: null, time: { now: at, today } };
    const all = needsOfAll(asking.map(({ needs }) => needs));
    const read = await this.facts.needs(session, release, all, asker, 'any');
    const numbers = new Map([...read.numbers].map(([name, drawn]) => [name, drawn.values()] as const));
    for (const { entry, needs } of asking) {
      this.runFacts.checkHead(entry.run, read);
      const own = Object.entries(needs.numbers ?? {}).map(
        ([name, count]) => [name, taken(numbers.get(name), count)] as const,
      );
      entry.run.learn({ ...read, references: referencesFor(needs, read), numbers: new Map(own) });
    }
  }

  /** Writes all in one statement; where the database refuses it, each half by itself, until the one is found that is at fault. */
  private async writeTogether(
    session: SqlSession,
    decided: readonly Decided[],
    results: BatchResult[],
  ): Promise<void> {
    if (decided.length === 0) return;
    try {
      const outcomes = await inSavepoint(session, () => this.writer.writeTogether(session, decided));
      for (const [at, entry] of decided.entries())
        results[entry.at] = {
          kind: 'done',
          outcome: outcomes[at] as CommandOutcome,
          before: entry.run.facts.record,
          hidden: entry.run.hidden,
        };
    } catch (error) {
      const [only, ...others] = decided;
      if (only && others.length === 0) {
        results[only.at] = { kind: 'refused', refusal: refusalOf(error, only.run) };
        return;
      }
      refusalOf(error, (only as Decided).run);
      const half = Math.ceil(decided.length / 2);
      await this.writeTogether(session, decided.slice(0, half), results);
      await this.writeTogether(session, decided.slice(half), results);
    }
  }

  private async carryOutAlone(session: SqlSession, { run }: Entry): Promise<BatchResult> {
    try {
      const outcome = await inSavepoint(session, async () => {
        const effects = await this.decideAlone(session, run);
        return this.postings.settleAndWrite(session, run, effects);
      });
      return { kind: 'done', outcome, before: run.facts.record, hidden: run.hidden };
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error, run) };
    }
  }

  private async decideAlone(session: SqlSession, run: CommandRun): Promise<Effects> {
    for (let round = 0; round <= ROUNDS_MAX; round += 1) {
      const decision = this.decideOnce(run);
      if (decision.kind === 'refused')
        throw refusalOfDecision(decision, run.facts.record, run.release.models.get(run.command.form));
      if (decision.kind === 'effects') return decision.effects;
      await this.runFacts.read(session, run, decision.needs);
    }
    throw invalid([issue('asks_without_end', '', { max: ROUNDS_MAX })]);
  }
}

/** A number without gaps is taken together with the record that it is for, or not at all. */
function takesCounted(release: CompiledRelease, { numbers = {} }: Needs): boolean {
  return Object.keys(numbers).some((name) => isGapFree(release, name));
}

/** What posts is settled against a ledger of its own; a record on which others run apart is left to the usual care. */
function goesAlone({ postings }: Effects, run: CommandRun): boolean {
  return postings.length > 0 || (run.command.type === 'delete' && run.runsApart);
}

async function inSavepoint<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.query(`SAVEPOINT ${SAVEPOINT}`);
  try {
    const result = await work();
    await session.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
    return result;
  } catch (error) {
    await session.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}; RELEASE SAVEPOINT ${SAVEPOINT}`);
    throw error;
  }
}

/** What an error means for the one command; what is not about it is thrown on. */
function refusalOf(error: unknown, run: CommandRun): Refusal {
  if (error instanceof Refusal) return error;
  if ((error as { code?: unknown } | null)?.code === LOCK_NOT_AVAILABLE) return new Refusal(409, 'busy');
  const refusal = isDeadlock(error) ? undefined : refusalOfDatabase(error, run.request.command);
  if (refusal instanceof Refusal) return refusal;
  throw error;
}
