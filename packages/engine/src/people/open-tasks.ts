import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { Parameters } from '../database/sql-text.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import type { Position } from '../records/page-cursor.js';
import { badQuery } from '../records/query-refusal.js';
import { isScalarOf, isUuid } from '../records/sql-scalars.js';

/** A task as an administrator sees it: whom it waits for and what it belongs to, nothing of the record. */
export interface OpenTaskView {
  readonly id: string;
  readonly kind: string;
  readonly title: Localized | null;
  readonly form: string;
  readonly recordId: string;
  readonly assignee: string;
  readonly instanceId: string | null;
  readonly flow: string | null;
  readonly nodeId: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
}

export interface OpenTaskPage {
  readonly data: readonly OpenTaskView[];
  readonly nextCursor?: string;
}

/** Whose: one user's, or those of everybody who has left. */
export type Owner = { readonly user: string } | 'inactive';

const SELECT = `
  SELECT t.id, t.kind, t.title, t.form, t.record_id AS "recordId", t.assignee, t.instance_id AS "instanceId",
         i.flow_key AS flow, t.node_id AS "nodeId", t.opened_at AS "openedAt", t.due_at AS "dueAt"
    FROM core.task t LEFT JOIN core.flow_instance i ON i.id = t.instance_id`;

const OPEN = `t.state = 'open' AND t.kind <> 'cc'`;

/** A copy waits for nobody, so it is no duty. */
const OF_INACTIVE = `${OPEN} AND t.assignee IN (SELECT id FROM core.user_account WHERE NOT active)`;

/** Open tasks by whom they wait for, the oldest first: those that have waited longest are looked at first. */
@Injectable()
export class OpenTasks {
  constructor(private readonly database: Database) {}

  async page(owner: Owner, limit: number, cursor?: string): Promise<OpenTaskPage> {
    const fingerprint = fingerprintOf(['open-tasks', owner]);
    const parameters = new Parameters();
    const whose =
      owner === 'inactive' ? OF_INACTIVE : `${OPEN} AND t.assignee = ${parameters.add(owner.user)}`;
    const position = positionOf(cursor, fingerprint);
    const after = position
      ? ` AND (t.opened_at, t.id) > (${parameters.add(position[0])}::timestamptz, ${parameters.add(position[1])}::uuid)`
      : '';
    const text = `${SELECT} WHERE ${whose}${after} ORDER BY t.opened_at, t.id LIMIT ${parameters.add(limit + 1)}`;
    const { rows } = await this.database.query<OpenTaskView & Record<string, unknown>>(
      text,
      parameters.values,
    );
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const more = rows.length > limit && last;
    return { data, ...(more ? { nextCursor: encodeCursor(fingerprint, [last.openedAt, last.id]) } : {}) };
  }

  async countOf(user: string): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM core.task t WHERE ${OPEN} AND t.assignee = $1`,
      [user],
    );
    return rows[0]?.count ?? 0;
  }
}

function positionOf(cursor: string | undefined, fingerprint: string): Position | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = decodeCursor(cursor, fingerprint);
  if (!isScalarOf('timestamptz', at) || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return [at, id];
}
