import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { BackupReport } from './create-backup.js';

const NOTE = `
  INSERT INTO core.backup (id, state, file, encrypted, asked_at, finished_at, bytes, row_count, release)
  VALUES ($1, 'done', $2, $3, $4, $5, $6, $7, $8)`;
const AUDIT = `
  INSERT INTO core.audit_entry (at, action, outcome, channel, changes) VALUES ($1, 'make_backup', 'done', 'cli', $2)`;

/** Notes a backup that somebody made by hand, so that its age is known. @param url of the application's role. */
export async function noteBackup(
  url: string,
  { path, bytes, manifest }: BackupReport,
  encrypted: boolean,
  finishedAt: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'dougong backup' });
  await client.connect();
  try {
    const { createdAt, release } = manifest.origin;
    await client.query('BEGIN');
    await client.query(NOTE, [
      randomUUID(),
      path,
      encrypted,
      createdAt,
      finishedAt,
      bytes,
      rowsOf(manifest),
      release,
    ]);
    await client.query(AUDIT, [finishedAt, JSON.stringify({ file: path, bytes })]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The rows of all parts. */
export function rowsOf({ parts }: BackupReport['manifest']): number {
  return parts.reduce((sum, part) => sum + part.rows, 0);
}
