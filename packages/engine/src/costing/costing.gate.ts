import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issue, warning } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { CloseGates } from '../registers/periods/close-gates.js';
import type { CloseGate } from '../registers/periods/close-gates.js';

/** Months up to the day that were run: how they stand. */
const STANDING = `
  SELECT r.allocation, to_char(r.period_from, 'YYYY-MM') AS month, bool_or(r.state = 'official') AS official,
         count(s.run_id) FILTER (WHERE s.made_at IS NULL)::int AS open
    FROM costing.run r LEFT JOIN costing.settlement s ON s.run_id = r.id
   WHERE r.period_to <= $1::date AND r.period_to > $1::date - 366
   GROUP BY r.allocation, r.period_from ORDER BY r.period_from, r.allocation`;

interface Standing extends Record<string, unknown> {
  readonly allocation: string;
  readonly month: string;
  readonly official: boolean;
  readonly open: number;
}

/** A month is closed with one official version of its costs, settled to the last document. */
@Injectable()
export class CostingGate implements CloseGate, OnModuleInit {
  readonly key = 'costing';

  constructor(private readonly gates: CloseGates) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async findings(session: SqlSession, through: string): Promise<readonly Issue[]> {
    const { rows } = await session.query<Standing>(STANDING, [through]);
    return rows.flatMap(({ allocation, month, official, open }) => {
      if (open > 0) return [issue('settlement_unfinished', '', { allocation, month, open })];
      return official ? [] : [warning('cost_run_not_official', '', { allocation, month })];
    });
  }
}
