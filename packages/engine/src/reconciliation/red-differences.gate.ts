import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { CloseGates } from '../registers/periods/close-gates.js';
import type { CloseGate } from '../registers/periods/close-gates.js';

const RED = `
  SELECT definition, count(*)::int AS differences FROM reconciliation.difference
   WHERE level = 'red' AND state NOT IN ('approved', 'closed') AND period <= $1::date GROUP BY definition ORDER BY definition`;

/** Red differences that nobody has settled: a month with them is not closed. */
@Injectable()
export class RedDifferencesGate implements CloseGate, OnModuleInit {
  readonly key = 'red_differences';

  constructor(private readonly gates: CloseGates) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async findings(session: SqlSession, through: string): Promise<readonly Issue[]> {
    const { rows } = await session.query<{ definition: string; differences: number }>(RED, [through]);
    return rows.map(({ definition, differences }) =>
      issue('red_differences_open', '', { definition, differences }),
    );
  }
}
