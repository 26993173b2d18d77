import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource, Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { notFound } from '../../http/refusal.js';
import { sentence } from '../../http/sentences/index.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { MigrationTargets } from './migration-targets.js';
import { INSTANCES_MAX } from './migration.wire.js';
import type { MigrationBody, MigrationWire, RefusedWire } from './migration.wire.js';

const LISTED_MAX = 50;
const REFUSALS_SHOWN_MAX = 100;

/** Running instances of the flow that do not follow the target already, the oldest first. */
const MEANT = `
  FROM core.flow_instance i WHERE i.flow_key = $1 AND i.ended_at IS NULL AND i.release <> $2
   AND ($3::int IS NULL OR i.release = $3) AND ($4::uuid[] IS NULL OR i.id = ANY($4))`;

const COUNT = `SELECT count(*)::int AS count ${MEANT}`;

const CANDIDATES = `
  SELECT i.id, i.form, i.record_id AS "recordId" ${MEANT} ORDER BY i.started_at, i.id LIMIT ${INSTANCES_MAX}`;

const MAKE = `
  INSERT INTO core.flow_migration (id, flow_key, to_release, map, reason, total, created_at, created_by, finished_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $6 = 0 THEN $7::timestamptz END)`;

const MAKE_ITEMS = `
  INSERT INTO core.flow_migration_item (migration_id, instance_id) SELECT $1, unnest($2::uuid[])`;

const JOBS = `
  SELECT m.id, m.flow_key AS flow, m.to_release AS "to", m.total, m.created_at AS "startedAt", m.finished_at AS "finishedAt",
         n.moved, n.refused, n.ended, n.waiting
    FROM core.flow_migration m, LATERAL (
      SELECT count(*) FILTER (WHERE state = 'moved')::int AS moved, count(*) FILTER (WHERE state = 'refused')::int AS refused,
             count(*) FILTER (WHERE state = 'ended')::int AS ended, count(*) FILTER (WHERE state = 'waiting')::int AS waiting
        FROM core.flow_migration_item i WHERE i.migration_id = m.id) n
   WHERE m.flow_key = $1 AND ($2::uuid IS NULL OR m.id = $2) ORDER BY m.created_at DESC, m.id DESC LIMIT ${LISTED_MAX}`;

const REFUSALS = `
  SELECT instance_id AS instance, code, issues FROM core.flow_migration_item
   WHERE migration_id = $1 AND state = 'refused' ORDER BY instance_id LIMIT ${REFUSALS_SHOWN_MAX}`;

/** An instance that may be moved. */
export interface Candidate extends Record<string, unknown> {
  readonly id: string;
  readonly form: string;
  readonly recordId: string;
}

export interface StoredRefusal extends Record<string, unknown> {
  readonly instance: string;
  readonly code: string;
  readonly issues: RefusedWire['issues'] | null;
}

type JobRow = Omit<MigrationWire, 'refusals' | 'left'> & Record<string, unknown>;

export interface Chosen {
  readonly release: number;
  readonly candidates: readonly Candidate[];
  /** How many more there are than one job takes. */
  readonly left: number;
}

/** Migrations as work to be done: rows that say which instances are meant and what became of each. */
@Injectable()
export class MigrationJobs {
  constructor(
    private readonly database: Database,
    private readonly targets: MigrationTargets,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** The instances that a migration would be about. */
  async choose(flow: string, { to, from, instances }: MigrationBody): Promise<Chosen> {
    const release = await this.targets.releaseOf(to);
    const values = [flow, release, from ?? null, instances ?? null];
    const [{ rows: candidates }, { rows: counted }] = await Promise.all([
      this.database.query<Candidate>(CANDIDATES, values),
      this.database.query<{ readonly count: number }>(COUNT, values),
    ]);
    return { release, candidates, left: (counted[0]?.count ?? 0) - candidates.length };
  }

  /** Leaves the work to the workers; it survives whoever asked for it. */
  async make(
    flow: string,
    { release, candidates }: Chosen,
    { map = {}, comment }: MigrationBody,
    by: Subject,
    source: AuditSource,
  ): Promise<string> {
    const id = this.ids();
    const values = [
      id,
      flow,
      release,
      JSON.stringify(map),
      comment ?? null,
      candidates.length,
      this.clock(),
      by.id,
    ];
    await this.database.transaction(async (session) => {
      await session.query(MAKE, values);
      await session.query(MAKE_ITEMS, [id, candidates.map((each) => each.id)]);
      const changes = [{ path: `/flows/${flow}/migrations/${id}`, old: null, new: candidates.length }];
      const entry = {
        ...source,
        actor: by.id,
        action: `flow:migrate:${flow}`,
        outcome: 'done' as const,
        changes,
      };
      await this.audit.write(session, entry);
    });
    return id;
  }

  async list(flow: string, language: Language): Promise<readonly MigrationWire[]> {
    return this.database.withSession((session) => this.read(session, flow, null, language));
  }

  async one(flow: string, id: string, language: Language): Promise<MigrationWire> {
    const [found] = await this.database.withSession((session) => this.read(session, flow, id, language));
    if (!found) throw notFound();
    return found;
  }

  private async read(
    session: SqlSession,
    flow: string,
    id: string | null,
    language: Language,
  ): Promise<MigrationWire[]> {
    const { rows } = await session.query<JobRow>(JOBS, [flow, id]);
    const jobs: MigrationWire[] = [];
    for (const row of rows) {
      const { rows: refused } = await session.query<StoredRefusal>(REFUSALS, [row.id]);
      jobs.push({ ...row, left: 0, refusals: refused.map((each) => refusedWire(each, language)) });
    }
    return jobs;
  }
}

/** A refusal in the words of the caller. */
export function refusedWire({ instance, code, issues }: StoredRefusal, language: Language): RefusedWire {
  const [first] = issues ?? [];
  return {
    instance,
    code: first?.code ?? code,
    detail: sentence(first?.code ?? code, first?.params ?? {}, language),
    issues: issues ?? [],
  };
}
