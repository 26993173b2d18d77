import type { ReleaseFinding } from '@dougong/kernel/commands';
import { valueWord } from '@dougong/kernel/changes';
import type { Definition, RoleDefinition, SystemRight } from '@dougong/kernel/metadata';
import type { SqlSession } from '../database/sql-session.js';

/** Whoever has these can give every other right again; without anybody nothing could be mended from inside. */
const NEEDED: readonly SystemRight[] = ['administer', 'design'];

const HELD = `
  SELECT DISTINCT r.role_key AS role FROM core.user_role r JOIN core.user_account u ON u.id = r.user_id WHERE u.active`;

/**
 * Says which rights nobody would have any more although somebody has them now, at the role that gives them today: when a role is
 * removed, or loses a right, which all who may administer hold.
 */
export async function lockOutFindings(
  session: Pick<SqlSession, 'query'>,
  before: readonly Definition[],
  after: readonly Definition[],
): Promise<readonly ReleaseFinding[]> {
  const { rows } = await session.query<{ role: string }>(HELD);
  const held = new Set(rows.map(({ role }) => role));
  return NEEDED.flatMap((right): ReleaseFinding[] => {
    const [lost] = givers(before, right, held);
    if (lost === undefined || givers(after, right, held).length > 0) return [];
    const definition = { kind: 'role' as const, key: lost.key };
    const params = { right: valueWord('system', right) ?? right, role: lost.title };
    return [{ code: 'nobody_left', severity: 'error', path: '', params, definition }];
  });
}

/**
 * The same for a change of templates, as warnings: whoever takes the last template away knows that it gave the rights, and the
 * command line can install another one.
 */
export async function lockOutWarnings(
  session: Pick<SqlSession, 'query'>,
  before: readonly Definition[],
  after: readonly Definition[],
): Promise<readonly ReleaseFinding[]> {
  const found = await lockOutFindings(session, before, after);
  return found.map((each) => ({ ...each, severity: 'warning' }));
}

/** Roles that give a right and that somebody active has. */
function givers(
  definitions: readonly Definition[],
  right: SystemRight,
  held: ReadonlySet<string>,
): readonly RoleDefinition[] {
  return definitions.flatMap((each) =>
    each.kind === 'role' && (each.system ?? []).includes(right) && held.has(each.key) ? [each] : [],
  );
}
