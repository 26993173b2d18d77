import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../../database/sql-session.js';
import { SecurityPolicies } from '../../identity/policy/security-policies.js';
import { knownRoles } from '../../identity/role-keys.js';

const GROUPS = `
  SELECT g.name FROM core.outside_group g JOIN core.outside_group_member m ON m.group_id = g.id WHERE m.user_id = $1`;

/** In one order, so that those who settle the same people wait for each other and never in a ring. */
const LOCK = 'SELECT FROM core.user_account WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE';

const PUT = `
  WITH gone AS (DELETE FROM core.user_role WHERE user_id = $1 AND source = 'group' AND role_key <> ALL ($2::text[]))
  INSERT INTO core.user_role (user_id, role_key, source) SELECT $1, unnest($2::text[]), 'group'
  ON CONFLICT (user_id, role_key) DO NOTHING`;

/**
 * Roles by the groups of a directory outside: those that the policy names for a group, or the role that is called like
 * it. Roles that were given by hand are left alone.
 */
@Injectable()
export class GroupRoles {
  constructor(private readonly policies: SecurityPolicies) {}

  /** @param claimed groups that a provider has named just now, beside those that are kept here. */
  async settle(
    session: SqlSession,
    users: readonly string[],
    claimed: readonly string[] = [],
  ): Promise<void> {
    if (users.length === 0) return;
    // Two groups may let go of somebody at once: the second looks when the first is done, or each would keep the other's role.
    await session.query(LOCK, [users]);
    const rolesOf = await this.rolesByGroup(session);
    for (const user of users) {
      const { rows } = await session.query<{ name: string }>(GROUPS, [user]);
      const groups = [...rows.map(({ name }) => name), ...claimed];
      await session.query(PUT, [user, [...new Set(groups.flatMap(rolesOf))]]);
    }
  }

  private async rolesByGroup(session: SqlSession): Promise<(group: string) => readonly string[]> {
    const [{ groupRoles }, known] = [await this.policies.read(), await knownRoles(session)];
    return (group) => {
      if (Object.hasOwn(groupRoles, group))
        return (groupRoles[group] ?? []).filter((role) => known.has(role));
      return [...known].flatMap(([key, title]) =>
        key === group || Object.values(title).includes(group) ? [key] : [],
      );
    };
  }
}
