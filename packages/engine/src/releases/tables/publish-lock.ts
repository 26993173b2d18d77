import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { LISTEN_URL } from '../../database/database-listener.js';
import { Refusal } from '../../http/refusal.js';
import { OwnerConnection } from './owner-connection.js';
import { PublishRuns } from './publish-runs.js';
import { TableWork } from './table-work.js';

/** One publish at a time, whatever process it runs in; the lock ends with the connection that holds it. */
const PUBLISH_LOCK = 7_340_233;
/** A publish that comes while another one is under way waits so long to learn what has become of it. */
const WAIT_MS_MAX = 20_000;
const LOOK_AGAIN_MS = 100;

/** Lends the owner's connection to whoever changes tables, to one at a time. */
@Injectable()
export class PublishLock {
  constructor(
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    private readonly runs: PublishRuns,
    private readonly work: TableWork,
  ) {}

  /**
   * Does something that changes tables, alone.
   * @throws Refusal 409 when somebody else is doing so for long.
   */
  async hold<T>(work: (owner: OwnerConnection) => Promise<T>): Promise<T> {
    const owner = await OwnerConnection.open(this.ownerUrl);
    try {
      await this.wait(owner);
      return await work(owner);
    } finally {
      await owner.close();
    }
  }

  /**
   * Takes back or finishes publishes whose process died. Those that are under way are left alone.
   * @returns how many there were.
   */
  async clearUp(): Promise<number> {
    const owner = await OwnerConnection.open(this.ownerUrl);
    try {
      if (!(await isAlone(owner))) return 0;
      return (await this.work.settle(owner, new Set())).ended;
    } finally {
      await owner.close();
    }
  }

  private async wait(owner: OwnerConnection): Promise<void> {
    for (let waited = 0; !(await isAlone(owner)); waited += LOOK_AGAIN_MS) {
      if (waited >= WAIT_MS_MAX) {
        const [run] = await this.runs.list(1);
        throw new Refusal(409, 'publish_under_way', [], { params: { release: run?.release } });
      }
      await pause(LOOK_AGAIN_MS);
    }
  }
}

async function isAlone(owner: OwnerConnection): Promise<boolean> {
  const [row] = await owner.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
    PUBLISH_LOCK,
  ]);
  return row?.alone === true;
}
