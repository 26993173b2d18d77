import { addDuration } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';

/** A Monday morning, whatever day it is. */
const BEGINNING = '2026-03-02T01:00:00.000Z';

/** The time of a case: it stands still until a step moves it. All engines of a play read it. */
export class VirtualClock {
  private instant = BEGINNING;

  readonly read: Clock = () => this.instant;

  /** Begins anew, for another play. */
  reset(): void {
    this.instant = BEGINNING;
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
}
