import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { rowsOf } from '../note-backup.js';
import type { DrillReport } from './drill.js';

/** How a drill that succeeded is written down. */
export const NOTE_DRILL = `
  INSERT INTO core.backup_drill (id, file, backup_at, at, row_count, seconds, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const AUDIT = `
  INSERT INTO core.audit_entry (at, action, outcome, channel, changes) VALUES ($1, 'drill_backup', 'done', 'cli', $2)`;

/** What is written down of a drill: the file, whose moment it is, how many rows came back and how long it took. */
export function notedOf({ restored: { manifest }, seconds }: DrillReport) {
  const { server, restore, engine } = seconds;
  return {
    backupAt: manifest.origin.createdAt,
    rows: rowsOf(manifest),
    seconds: Math.round(server + restore + engine),
  };
}

export interface DrillByHand {
  readonly path: string;
  readonly report: DrillReport;
  readonly at: string;
}

/** Notes a drill that somebody made by hand. @param url of the application's role. */
export async function noteDrill(url: string, { path, report, at }: DrillByHand): Promise<void> {
  const { backupAt, rows, seconds } = notedOf(report);
  const client = new pg.Client({ connectionString: url, application_name: 'dougong drill' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(NOTE_DRILL, [randomUUID(), path, backupAt, at, rows, seconds, null]);
    await client.query(AUDIT, [at, JSON.stringify({ file: path, rows, seconds })]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
