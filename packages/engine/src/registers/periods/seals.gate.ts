import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { CloseGates } from './close-gates.js';
import type { CloseGate } from './close-gates.js';

/** A closing seals the rest while nobody can post; more than this would keep people waiting. */
const UNSEALED_MAX = 20_000;

const UNSEALED = `
  SELECT count(*)::integer AS postings FROM (
    SELECT FROM ledger.posting WHERE id > coalesce((SELECT max(to_posting) FROM ledger.seal), 0) LIMIT $1) p`;

/** Sealing keeps up with posting, unless some transaction never ends. */
@Injectable()
export class SealsGate implements CloseGate, OnModuleInit {
  readonly key = 'seals';

  constructor(private readonly gates: CloseGates) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async findings(session: SqlSession): Promise<readonly Issue[]> {
    const { rows } = await session.query<{ postings: number }>(UNSEALED, [UNSEALED_MAX + 1]);
    const postings = rows[0]?.postings ?? 0;
    return postings > UNSEALED_MAX ? [issue('seals_behind', '', { max: UNSEALED_MAX })] : [];
  }
}
