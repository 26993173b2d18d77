import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { NewAuditEntry } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { notFound, Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import type { OccasionStateWire } from './occasion.wire.js';

/** Who takes care, as the audit is told. */
export type Carer = Pick<NewAuditEntry, 'channel' | 'ip' | 'requestId'> & { readonly actor: string };

interface Cared extends Record<string, unknown> {
  readonly form: string;
  readonly recordId: string | null;
  readonly rule: string;
}

const CARED = 'RETURNING form, record_id AS "recordId", rule_key AS rule';

/** Begins the ladder of attempts anew, at once. Whoever carries it out at this moment is waited for. */
const RETRY = `
  UPDATE core.rule_occasion SET due_at = $2, attempts = 0, failed_at = NULL, skipped_at = NULL
   WHERE id = $1 AND done_at IS NULL ${CARED}`;

const SKIP = `
  UPDATE core.rule_occasion SET skipped_at = coalesce(skipped_at, $2), failed_at = coalesce(failed_at, $2)
   WHERE id = $1 AND done_at IS NULL ${CARED}`;

/** What people do about occasions that rules failed on. */
@Injectable()
export class OccasionCare {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Has it tried again, also where it was skipped. */
  async retry(id: string, by: Carer): Promise<OccasionStateWire> {
    await this.change(RETRY, 'occasion:retry', id, by);
    return { id, state: 'waiting' };
  }

  /** Lets it be: it is not tried any more. */
  async skip(id: string, by: Carer): Promise<OccasionStateWire> {
    await this.change(SKIP, 'occasion:skip', id, by);
    return { id, state: 'skipped' };
  }

  private async change(statement: string, action: string, id: string, by: Carer): Promise<void> {
    await this.database.transaction(async (session) => {
      const { rows } = await session.query<Cared>(statement, [id, this.clock()]);
      const [cared] = rows;
      if (!cared) return refuse(session, id);
      const { form, recordId, rule } = cared;
      const changes = [{ path: `/occasions/${id}`, old: null, new: rule }];
      const place = { form, ...(recordId === null ? {} : { recordId }) };
      await this.audit.write(session, {
        ...by,
        ...place,
        action: `${action}:${rule}`,
        outcome: 'done',
        changes,
      });
    });
  }
}

async function refuse(session: SqlSession, id: string): Promise<never> {
  const { rowCount } = await session.query('SELECT FROM core.rule_occasion WHERE id = $1', [id]);
  throw rowCount === 0 ? notFound() : new Refusal(409, 'occasion_done');
}
