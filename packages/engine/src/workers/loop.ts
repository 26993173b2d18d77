import type { Log } from '../log.js';

export interface LoopOptions {
  readonly name: string;
  /** How long it rests when there was nothing to do and nobody woke it. */
  readonly restMs: number | (() => Promise<number>);
  readonly log: Log;
  /** Does one batch; tells whether there may be more to do at once. */
  readonly work: () => Promise<boolean>;
}

const TROUBLE_REST_MS = 2000;

/** Works until nothing is left, rests, and starts again when woken or rested. One batch at a time. */
export class Loop {
  private stopped = false;
  private woken = false;
  private endRest: (() => void) | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There may be work now. */
  wake(): void {
    this.woken = true;
    this.endRest?.();
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endRest?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      const pause = await this.workOnce();
      if (pause > 0 && !this.stopped && !this.woken) await this.rest(pause);
    }
  }

  /** Does one batch; tells how long to rest after it. */
  private async workOnce(): Promise<number> {
    const { work, restMs } = this.options;
    try {
      if (await work()) return 0;
      return typeof restMs === 'number' ? restMs : await restMs();
    } catch (error) {
      this.options.log.error({ err: error, worker: this.options.name }, 'a worker failed and will try again');
      return TROUBLE_REST_MS;
    }
  }

  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
