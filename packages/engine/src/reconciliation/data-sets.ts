import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { CompiledReconciliation } from '@dougong/kernel/reconciliation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound } from '../http/refusal.js';
import type { ChangeActor } from '../people/organisation-changes.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import type { DataSetView, PushBody } from './reconciliation.wire.js';

const MAKE = `
  INSERT INTO reconciliation.data_set (id, definition, side, created_at, created_by) VALUES ($1, $2, $3, $4, $5)`;

const LOCK = `
  SELECT row_count AS rows FROM reconciliation.data_set WHERE id = $1 AND definition = $2 AND side = $3 FOR UPDATE`;

const ADD = `
  INSERT INTO reconciliation.data_row (set_id, ord, document, line, type, date, item, place, lot, unit, quantity, amount)
  SELECT $1, $2::int + r.n, r.document, r.line, r.type, r.date, r.item, r.place, r.lot, r.unit, coalesce(r.quantity, 0), coalesce(r.amount, 0)
    FROM (SELECT row_number() OVER ()::int AS n, x.*
            FROM jsonb_to_recordset($3::jsonb) AS x (document text, line int, type text, date date, item text, place text, lot text,
                                                     unit text, quantity numeric, amount numeric)) r`;

/** Sets of rows that other systems push for a side, in as many parts as they like. */
@Injectable()
export class DataSets {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Begins a set, or adds to one; a set that a run has read does not grow any more. */
  push(by: ChangeActor, { definition, sides }: CompiledReconciliation, body: PushBody): Promise<DataSetView> {
    const { side, rows } = body;
    if (sides[side].source.from !== 'pushed') throw invalid([issue('side_not_pushed', '/side', { side })]);
    return this.database.transaction(async (session) => {
      const id = body.set ?? (await this.make(session, by, definition.key, side));
      const { rows: found } = await session.query<{ readonly rows: number }>(LOCK, [
        id,
        definition.key,
        side,
      ]);
      if (!found[0]) throw notFound();
      await refuseRead(session, id);
      const before = found[0].rows;
      await session.query(ADD, [id, before, JSON.stringify(rows)]);
      const after = before + rows.length;
      await session.query('UPDATE reconciliation.data_set SET row_count = $2 WHERE id = $1', [id, after]);
      return { id, side, rows: after };
    });
  }

  private async make(session: SqlSession, by: ChangeActor, key: string, side: string): Promise<string> {
    const id = this.ids();
    await session.query(MAKE, [id, key, side, this.clock(), by.actor]);
    const changes = [{ path: `/${key}/${side}`, old: null, new: id }];
    await this.audit.write(session, { ...by, action: 'reconciliation:push', outcome: 'done', changes });
    return id;
  }
}

async function refuseRead(session: SqlSession, id: string): Promise<void> {
  const { rowCount } = await session.query(
    `SELECT FROM reconciliation.run WHERE sets ->> 'operation' = $1 OR sets ->> 'books' = $1 LIMIT 1`,
    [id],
  );
  if (rowCount !== 0) throw invalid([issue('data_set_read', '/set')]);
}
