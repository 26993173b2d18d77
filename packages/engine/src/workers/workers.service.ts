import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../config/settings.js';
import { DatabaseListener } from '../database/database-listener.js';
import type { Log } from '../log.js';
import { CLOCK, LOG, SETTINGS } from '../ports.js';
import { Loop } from './loop.js';
import { Outbox } from './outbox.js';
import { OutboxBell } from './outbox-bell.js';
import { Timers } from './timers.js';
import { Upkeep } from './upkeep.js';

/** Wakes the outbox workers of other processes. */
export const OUTBOX_CHANNEL = 'core_outbox';

const REST_MS = 1000;
const REST_MIN_MS = 20;
const UPKEEP_REST_MS = 3_600_000;

/** Runs the background work of this process, if it has that role. */
@Injectable()
export class WorkersService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly outboxLoop: Loop;
  private readonly timerLoop: Loop;
  private readonly upkeepLoop: Loop;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) log: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly bell: OutboxBell,
    private readonly listener: DatabaseListener,
    upkeep: Upkeep,
  ) {
    this.outboxLoop = new Loop({
      name: 'outbox',
      restMs: REST_MS,
      log,
      work: () => this.outbox.deliverBatch(),
    });
    this.timerLoop = new Loop({
      name: 'timers',
      restMs: () => this.untilNextTimer(),
      log,
      work: () => this.fireTimers(),
    });
    this.upkeepLoop = new Loop({ name: 'upkeep', restMs: UPKEEP_REST_MS, log, work: () => upkeep.round() });
  }

  onModuleInit(): void {
    this.bell.onRing((firstDue) => this.hear(firstDue));
    this.listener.subscribe(OUTBOX_CHANNEL, () => this.outboxLoop.wake());
  }

  onApplicationBootstrap(): void {
    if (!this.settings.roles.has('worker')) return;
    this.outboxLoop.start();
    this.timerLoop.start();
    this.upkeepLoop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.outboxLoop.stop(), this.timerLoop.stop(), this.upkeepLoop.stop()]);
  }

  /** A timer that is due before the loop would look again must not wait for it. */
  private hear(firstDue: string | undefined): void {
    this.outboxLoop.wake();
    if (firstDue === undefined) return;
    if (Date.parse(firstDue) - Date.parse(this.clock()) < REST_MS) this.timerLoop.wake();
  }

  private async fireTimers(): Promise<boolean> {
    const fired = await this.timers.fireDue();
    if (fired > 0) this.bell.ring();
    return fired > 0;
  }

  /** The rest is a hint: what is due is always asked of the database, so that no pause is ever held in memory. */
  private async untilNextTimer(): Promise<number> {
    const next = (await this.timers.untilNext()) ?? REST_MS;
    return Math.min(Math.max(next, REST_MIN_MS), REST_MS);
  }
}
