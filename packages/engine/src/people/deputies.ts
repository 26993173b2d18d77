import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { isScalarOf } from '../records/sql-scalars.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { requireActiveUser } from './named-people.js';
import { differencesOf, OrganisationChanges } from './organisation-changes.js';
import type { ChangeActor } from './organisation-changes.js';
import type { DeputyChange, DeputyView, NewDeputy } from './organisation.wire.js';

export interface DeputyFilter {
  /** Rules that this user has given or stands in by; everybody's when left out. */
  readonly user?: string;
  /** Also those whose time is over. */
  readonly past: boolean;
}

type Row = DeputyView & Record<string, unknown>;

const LIST_MAX = 500;

const COLUMNS = `id, user_id AS "user", deputy_id AS deputy, starts_at AS "from", ends_at AS "to", flow_key AS flow, reason`;

const LIST = `
  SELECT ${COLUMNS} FROM core.deputy
   WHERE ($1::uuid IS NULL OR user_id = $1 OR deputy_id = $1) AND ($2 OR ends_at IS NULL OR ends_at > $3)
   ORDER BY starts_at DESC, id LIMIT ${LIST_MAX}`;

const INSERT = `
  INSERT INTO core.deputy (id, user_id, deputy_id, starts_at, ends_at, flow_key, reason, created_at, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const UPDATE = `
  UPDATE core.deputy SET deputy_id = $2, starts_at = $3, ends_at = $4, flow_key = $5, reason = $6 WHERE id = $1
  RETURNING ${COLUMNS}`;

/** Who stands in for whom while somebody is away. Everybody says it for himself, administrators for anybody. */
@Injectable()
export class Deputies {
  constructor(
    private readonly database: Database,
    private readonly changes: OrganisationChanges,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async list({ user, past }: DeputyFilter): Promise<readonly DeputyView[]> {
    const { rows } = await this.database.query<Row>(LIST, [user ?? null, past, this.clock()]);
    return rows;
  }

  make(by: ChangeActor, subject: Subject, given: NewDeputy): Promise<DeputyView> {
    const { user = subject.id, deputy, flow = null, reason = null } = given;
    if (user !== subject.id && !subject.rights.administer) throw noRight({ right: 'administer' });
    const rule = { id: this.ids(), user, deputy, ...periodOf(given.from, given.to ?? null), flow, reason };
    return this.changes.carryOut(by, 'deputy:create', async (session) => {
      await requireActiveUser(session, user, '/user');
      await this.check(session, rule);
      const values = [rule.id, user, deputy, rule.from, rule.to, flow, reason, this.clock(), subject.id];
      await session.query(INSERT, values);
      return { id: rule.id, value: rule, changes: differencesOf(user, {}, wordsOf(rule)) };
    });
  }

  change(by: ChangeActor, subject: Subject, id: string, change: DeputyChange): Promise<DeputyView> {
    return this.changes.carryOut(by, 'deputy:change', async (session) => {
      const before = await locked(session, subject, id);
      const wanted = { ...before, ...change };
      const rule = { ...wanted, ...periodOf(wanted.from, wanted.to) };
      await this.check(session, rule);
      const { deputy, from, to, flow, reason } = rule;
      const { rows } = await session.query<Row>(UPDATE, [id, deputy, from, to, flow, reason]);
      const after = rows[0] ?? rule;
      return { id, value: after, changes: differencesOf(before.user, wordsOf(before), wordsOf(after)) };
    });
  }

  remove(by: ChangeActor, subject: Subject, id: string): Promise<void> {
    return this.changes.carryOut(by, 'deputy:delete', async (session) => {
      const before = await locked(session, subject, id);
      await session.query('DELETE FROM core.deputy WHERE id = $1', [id]);
      return { id, value: undefined, changes: differencesOf(before.user, wordsOf(before), {}) };
    });
  }

  private async check(session: SqlSession, { user, deputy, from, to, flow }: DeputyView): Promise<void> {
    if (deputy === user) throw invalid([issue('deputy_of_oneself', '/deputy')]);
    if (to !== null && to <= from) throw invalid([issue('deputy_period', '/to')]);
    await requireActiveUser(session, deputy, '/deputy');
    if (flow !== null && !(await this.releases.refresh()).flows.has(flow))
      throw invalid([issue('deputy_flow_unknown', '/flow', { flow })]);
  }
}

/** A rule that is one's own to change; others' rules are not even there for those who do not administer. */
async function locked(session: SqlSession, subject: Subject, id: string): Promise<Row> {
  const { rows } = await session.query<Row>(`SELECT ${COLUMNS} FROM core.deputy WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  const found = rows[0];
  if (!found || (found.user !== subject.id && !subject.rights.administer)) throw notFound();
  return found;
}

function wordsOf({ deputy, from, to, flow, reason }: DeputyView): Omit<DeputyView, 'id' | 'user'> {
  return { deputy, from, to, flow, reason };
}

/** Both ends in UTC, so that they compare as texts. */
function periodOf(from: string, to: string | null): Pick<DeputyView, 'from' | 'to'> {
  return { from: utc(from, '/from'), to: to === null ? null : utc(to, '/to') };
}

function utc(instant: string, path: string): string {
  if (!isScalarOf('timestamptz', instant))
    throw invalid([issue('date_time_invalid', path, { value: instant })]);
  return new Date(instant).toISOString();
}
