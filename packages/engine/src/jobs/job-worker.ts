import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Logger, run, runOnce } from 'graphile-worker';
import type { Runner, TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Settings } from '../config/settings.js';
import { POOL_URL } from '../database/database.js';
import { QUEUE_SCHEMA } from '../database/job-queue-schema.js';
import type { Log } from '../log.js';
import { LOG, SETTINGS } from '../ports.js';
import { Loop } from '../workers/loop.js';
import { JobRunner } from './job-runner.js';
import { JobStore, QUEUE_TASK } from './job-store.js';

/** Jobs of one process at a time; the rest of the machine is for users. */
const JOBS_AT_ONCE = 2;
const POLL_MS = 1000;
const WATCH_MS = 2000;
/** One connection listens, one asks for work for each job. */
const CONNECTIONS_MAX = JOBS_AT_ONCE + 2;

/** Takes jobs out of the queue, and puts those whose worker has died into it again. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly watch: Loop;
  private pool: pg.Pool | undefined;
  private queue: Runner | undefined;

  constructor(
    @Inject(POOL_URL) private readonly url: string,
    private readonly runner: JobRunner,
    private readonly store: JobStore,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {
    const work = async () => {
      await this.store.forgetTold();
      return (await this.store.takeUpAbandoned()) > 0;
    };
    this.watch = new Loop({ name: 'jobs', restMs: WATCH_MS, log, work });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.roles.has('worker')) return;
    await this.store.enqueueWaiting();
    this.pool = this.openPool();
    this.queue = await run({
      ...this.options(this.pool),
      concurrency: JOBS_AT_ONCE,
      pollInterval: POLL_MS,
    });
    this.watch.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.runner.pause();
    await this.watch.stop();
    await this.queue?.stop();
    await this.pool?.end();
  }

  /** Does everything that waits in the queue now, and comes back; for command lines and tests. */
  async runWaiting(): Promise<void> {
    const pool = this.openPool();
    try {
      await this.store.takeUpAbandoned();
      await runOnce(this.options(pool));
    } finally {
      await pool.end();
    }
  }

  private options(pgPool: pg.Pool) {
    return {
      pgPool,
      schema: QUEUE_SCHEMA,
      taskList: this.tasks(),
      noHandleSignals: true,
      logger: this.logger(),
    };
  }

  private tasks(): TaskList {
    return { [QUEUE_TASK]: (payload) => this.runner.work((payload as { readonly id: string }).id) };
  }

  /** A pool apart: the engine's own sends statements without waiting, which the queue's transactions cannot bear. */
  private openPool(): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.url,
      max: CONNECTIONS_MAX,
      application_name: 'dougong jobs',
    });
    const lost = (error: Error) =>
      this.log.warn({ reason: error.message }, 'the job queue lost a connection');
    pool.on('error', lost);
    pool.on('connect', (client) => client.on('error', lost));
    return pool;
  }

  private logger(): Logger {
    return new Logger(() => (level, message) => {
      if (level === 'error') this.log.error({ worker: 'jobs' }, message);
      else if (level === 'warning') this.log.warn({ worker: 'jobs' }, message);
    });
  }
}
