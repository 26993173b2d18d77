import { TrialClock } from '../../../flows/trials/trial-clock.js';

/** A Monday morning, whatever day it is. */
const BEGINNING = '2026-03-02T01:00:00.000Z';

/** The time of a case. All engines of a play read it. */
export class VirtualClock extends TrialClock {
  constructor() {
    super(BEGINNING);
  }

  /** Begins anew, for another play. */
  reset(): void {
    this.beginAt(BEGINNING);
  }
}
