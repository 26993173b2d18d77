import type { Clock } from '@dougong/kernel/foundation';

/**
 * The day of the tests, whatever day it is: what they make, the months of the ledger included, is made around it.
 * Another one (`DOUGONG_TEST_DAY=2031-02-28`) shows that none of them counts on this one.
 */
export const TEST_DAY = process.env['DOUGONG_TEST_DAY'] ?? '2026-11-22';

/** A clock that stands still until a test moves it. */
export class TestClock {
  private now = Date.parse(`${TEST_DAY}T08:00:00.000Z`);

  readonly read: Clock = () => new Date(this.now).toISOString();

  /** Lets time pass. */
  advance(time: { readonly hours?: number; readonly minutes?: number; readonly seconds?: number }): void {
    const minutes = (time.hours ?? 0) * 60 + (time.minutes ?? 0);
    this.now += (minutes * 60 + (time.seconds ?? 0)) * 1000;
  }
}
