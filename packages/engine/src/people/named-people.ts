import { issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { invalid } from '../http/refusal.js';

/** Refuses a user who is not there or has left; nobody at all is fine. */
export async function requireActiveUser(
  session: SqlSession,
  user: string | null,
  path: string,
): Promise<void> {
  if (user === null) return;
  const { rows } = await session.query('SELECT 1 FROM core.user_account WHERE id = $1 AND active FOR SHARE', [
    user,
  ]);
  if (rows.length === 0) throw invalid([issue('unknown_user', path, { user })]);
}
