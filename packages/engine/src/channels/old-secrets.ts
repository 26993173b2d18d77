import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import type { Log } from '../log.js';
import { LOG, SETTINGS } from '../ports.js';
import { Endpoints } from './endpoints.js';

/** Locks the secrets of endpoints that were made before secrets lay locked, as soon as an engine that has the key starts. */
@Injectable()
export class OldSecrets implements OnApplicationBootstrap {
  constructor(
    private readonly endpoints: Endpoints,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.roles.has('worker')) return;
    try {
      const count = await this.endpoints.lockOldSecrets();
      if (count > 0) this.log.info({ count }, 'locked secrets of endpoints');
    } catch (error) {
      this.log.warn({ err: error }, 'secrets of endpoints lie open: set DOUGONG_SECRET_KEY');
    }
  }
}
