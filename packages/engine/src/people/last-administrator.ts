import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';

const COUNT = `
  SELECT count(DISTINCT u.id)::integer AS count
    FROM core.current_release c JOIN core.release e ON e.number = c.number, jsonb_array_elements(e.definitions) d,
         core.user_role r JOIN core.user_account u ON u.id = r.user_id
   WHERE d.value ->> 'kind' = 'role' AND d.value -> 'system' ? 'administer' AND r.role_key = d.value ->> 'key'
     AND u.active AND u.kind = 'person'`;

/** Does something with people or their roles, unless nobody would be left who administers: then nobody could mend it. */
export async function keepingAdministrators<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  const before = await count(session);
  const result = await work();
  if (before > 0 && (await count(session)) === 0) throw new Refusal(409, 'last_administrator');
  return result;
}

async function count(session: SqlSession): Promise<number> {
  const { rows } = await session.query<{ count: number }>(COUNT);
  return rows[0]?.count ?? 0;
}
