import type { SqlSession } from '../../database/sql-session.js';
import { LedgerPeriods } from '../../registers/ledger-periods.js';
import { readBoundaries } from '../../registers/periods/boundary.js';
import type { Boundaries } from '../../registers/periods/boundary.js';

/** The days that a trial may post on. Nothing of it stays, so nobody who closes a period need wait for it. */
export class TrialPeriods extends LedgerPeriods {
  protected override boundary(session: SqlSession): Promise<Boundaries> {
    return readBoundaries(session);
  }
}
