import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';

/** One delivery that its sender has named. */
export interface Delivery {
  readonly hook: string;
  readonly name: string;
  readonly body: Buffer;
}

const FIND = 'SELECT body_hash, accepted FROM core.rule_hook_delivery WHERE hook = $1 AND delivery = $2';

const KEEP = `
  INSERT INTO core.rule_hook_delivery (hook, delivery, body_hash, accepted, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (hook, delivery) DO NOTHING`;

/** What deliveries were answered, so that one that comes again is answered the same and does nothing. */
@Injectable()
export class HookDeliveries {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** How many rules the delivery called when it came before; nothing if it is new. */
  async answerOf(session: SqlSession, { hook, name, body }: Delivery): Promise<number | undefined> {
    const { rows } = await session.query<{ body_hash: Buffer; accepted: number }>(FIND, [hook, name]);
    const [known] = rows;
    if (known && !known.body_hash.equals(hashOf(body))) throw new Refusal(422, 'key_reused');
    return known?.accepted;
  }

  /** Keeps the answer; tells whether the delivery was new. Whoever sends the same at once waits here. */
  async keep(session: SqlSession, { hook, name, body }: Delivery, accepted: number): Promise<boolean> {
    const { rowCount } = await session.query(KEEP, [hook, name, hashOf(body), accepted, this.clock()]);
    return rowCount === 1;
  }
}

function hashOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest();
}
