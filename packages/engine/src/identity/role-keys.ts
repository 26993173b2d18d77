import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';

const READ = `
  SELECT d.value ->> 'key' AS key, d.value -> 'title' AS title
    FROM core.current_release c JOIN core.release e ON e.number = c.number, jsonb_array_elements(e.definitions) d
   WHERE d.value ->> 'kind' = 'role'`;

/** The roles of the release in force, with their titles. */
export async function knownRoles(
  session: Pick<SqlSession, 'query'>,
): Promise<ReadonlyMap<string, Localized>> {
  const { rows } = await session.query<{ key: string; title: Localized }>(READ);
  return new Map(rows.map(({ key, title }) => [key, title]));
}
