import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { EVERYBODY } from '../case-definitions.js';
import { ADMIN_ROLE, roleKey } from '../case-flow.js';
import type { CaseNames } from '../case-names.js';
import type { CaseOrg, CaseSettings, CaseUser } from '../flow-case.js';
import { isObject } from '../../suite.js';
import type { JsonObject } from '../../suite.js';

/** The people of a case in the database, instead of those of the case before. */

/** Everybody of earlier plays leaves the company; nothing that waits for them is due any more, and none of their flows goes on. */
const CLEAR = `
  UPDATE core.flow_instance SET ended_at = started_at WHERE ended_at IS NULL;
  DELETE FROM core.timer;
  DELETE FROM core.outbox;
  DELETE FROM core.deputy;
  DELETE FROM core.user_role;
  UPDATE core.user_account SET active = false, department = NULL;
  DELETE FROM core.department`;

const ADD_USERS = `
  INSERT INTO core.user_account (id, login, name, active)
  SELECT id, id::text, name, active FROM jsonb_to_recordset($1) x (id uuid, name text, active boolean)`;

const ADD_DEPARTMENTS = `
  INSERT INTO core.department (id, key, title, leader)
  SELECT id, key, jsonb_build_object('zh-CN', key, 'en', key), leader
    FROM jsonb_to_recordset($1) x (id uuid, key text, leader uuid)`;

const HANG_BELOW = `
  UPDATE core.department d SET parent = p.id
    FROM jsonb_to_recordset($1) x (key text, parent text) JOIN core.department p ON p.key = x.parent
   WHERE d.key = x.key`;

const PLACE_USERS = `
  UPDATE core.user_account u SET department = d.id
    FROM jsonb_to_recordset($1) x (id uuid, dept text) JOIN core.department d ON d.key = x.dept WHERE u.id = x.id`;

const ADD_ROLES = `
  INSERT INTO core.user_role (user_id, role_key)
  SELECT DISTINCT id, role FROM jsonb_to_recordset($1) x (id uuid, role text)`;

const ADD_DEPUTIES = `
  INSERT INTO core.deputy (id, user_id, deputy_id, starts_at, created_at)
  SELECT gen_random_uuid(), person, deputy, '2000-01-01', '2000-01-01'
    FROM jsonb_to_recordset($1) x (person uuid, deputy uuid)`;

/** Puts the organisation of a case in the place of whatever was there. */
export async function foundCompany(
  owner: Pool,
  org: CaseOrg,
  settings: CaseSettings,
  names: CaseNames,
): Promise<void> {
  const users = Object.entries(org.users).map(([name, user]) => ({ ...user, name, id: names.userId(name) }));
  const departments = Object.entries(org.departments).map(([key, { leader, parent }]) => ({
    id: randomUUID(),
    key,
    leader: leader == null ? null : names.userId(leader),
    parent: parent ?? null,
  }));
  const agents = Object.entries(settings.agents ?? {});
  await owner.query(CLEAR);
  await owner.query(ADD_USERS, [json(users.map((user) => ({ ...user, active: user.active !== false })))]);
  await owner.query(ADD_DEPARTMENTS, [json(departments)]);
  await owner.query(HANG_BELOW, [json(departments)]);
  await owner.query(PLACE_USERS, [json(users)]);
  await owner.query(ADD_ROLES, [json(users.flatMap((user) => rolesOf(user, settings)))]);
  await owner.query(ADD_DEPUTIES, [
    json(agents.map(([person, deputy]) => ({ person: names.userId(person), deputy: names.userId(deputy) }))),
  ]);
}

interface NamedUser extends CaseUser {
  readonly id: string;
  readonly name: string;
}

function rolesOf({ id, name, roles = [] }: NamedUser, { admin }: CaseSettings) {
  const held = [EVERYBODY, ...roles.map(roleKey), ...(name === admin ? [ADMIN_ROLE] : [])];
  return held.map((role) => ({ id, role }));
}

/**
 * Changes what the company knows of somebody: whether he is there, his department, his roles, or whom he leads.
 */
export async function changeUser(
  owner: Pool,
  name: string,
  set: JsonObject,
  settings: CaseSettings,
  names: CaseNames,
): Promise<void> {
  const id = names.userId(name);
  if (typeof set['active'] === 'boolean')
    await owner.query('UPDATE core.user_account SET active = $2 WHERE id = $1', [id, set['active']]);
  if (set['dept'] !== undefined)
    await owner.query(
      'UPDATE core.user_account SET department = (SELECT id FROM core.department WHERE key = $2) WHERE id = $1',
      [id, set['dept']],
    );
  if (Array.isArray(set['roles'])) {
    await owner.query('DELETE FROM core.user_role WHERE user_id = $1', [id]);
    await owner.query(ADD_ROLES, [json(rolesOf({ id, name, roles: set['roles'].map(String) }, settings))]);
  }
  const leads = isObject(set['leads']) ? [] : [set['leads'] ?? []].flat();
  for (const department of leads)
    await owner.query('UPDATE core.department SET leader = $1 WHERE key = $2', [id, department]);
}

function json(rows: readonly object[]): string {
  return JSON.stringify(rows);
}
