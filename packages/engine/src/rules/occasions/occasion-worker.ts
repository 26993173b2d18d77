import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { LOG, SETTINGS } from '../../ports.js';
import { Loop } from '../../workers/loop.js';
import { OccasionQueue } from './occasion-queue.js';
import { Schedules } from './schedules.js';

const REST_MS = 1000;

/** Looks at schedules and carries out the occasions of rules, if this process works in the background. */
@Injectable()
export class OccasionWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) log: Log,
    private readonly schedules: Schedules,
    private readonly queue: OccasionQueue,
  ) {
    this.loop = new Loop({ name: 'rules', restMs: REST_MS, log, work: () => this.round() });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('worker')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** There may be an occasion now. */
  wake(): void {
    this.loop.wake();
  }

  /** Does one round. Tells whether there may be more to do. */
  async round(): Promise<boolean> {
    await this.schedules.look();
    return this.queue.fireDue();
  }
}
