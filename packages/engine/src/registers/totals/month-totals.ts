import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { foldMonthTotals } from './fold-month-totals.js';

const REST_MS = 5000;
const STATEMENT_MS = 600_000;

/** Keeps the totals by month close behind the movements. Readers are right without it, only slower. */
@Injectable()
export class MonthTotals extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
    private readonly database: Database,
  ) {
    super(settings, { name: 'month totals', restMs: REST_MS, log });
  }

  round(): Promise<boolean> {
    return this.database.transaction(foldMonthTotals, undefined, STATEMENT_MS);
  }
}
