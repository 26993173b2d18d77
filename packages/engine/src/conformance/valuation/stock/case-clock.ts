import { TrialClock } from '../../../flows/trials/trial-clock.js';

/** Noon somewhere, so that the instant lies on the same business day everywhere. */
function noonOf(date: string): string {
  return `${date}T04:00:00.000Z`;
}

/** The time of a case: documents that are dated back are posted later than their date. */
export class CaseClock extends TrialClock {
  constructor() {
    super(noonOf('2026-01-01'));
  }

  beginOn(date: string): void {
    this.beginAt(new Date(noonOf(date)).toISOString());
  }

  /** Goes on to a day; never back. */
  reach(date: string): void {
    this.moveTo(noonOf(date));
  }
}
