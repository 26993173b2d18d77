import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../database/database.js';
import type { DatabaseUsage } from '../database/sql-session.js';

/** What never changes about a task. */
export interface TaskHead {
  readonly id: string;
  readonly form: string;
  readonly recordId: string;
  readonly kind: 'approve' | 'handle' | 'resubmit' | 'complete' | 'cc';
  readonly assignee: string;
  /** The instance that it belongs to; none where a rule opened it. */
  readonly instanceId: string | null;
  /** The action of the record that completes it. */
  readonly forAction: string | null;
}

const REMEMBERED_MAX = 20_000;

const READ = `
  SELECT id, form, record_id AS "recordId", kind, assignee, instance_id AS "instanceId", for_action AS "forAction"
    FROM core.task WHERE id = $1`;

const NODE = 'SELECT node_id AS node FROM core.task WHERE id = $1';

/**
 * Tells which record a task is about. A task keeps its record, instance, kind and owner for life, so what was read once
 * needs no second look; whether it is still open is decided under the lock of its instance.
 */
@Injectable()
export class TaskRegister {
  private readonly heads = new LRUCache<string, TaskHead>({ max: REMEMBERED_MAX });

  constructor(private readonly database: Database) {}

  /** Remembers tasks that were just opened or listed. */
  remember(heads: readonly TaskHead[]): void {
    for (const head of heads) this.heads.set(head.id, head);
  }

  async head(id: string, usage?: DatabaseUsage): Promise<TaskHead | undefined> {
    const known = this.heads.get(id);
    if (known) return known;
    const { rows } = await this.database.withSession(
      (session) => session.query<TaskHead & Record<string, unknown>>(READ, [id]),
      usage,
    );
    if (rows[0]) this.heads.set(id, rows[0]);
    return rows[0];
  }

  /** The node in which the task stands now; another version of the flow may call it otherwise. */
  async nodeOf(id: string): Promise<string | undefined> {
    const { rows } = await this.database.query<{ readonly node: string | null }>(NODE, [id]);
    return rows[0]?.node ?? undefined;
  }
}
