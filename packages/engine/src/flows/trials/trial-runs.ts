import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { RolledBack } from '../../database/rolled-back.js';
import { invalid } from '../../http/refusal.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import { CLOCK, SETTINGS, STOPWATCH } from '../../ports.js';
import type { Stopwatch } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { TimerHandlers } from '../../workers/timer-handlers.js';
import { trialSeed } from './trial-ids.js';
import type { TrialSeed } from './trial-ids.js';
import { TrialWorld } from './trial-world.js';
import type { TrialHouse } from './trial-world.js';

/** How long a trial may take, its waiting for other trials included. */
const BUDGET_MS = 10_000;
const STATEMENT_STOPPED = '57014';

/** Only its number is ever asked for: whoever reads definitions reads the compiled ones. */
const FORCE_RELEASE = `
  INSERT INTO core.release (number, definitions, created_at) VALUES ($1, '[]', $2)`;

/** What a run goes by. */
export interface TrialRun {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
  readonly at?: string | undefined;
  /** Names the trial: the same one hands out the same ids. */
  readonly name: string;
}

/**
 * Runs trials: real commands in one transaction that is rolled back. One at a time in each process, because each holds a
 * connection and the locks of what it touches.
 */
@Injectable()
export class TrialRuns {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly rolledBack: RolledBack,
    private readonly releases: ReleaseRegistry,
    private readonly handlers: TimerHandlers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STOPWATCH) private readonly stopwatch: Stopwatch,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  private get house(): TrialHouse {
    const { settings, stopwatch, releases, handlers } = this;
    return { settings, stopwatch, releases, handlers };
  }

  /** Does work in a world of its own, of which nothing stays. */
  run<T>(trial: TrialRun, work: (world: TrialWorld, seed: TrialSeed) => Promise<T>): Promise<T> {
    const limitMs = this.limit();
    const turn = this.last.then(() => this.inWorld(trial, limitMs, work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async inWorld<T>(
    { release, people, at, name }: TrialRun,
    limitMs: () => number,
    work: (world: TrialWorld, seed: TrialSeed) => Promise<T>,
  ): Promise<T> {
    limitMs();
    try {
      return await this.rolledBack.run(limitMs, async (nested) => {
        const now = this.clock();
        await nested.query(FORCE_RELEASE, [release.number, now]);
        const seed = trialSeed(name);
        const terms = { release, people, at: at ?? now, seed };
        return work(new TrialWorld(nested, terms, this.house), seed);
      });
    } catch (error) {
      throw (error as { code?: unknown } | null)?.code === STATEMENT_STOPPED ? outOfTime() : error;
    }
  }

  private limit(): () => number {
    const until = this.stopwatch.passed() + BUDGET_MS;
    return () => {
      const left = until - this.stopwatch.passed();
      if (left <= 0) throw outOfTime();
      return left;
    };
  }
}

function outOfTime() {
  return invalid([issue('trial_out_of_time', '/steps', { seconds: BUDGET_MS / 1000 })]);
}
