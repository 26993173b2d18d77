import { addDuration } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';

/** A time that stands still until somebody moves it on. */
export class TrialClock {
  private instant: string;

  readonly read: Clock = () => this.instant;

  constructor(beginning: string) {
    this.instant = new Date(beginning).toISOString();
  }

  /** Goes on to an instant; never back. */
  moveTo(instant: string): void {
    const wanted = new Date(instant).toISOString();
    if (wanted > this.instant) this.instant = wanted;
  }

  /** The instant so much time from now. */
  after(duration: string): string {
    const due = addDuration(this.instant, duration);
    if (!due.ok) throw new Error(`${duration} is no length of time`);
    return due.value;
  }

  /** Begins anew. */
  protected beginAt(instant: string): void {
    this.instant = instant;
  }
}
