import type { CompiledRelease } from '@dougong/kernel/commands';
import type { DirectorySnapshot } from '../../people/directory.js';
import { FactStore } from '../../commands/fact-store.js';
import { StaleAnswers } from '../../commands/stale-answer.js';
import { DimensionLabels } from '../../commands/dimension-labels.js';
import { PostingPath } from '../../commands/posting-path.js';
import { PostingQueue } from '../../commands/queue/posting-queue.js';
import { SharedReading } from '../../commands/queue/shared-reading.js';
import { RefusedCommands } from '../../commands/refused-commands.js';
import { RunFacts } from '../../commands/run-facts.js';
import type { Settings } from '../../config/settings.js';
import type { Database } from '../../database/database.js';
import { SubjectStore } from '../../identity/subject-store.js';
import { createLog } from '../../log.js';
import type { Stopwatch } from '../../ports.js';
import { InForce } from '../../records/in-force.js';
import { LabelReader } from '../../records/reference-labels.js';
import { VisibleRecords } from '../../records/visible-record.js';
import { LedgerStore } from '../../registers/ledger-store.js';
import type { ReleaseRegistry } from '../../releases/release-registry.js';
import { TaskRegister } from '../../tasks/task-register.js';
import { FlowCalls } from '../../workers/flow-calls.js';
import { FlowTimers } from '../../workers/flow-timers.js';
import { WorkTimes } from '../../work-times/work-times.js';
import { OutboxBell } from '../../workers/outbox-bell.js';
import type { TimerHandlers } from '../../workers/timer-handlers.js';
import { RecordFlows } from '../record-flow.js';
import { RecordingWriter } from './recording-writer.js';
import { ToldCalls } from './told-calls.js';
import { TrialCommands } from './trial-commands.js';
import { TrialDirectory } from './trial-directory.js';
import { TrialFacts } from './trial-facts.js';
import { TrialPeriods } from './trial-periods.js';
import type { TrialSeed } from './trial-ids.js';
import { TrialReleases } from './trial-releases.js';
import { TrialClock } from './trial-clock.js';

/** What a trial takes from the process it runs in; nothing of it is written to. */
export interface TrialHouse {
  readonly settings: Settings;
  readonly stopwatch: Stopwatch;
  readonly releases: ReleaseRegistry;
  readonly handlers: TimerHandlers;
}

/** What is in force in a trial. */
export interface TrialTerms {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
  readonly at: string;
  readonly seed: TrialSeed;
}

/** Refusals of a trial are its answer; an operator need not hear of them. */
const QUIET = createLog('silent');

/**
 * The engine's own services around a database that is rolled back: the same code as for real work, with a clock,
 * releases, people and memories of their own, so that nothing of a trial stays in the process either.
 */
export class TrialWorld {
  readonly clock: TrialClock;
  readonly writer: RecordingWriter;
  readonly commands: TrialCommands;
  readonly facts: FactStore;
  readonly subjects: SubjectStore;
  readonly visible: VisibleRecords;
  readonly flows: RecordFlows;
  readonly timers: FlowTimers;
  readonly calls: FlowCalls;
  readonly told = new ToldCalls();
  readonly releases: ReleaseRegistry;

  constructor(
    readonly database: Database,
    readonly terms: TrialTerms,
    readonly house: TrialHouse,
  ) {
    const { release, people, at, seed } = terms;
    this.clock = new TrialClock(at);
    const clock = this.clock.read;
    const directory = new TrialDirectory(database, clock, people);
    const head = { release: release.number, directory: people.version };
    this.releases = new TrialReleases(database, release, house.releases);
    this.facts = new TrialFacts(head, seed.firstNumber);
    this.writer = new RecordingWriter(seed.ids, house.settings);
    this.subjects = new SubjectStore(database);
    const runFacts = new RunFacts(this.facts, new SharedReading(database, this.facts));
    const postings = new PostingPath(new TrialPeriods(), new LedgerStore(), this.writer, runFacts);
    this.commands = new TrialCommands(
      this.writer,
      database,
      this.releases,
      directory,
      this.facts,
      runFacts,
      postings,
      new PostingQueue(database, postings, house.settings),
      this.writer,
      new OutboxBell(),
      new TaskRegister(database),
      clock,
      new RefusedCommands(database, this.releases, clock, QUIET),
      new DimensionLabels(database, new LabelReader()),
      new StaleAnswers(database),
      // Trials tell nobody how long they took.
      new WorkTimes(database, clock, QUIET),
      seed.ids,
      house.stopwatch,
      house.settings,
    );
    const inForce = new InForce(database, this.releases, directory);
    this.visible = new VisibleRecords(database, inForce, this.facts, this.releases);
    this.flows = new RecordFlows(this.visible, this.releases, clock);
    this.timers = new FlowTimers(database, this.commands, clock, QUIET);
    this.calls = new FlowCalls(database, this.commands, [this.told], clock, QUIET);
  }
}
