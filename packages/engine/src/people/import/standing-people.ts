import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { knownRoles } from '../../identity/role-keys.js';
import type { KnownNames, SheetPerson } from './people-sheet.js';

/** Somebody who is there already, as far as a sheet can say it. */
export interface StandingPerson {
  readonly id: string;
  readonly login: string;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly email: string | null;
  readonly department: string | null;
  readonly posts: readonly string[];
  readonly roles: readonly string[];
}

const READ = `
  SELECT u.id, u.login, u.kind, u.name, u.email, d.key AS department,
         ARRAY(SELECT p.key FROM core.user_post h JOIN core.post p ON p.id = h.post_id
                WHERE h.user_id = u.id ORDER BY h.position) AS posts,
         ARRAY(SELECT r.role_key FROM core.user_role r WHERE r.user_id = u.id ORDER BY r.role_key) AS roles
    FROM core.user_account u LEFT JOIN core.department d ON d.id = u.department
   WHERE u.login = ANY ($1::text[])`;

/** What a sheet of people is compared with. */
@Injectable()
export class StandingPeople {
  constructor(private readonly database: Database) {}

  /** The accounts with these logins. */
  async called(logins: readonly string[]): Promise<ReadonlyMap<string, StandingPerson>> {
    const { rows } = await this.database.query<StandingPerson & Record<string, unknown>>(READ, [logins]);
    return new Map(rows.map((row) => [row.login, row]));
  }

  /** Departments, posts and roles by which a sheet may name them. */
  async names(): Promise<KnownNames> {
    const titles = async (table: 'department' | 'post') => {
      const where = table === 'department' ? ' WHERE active' : '';
      const { rows } = await this.database.query<{ key: string; title: Localized }>(
        `SELECT key, title FROM core.${table}${where} ORDER BY key`,
      );
      return new Map(rows.map(({ key, title }) => [key, title]));
    };
    return {
      department: await titles('department'),
      posts: await titles('post'),
      roles: await knownRoles(this.database),
    };
  }
}

/** Whether everything that a sheet says of somebody is so already; what it leaves out is left alone. */
export function isSaid(
  before: StandingPerson,
  { name, email, department, posts, roles }: SheetPerson,
): boolean {
  return (
    name === before.name &&
    (email === undefined || email === before.email) &&
    (department === undefined || department === before.department) &&
    (posts === undefined || isDeepStrictEqual(posts, before.posts)) &&
    (roles === undefined || isDeepStrictEqual(roles.toSorted(), before.roles.toSorted()))
  );
}
