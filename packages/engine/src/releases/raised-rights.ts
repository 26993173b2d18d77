import type { Definition, SystemRight } from '@dougong/kernel/metadata';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';

/** Whoever has it may give people every role, and with it every right. */
const GIVES_ALL: SystemRight = 'administer';

const ROLES = `
  SELECT DISTINCT r.role_key AS role, r.user_id = ANY ($1::uuid[]) AS answers
    FROM core.user_role r JOIN core.user_account u ON u.id = r.user_id WHERE u.active`;

/**
 * Refuses a release in which a role that somebody holds gains a right of the system that none of those who answer for it has: who may
 * draw roles would otherwise make himself an administrator. Nobody answers for what the command line and the first start do.
 * @throws Refusal 403 naming the role and the right.
 */
export async function refuseRaisedRights(
  session: Pick<SqlSession, 'query'>,
  before: readonly Definition[],
  after: readonly Definition[],
  answering: readonly string[],
): Promise<void> {
  const raised = raisedRights(before, after);
  if (answering.length === 0 || raised.length === 0) return;
  const { rows } = await session.query<{ role: string; answers: boolean }>(ROLES, [answering]);
  const held = new Set(rows.map(({ role }) => role));
  const own = new Set(rows.filter(({ answers }) => answers).flatMap(({ role }) => rightsOf(before, role)));
  if (own.has(GIVES_ALL)) return;
  const found = raised.find(({ role, right }) => held.has(role) && !own.has(right));
  if (found) throw new Refusal(403, 'right_beyond_own', [], { params: { ...found } });
}

/** Rights that roles have and did not have before. */
export function raisedRights(
  before: readonly Definition[],
  after: readonly Definition[],
): readonly { readonly role: string; readonly right: SystemRight }[] {
  return after.flatMap((each) => {
    if (each.kind !== 'role') return [];
    const had = new Set(rightsOf(before, each.key));
    return (each.system ?? []).filter((right) => !had.has(right)).map((right) => ({ role: each.key, right }));
  });
}

function rightsOf(definitions: readonly Definition[], role: string): readonly SystemRight[] {
  const found = definitions.find((each) => each.kind === 'role' && each.key === role);
  return found?.kind === 'role' ? (found.system ?? []) : [];
}
