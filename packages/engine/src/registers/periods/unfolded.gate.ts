import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { CloseGates } from './close-gates.js';
import type { CloseGate } from './close-gates.js';

const UNFOLDED = `
  SELECT register, count(*)::integer AS postings FROM ledger.unfolded WHERE period <= $1::date GROUP BY register ORDER BY register`;

/** Movements that the balances do not hold yet: they would change a closed month. */
@Injectable()
export class UnfoldedGate implements CloseGate, OnModuleInit {
  readonly key = 'unfolded';

  constructor(private readonly gates: CloseGates) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async findings(session: SqlSession, through: string): Promise<readonly Issue[]> {
    const { rows } = await session.query<{ register: string; postings: number }>(UNFOLDED, [through]);
    return rows.map(({ register, postings }) => issue('postings_unfolded', '', { register, postings }));
  }
}
