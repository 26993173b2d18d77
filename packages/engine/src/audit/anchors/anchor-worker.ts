import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { BackgroundWorker } from '../../workers/background-worker.js';
import { Anchors } from './anchors.js';

const REST_MS = 300_000;

/** Makes anchors in the rhythm of the settings. */
@Injectable()
export class AnchorWorker extends BackgroundWorker {
  constructor(
    private readonly anchors: Anchors,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
  ) {
    super(settings, { name: 'anchors', restMs: REST_MS, log });
  }

  /** Makes at most one. */
  async round(): Promise<boolean> {
    await this.anchors.makeIfDue();
    return false;
  }
}
