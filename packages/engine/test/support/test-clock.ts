import type { Clock } from '@dougong/kernel/foundation';

/** A clock that stands still until a test moves it. */
export class TestClock {
  private now = Date.parse('2026-11-22T08:00:00.000Z');

  readonly read: Clock = () => new Date(this.now).toISOString();

  /** Lets time pass. */
  advance(time: { readonly hours?: number; readonly minutes?: number; readonly seconds?: number }): void {
    const minutes = (time.hours ?? 0) * 60 + (time.minutes ?? 0);
    this.now += (minutes * 60 + (time.seconds ?? 0)) * 1000;
  }
}
