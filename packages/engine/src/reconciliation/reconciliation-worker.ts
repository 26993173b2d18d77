import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import type { Log } from '../log.js';
import { LOG, SETTINGS } from '../ports.js';
import { BackgroundWorker } from '../workers/background-worker.js';
import { Escalations } from './differences/escalations.js';
import { ReconciliationReports } from './reports/reports.js';
import { RunBell } from './runs/run-bell.js';
import { RunQueue } from './runs/run-queue.js';
import { RunSchedules } from './runs/run-schedules.js';

const REST_MS = 5000;

/** Runs reconciliations that are asked for or due, tells of what is overdue, and keeps the reports of closed months. */
@Injectable()
export class ReconciliationWorker extends BackgroundWorker implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
    private readonly bell: RunBell,
    private readonly schedules: RunSchedules,
    private readonly queue: RunQueue,
    private readonly escalations: Escalations,
    private readonly reports: ReconciliationReports,
  ) {
    super(settings, { name: 'reconciliation', restMs: REST_MS, log });
  }

  onModuleInit(): void {
    this.bell.onRing(() => this.wake());
  }

  /** Does one round. Tells whether there may be more to do. */
  async round(): Promise<boolean> {
    await this.schedules.look();
    const ran = await this.queue.carryOutNext();
    const more = await this.escalations.look();
    await this.reports.freezeDue();
    return ran || more;
  }
}
