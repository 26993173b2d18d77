import 'reflect-metadata';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Pool, PoolClient } from 'pg';
import { AppModule } from '../../../app.module.js';
import { readSettings } from '../../../config/settings.js';
import { Database } from '../../../database/database.js';
import type { DatabaseUrls } from '../../../database/migrate.js';
import { createLog, FrameworkLog } from '../../../log.js';
import { Outbox } from '../../../workers/outbox.js';
import { Timers } from '../../../workers/timers.js';
import type { VirtualClock } from './virtual-clock.js';

const POOL_SIZE = 4;
/** More rounds than this mean that the work makes itself. */
const ROUNDS_MAX = 2000;

/**
 * One engine, with everything in its memory that a process of its own would have; it shares nothing with another but the
 * database. It serves no HTTP, and its workers work when they are told to.
 */
export class EngineProcess {
  private isDead = false;
  private die: () => void = () => undefined;
  private readonly death: Promise<void>;

  private constructor(private readonly app: INestApplicationContext) {
    this.death = new Promise((resolve) => (this.die = resolve));
  }

  static async start(urls: DatabaseUrls, clock: Pick<VirtualClock, 'read'>): Promise<EngineProcess> {
    const settings = {
      ...readSettings({}),
      poolSize: POOL_SIZE,
      roles: new Set<never>(),
      webhooksToPrivateNetworks: true,
    };
    const log = createLog(process.env['DOUGONG_CONFORMANCE_LOG'] ?? 'silent');
    const module = AppModule.forRoot({ settings, urls, log, ports: { clock: clock.read } });
    return new EngineProcess(
      await NestFactory.createApplicationContext(module, {
        logger: new FrameworkLog(log),
        abortOnError: false,
      }),
    );
  }

  get<T>(provider: Type<T>): T {
    return this.app.get(provider, { strict: false });
  }

  get wasKilled(): boolean {
    return this.isDead;
  }

  /** Lets timers and outbox do everything that is due now. Ends early when the process is killed meanwhile. */
  async work(): Promise<void> {
    await Promise.race([this.workUntilQuiet(), this.death]);
  }

  /** What a client gets of it: an answer, or nothing more when the process is killed first. */
  whileAlive<T>(answer: Promise<T>): Promise<T> {
    const nobody = this.death.then((): never => {
      throw new Error('the engine was killed before it answered');
    });
    return Promise.race([answer, nobody]);
  }

  /** Stops as an operator would stop it. */
  async stop(): Promise<void> {
    if (!this.isDead) await this.app.close();
  }

  /**
   * Ends it in the middle of what it does: from now on nothing of it reaches the database, and its connections break, so
   * that PostgreSQL rolls back what was open. Its code is left to wait for ever.
   */
  kill(): void {
    if (this.isDead) return;
    this.isDead = true;
    const nothingMore = () => new Promise<never>(() => undefined);
    Object.assign(this.get(Database), { withSession: nothingMore });
    const pool = this.get(Database)['pool'] as Pool & {
      readonly _clients: readonly (PoolClient & { readonly connection: { stream: { destroy(): void } } })[];
    };
    for (const client of pool._clients) client.connection.stream.destroy();
    this.app.close().catch(() => undefined);
    this.die();
  }

  private async workUntilQuiet(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const fired = await this.get(Timers).fireDue();
      const more = await this.get(Outbox).deliverBatch();
      if (fired === 0 && !more) return;
    }
    throw new Error('the workers find no end');
  }
}
