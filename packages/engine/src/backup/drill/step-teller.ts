import type { RunningJob } from '../../jobs/running-job.js';
import type { WorkStep } from '../../jobs/long-work.js';

/**
 * Tells the steps of work that does not wait for its telling: the newest of those that came meanwhile. Whoever wants the work to end
 * says so in the answer, and the next telling throws it.
 */
export class StepTeller {
  private waiting: WorkStep | undefined;
  private telling: Promise<void> | undefined;
  private ending: unknown;

  constructor(private readonly job: Pick<RunningJob, 'step'>) {}

  /** @throws what ends the job */
  tell(step: WorkStep): void {
    this.throwEnding();
    this.waiting = step;
    this.telling ??= this.tellWaiting().finally(() => (this.telling = undefined));
  }

  /** Waits until everything is told. @throws what ends the job */
  async done(): Promise<void> {
    await this.telling;
    this.throwEnding();
  }

  private throwEnding(): void {
    if (this.ending !== undefined) throw this.ending as Error;
  }

  private async tellWaiting(): Promise<void> {
    while (this.waiting !== undefined && this.ending === undefined) {
      const step = this.waiting;
      this.waiting = undefined;
      await this.job.step(step).catch((error: unknown) => (this.ending = error));
    }
  }
}
