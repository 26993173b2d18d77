import { Injectable } from '@nestjs/common';
import { undoOf } from '@dougong/kernel/metadata';
import type { Operation } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../../records/page-cursor.js';
import { badQuery } from '../../records/query-refusal.js';
import type { DraftKey } from './draft-book.js';
import type { DraftHistoryWire } from './draft.wire.js';

const PAGE = `
  SELECT o.id::text, o.revision, o.cause, o.operations, o.undoes::text, o.at, u.name AS by, o.channel,
         EXISTS (SELECT FROM core.draft_operation b WHERE b.undoes = o.id) AS undone
    FROM core.draft_operation o LEFT JOIN core.user_account u ON u.id = o.actor
   WHERE o.kind = $1 AND o.key = $2 AND o.id < $3 ORDER BY o.id DESC LIMIT $4`;

/** The last operation since the publish before that is neither a taking back nor taken back. */
const LAST = `
  SELECT o.id::text, o.operations FROM core.draft_operation o
   WHERE o.kind = $1 AND o.key = $2 AND o.cause NOT IN ('undo', 'publish')
     AND o.id > coalesce((SELECT max(p.id) FROM core.draft_operation p
                           WHERE p.kind = $1 AND p.key = $2 AND p.cause = 'publish'), 0)
     AND NOT EXISTS (SELECT FROM core.draft_operation b WHERE b.undoes = o.id)
   ORDER BY o.id DESC LIMIT 1`;

const ID_MAX = '9223372036854775807';

/** What was done to a draft, operation by operation. */
@Injectable()
export class DraftHistory {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async page({ kind, key }: DraftKey, limit: number, cursor?: string): Promise<DraftHistoryWire> {
    const fingerprint = fingerprintOf(['draft-operations', kind, key]);
    const before = cursor === undefined ? ID_MAX : idOfCursor(cursor, fingerprint);
    const { rows } = await this.database.query<HistoryRow>(PAGE, [kind, key, before, limit + 1]);
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { data, ...(more ? { nextCursor: encodeCursor(fingerprint, [null, last.id]) } : {}) };
  }
}

type HistoryRow = DraftHistoryWire['data'][number] & Readonly<Record<string, unknown>>;

function idOfCursor(cursor: string, fingerprint: string): string {
  const [, id] = decodeCursor(cursor, fingerprint);
  if (!/^\d{1,18}$/.test(id)) throw badQuery('bad_cursor', ['cursor']);
  return id;
}

/** What takes the last operation on a draft back. */
export async function lastUndo(
  session: SqlSession,
  { kind, key }: DraftKey,
): Promise<{ readonly undoes: string; readonly operations: readonly Operation[] }> {
  const { rows } = await session.query<{ id: string; operations: readonly Operation[] }>(LAST, [kind, key]);
  if (!rows[0]) throw new Refusal(409, 'nothing_to_undo');
  return { undoes: rows[0].id, operations: undoOf(rows[0].operations) };
}
