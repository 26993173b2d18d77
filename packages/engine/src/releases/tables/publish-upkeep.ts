import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { Database } from '../../database/database.js';
import { PublishLock } from './publish-lock.js';

const REST_MS = 60_000;

/** Looks, at the start and now and then, for publishes that were interrupted, and clears up behind them. */
@Injectable()
export class PublishUpkeep extends BackgroundWorker {
  constructor(
    private readonly database: Database,
    private readonly lock: PublishLock,
    @Inject(LOG) log: Log,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(settings, { name: 'publish upkeep', restMs: REST_MS, log });
  }

  /** Most of the time there is nothing, and the owner's connection is not needed to see it. */
  async round(): Promise<boolean> {
    const { rowCount } = await this.database.query(
      'SELECT FROM core.publish_run WHERE ended_at IS NULL LIMIT 1',
    );
    if (rowCount !== 0) await this.lock.clearUp();
    return false;
  }
}
