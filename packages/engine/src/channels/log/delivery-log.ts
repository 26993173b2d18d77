import { Inject, Injectable } from '@nestjs/common';
import { isEverything } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { invalid, notFound } from '../../http/refusal.js';
import { kernelSubject } from '../../identity/kernel-subject.js';
import type { Subject } from '../../identity/subject.js';
import type { ChangeActor } from '../../people/organisation-changes.js';
import { CLOCK } from '../../ports.js';
import { grantOf } from '../../records/form-grant.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { seesAllBehind } from '../announcement-facts.js';
import type { AttemptView, DeliveryView, Resend } from './delivery.wire.js';

const PLACE = `coalesce(o.payload ->> 'channel', o.payload ->> 'endpoint')`;
const OUTSIDE = `o.topic IN ('webhook', 'delivery')`;
/** An endpoint is called by its key or, where it listens to events, by its id. */
const atPlace = (place: string) =>
  `${PLACE} IN (SELECT ${place} UNION SELECT e.id::text FROM core.webhook_endpoint e WHERE e.key = ${place})`;
const RESEND_MAX = 5000;

const COLUMNS = `
  o.id, o.topic, coalesce((SELECT e.key FROM core.webhook_endpoint e WHERE o.topic = 'webhook' AND e.id::text = ${PLACE}), ${PLACE}) AS place, o.key, coalesce(o.payload -> 'title', o.payload -> 'type') AS about, o.payload -> 'plain' AS plain, o.payload ->> 'form' AS form, o.payload ->> 'user' AS user,
  o.state, o.attempts, CASE WHEN o.state = 'waiting' AND isfinite(o.next_at) THEN o.next_at END AS "nextAt", o.created_at AS "createdAt",
  o.delivered_at AS "deliveredAt", o.last_error AS "lastError"`;

const LIST = `
  SELECT ${COLUMNS} FROM core.outbox o
   WHERE ${OUTSIDE} AND ($1::text IS NULL OR ${atPlace('$1')}) AND ($2::text IS NULL OR o.state = $2)
     AND ($3::timestamptz IS NULL OR (o.created_at, o.id) < ($3, $4::uuid))
   ORDER BY o.created_at DESC, o.id DESC LIMIT $5`;

const ATTEMPTS = `
  SELECT attempt, at, outcome, reason, status, answer, took_ms AS "tookMs" FROM core.delivery_attempt
   WHERE message = $1 ORDER BY at, attempt`;

/** What is under way is left alone: it goes out anyway. */
const AGAIN = `
  UPDATE core.outbox o SET state = 'waiting', attempts = 0, next_at = $1, delivered_at = NULL
   WHERE o.id IN (
     SELECT o.id FROM core.outbox o
      WHERE ${OUTSIDE} AND ($2::uuid[] IS NULL OR o.id = ANY ($2)) AND ($3::text IS NULL OR ${atPlace('$3')})
        AND ($4::timestamptz IS NULL OR o.created_at >= $4) AND ($5::timestamptz IS NULL OR o.created_at < $5)
        AND ($6::text IS NULL OR o.state = $6) AND (o.state <> 'waiting' OR o.next_at > $1)
      ORDER BY o.created_at LIMIT ${RESEND_MAX} FOR UPDATE SKIP LOCKED)`;

interface Row extends DeliveryView, Record<string, unknown> {
  /** What it is about without the values that its title repeats, and the form that they are of. */
  readonly plain: DeliveryView['about'];
  readonly form: string | null;
}

export interface LogFilter {
  readonly place?: string;
  readonly state?: string;
  /** The last one of the page before: its moment and its id. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/** What went outside, what waits and what was given up; and how to send it once more. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A title that repeats values of records is for those who see all of them; others read what it is about. */
  async list(subject: Subject, { place, state, after, limit }: LogFilter): Promise<readonly DeliveryView[]> {
    const [at, id] = after ?? [null, null];
    const values = [place ?? null, state ?? null, at, id, limit];
    const { rows } = await this.database.query<Row>(LIST, values);
    const release = await this.releases.current();
    const forms = new Set(rows.flatMap(({ form, plain }) => (form === null || plain === null ? [] : [form])));
    const open = new Set([...forms].filter((form) => seesAllOf(release, subject, form)));
    return rows.map(({ plain, form, ...row }) => {
      const isOpen = plain === null || row.user === subject.id || (form !== null && open.has(form));
      return isOpen ? row : { ...row, about: plain };
    });
  }

  async attempts(id: string): Promise<readonly AttemptView[]> {
    const found = await this.database.query(`SELECT FROM core.outbox o WHERE o.id = $1 AND ${OUTSIDE}`, [id]);
    if (found.rowCount === 0) throw notFound();
    const { rows } = await this.database.query<AttemptView & Record<string, unknown>>(ATTEMPTS, [id]);
    return rows;
  }

  /** Sends messages again under the ids that receivers know them by. Gives how many. */
  async resend(wish: Resend, by: ChangeActor): Promise<number> {
    const { ids = null, place = null, from = null, to = null, state = null } = wish;
    if (ids === null && place === null) throw invalid([issue('resend_what', '/ids')]);
    return this.database.transaction(async (session) => {
      const values = [this.clock(), ids, place, from, to, state];
      const { rowCount } = await session.query(AGAIN, values);
      const count = rowCount ?? 0;
      const told = [{ path: `/${place ?? 'ids'}`, old: null, new: { ...wish, count } }];
      if (count > 0)
        await this.audit.write(session, { ...by, action: 'delivery:resend', outcome: 'done', changes: told });
      return count;
    });
  }
}

function seesAllOf(release: CompiledRelease, subject: Subject, form: string): boolean {
  const { allowed, rows } = grantOf(release, subject, form, 'read');
  return allowed && isEverything(rows) && seesAllBehind(release, kernelSubject(subject), form);
}
