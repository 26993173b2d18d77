import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { PublishRequests } from './publish-requests.js';

const REST_MS = 5000;

/**
 * Publishes what was approved when its time has come. Several processes may try the same one: the switch lets one through,
 * and the others find that it is no longer waiting.
 */
@Injectable()
export class PublishWorker extends BackgroundWorker {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
    private readonly requests: PublishRequests,
  ) {
    super(settings, { name: 'scheduled publishes', restMs: REST_MS, log });
  }

  round(): Promise<boolean> {
    return this.requests.carryOutDue();
  }
}
