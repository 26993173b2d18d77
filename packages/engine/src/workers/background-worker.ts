import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { Loop } from './loop.js';
import type { LoopOptions } from './loop.js';

/** Work that a process does round after round, from its start to its stop, if it works in the background at all. */
export abstract class BackgroundWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  protected constructor(
    private readonly processSettings: Settings,
    options: Omit<LoopOptions, 'work'>,
  ) {
    this.loop = new Loop({ ...options, work: () => this.round() });
  }

  /** Does one round. Tells whether there may be more to do. */
  abstract round(): Promise<boolean>;

  onApplicationBootstrap(): void {
    if (this.processSettings.roles.has('worker')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** There may be work now. */
  wake(): void {
    this.loop.wake();
  }
}
