import type { Database } from '../database/database.js';

/** How long an upload waits for the record that it is meant for. */
export const KEEP_UNUSED_MS = 86_400_000;

const FILES = `
  DELETE FROM core.file WHERE id = ANY (ARRAY(
    SELECT f.id FROM core.file f
     WHERE f.unused_since < $1 AND NOT EXISTS (SELECT 1 FROM core.file_use u WHERE u.file_id = f.id)
     LIMIT $2))
  RETURNING sha256`;

const CONTENTS = `
  DELETE FROM core.file_content c
   WHERE c.sha256 = ANY($1::bytea[]) AND NOT EXISTS (SELECT 1 FROM core.file f WHERE f.sha256 = c.sha256)`;

/**
 * Throws away files that no record has used since an instant, and contents that no file has any more.
 * @param max files of one round.
 * @returns how many files went.
 */
export function clearUnusedFiles(database: Database, before: string, max: number): Promise<number> {
  return database.transaction(async (session) => {
    const { rows } = await session.query<{ sha256: Buffer }>(FILES, [before, max]);
    if (rows.length > 0) await session.query(CONTENTS, [rows.map(({ sha256 }) => sha256)]);
    return rows.length;
  });
}
