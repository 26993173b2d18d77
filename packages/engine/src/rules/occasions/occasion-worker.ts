import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { OccasionQueue } from './occasion-queue.js';
import { Schedules } from './schedules.js';

const REST_MS = 1000;

/** Looks at schedules and carries out the occasions of rules, if this process works in the background. */
@Injectable()
export class OccasionWorker extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
    private readonly schedules: Schedules,
    private readonly queue: OccasionQueue,
  ) {
    super(settings, { name: 'rules', restMs: REST_MS, log });
  }

  /** Does one round. Tells whether there may be more to do. */
  async round(): Promise<boolean> {
    await this.schedules.look();
    return this.queue.fireDue();
  }
}
