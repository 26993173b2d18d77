import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound, Refusal } from '../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { requireActiveUser } from './named-people.js';
import { differencesOf, OrganisationChanges } from './organisation-changes.js';
import type { ChangeActor } from './organisation-changes.js';
import type { DepartmentChange, DepartmentView, NewDepartment } from './organisation.wire.js';

interface Row extends DepartmentView {
  readonly id: string;
  readonly below: number;
  readonly [column: string]: unknown;
}

/** What an administrator says of a department; the rest is counted. */
type Written = Pick<DepartmentView, 'title' | 'parent' | 'leader' | 'organisation' | 'active'>;

const READ = `
  SELECT d.id, d.key, d.title, p.key AS parent, d.leader, d.organisation, d.active,
         (SELECT count(*)::integer FROM core.user_account u WHERE u.department = d.id AND u.active) AS members,
         (SELECT count(*)::integer FROM core.department b WHERE b.parent = d.id AND b.active) AS below
    FROM core.department d LEFT JOIN core.department p ON p.id = d.parent`;

/** The departments of the company and who leads them. */
@Injectable()
export class Departments {
  constructor(
    private readonly database: Database,
    private readonly changes: OrganisationChanges,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async list(): Promise<readonly DepartmentView[]> {
    const { rows } = await this.database.query<Row>(`${READ} ORDER BY d.key`);
    return rows.map(viewOf);
  }

  make(
    by: ChangeActor,
    { key, title, parent = null, leader = null, organisation = null }: NewDepartment,
  ): Promise<DepartmentView> {
    return this.changes.carryOut(by, 'department:create', async (session) => {
      const id = this.ids();
      const above = await this.named(session, parent);
      await requireActiveUser(session, leader, '/leader');
      await session.query(
        'INSERT INTO core.department (id, key, title, parent, leader, created_at, organisation) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [id, key, JSON.stringify(title), above, leader, this.clock(), organisation],
      );
      const made = { title, parent, leader, organisation, active: true };
      return {
        id,
        value: { key, ...made, members: 0 },
        changes: differencesOf<Written>(key, {}, made),
      };
    });
  }

  change(by: ChangeActor, key: string, change: DepartmentChange): Promise<DepartmentView> {
    return this.changes.carryOut(by, 'department:change', async (session) => {
      const before = await this.locked(session, key);
      const after = { ...viewOf(before), ...change };
      const changes = differencesOf<Written>(key, writtenOf(before), writtenOf(after));
      if (changes.length > 0) await this.write(session, before, after);
      return { id: before.id, value: after, changes };
    });
  }

  remove(by: ChangeActor, key: string): Promise<void> {
    return this.changes.carryOut(by, 'department:delete', async (session) => {
      const before = await this.locked(session, key);
      const { rows } = await session.query<{ members: number; below: number }>(
        `SELECT (SELECT count(*)::integer FROM core.user_account WHERE department = $1) AS members,
                (SELECT count(*)::integer FROM core.department WHERE parent = $1) AS below`,
        [before.id],
      );
      refuseUnlessEmpty(rows[0] ?? before);
      await refuseWhereBooked(session, key);
      await session.query('DELETE FROM core.department WHERE id = $1', [before.id]);
      return {
        id: before.id,
        value: undefined,
        changes: differencesOf<Written>(key, writtenOf(before), {}),
      };
    });
  }

  private async write(session: SqlSession, before: Row, after: Written): Promise<void> {
    if (before.active && !after.active) refuseUnlessEmpty(before);
    const above = await this.named(session, after.parent);
    if (after.leader !== before.leader) await requireActiveUser(session, after.leader, '/leader');
    if (before.organisation !== null && after.organisation === null)
      await refuseWhereBooked(session, before.key);
    await session.query(
      'UPDATE core.department SET title = $2, parent = $3, leader = $4, active = $5, organisation = $6 WHERE id = $1',
      [before.id, JSON.stringify(after.title), above, after.leader, after.active, after.organisation],
    );
  }

  /** The department, which nobody else changes until this is over. */
  private async locked(session: SqlSession, key: string): Promise<Row> {
    const { rows } = await session.query<Row>(`${READ} WHERE d.key = $1 FOR UPDATE OF d`, [key]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  private async named(session: SqlSession, key: string | null): Promise<string | null> {
    if (key === null) return null;
    const { rows } = await session.query<{ id: string }>(
      'SELECT id FROM core.department WHERE key = $1 AND active FOR SHARE',
      [key],
    );
    if (!rows[0]) throw invalid([issue('unknown_department', '/parent', { department: key })]);
    return rows[0].id;
  }
}

/** Nobody is left without a place by closing or deleting the department he is in. */
function refuseUnlessEmpty({ members, below }: { readonly members: number; readonly below: number }): void {
  if (members + below > 0)
    throw new Refusal(409, 'department_not_empty', [], { params: { members, departments: below } });
}

/** What was booked for an organisation stays in books that somebody can name. */
async function refuseWhereBooked(session: SqlSession, organisation: string): Promise<void> {
  const { rows } = await session.query(
    `SELECT 1 FROM ledger.posting WHERE organisation = $1 UNION ALL SELECT 1 FROM ledger.closing WHERE organisation = $1 LIMIT 1`,
    [organisation],
  );
  if (rows.length > 0) throw new Refusal(409, 'organisation_has_books');
}

function writtenOf({ title, parent, leader, organisation, active }: Written): Written {
  return { title, parent, leader, organisation, active };
}

function viewOf({ key, title, parent, leader, organisation, active, members }: Row): DepartmentView {
  return { key, title, parent, leader, organisation, active, members };
}
