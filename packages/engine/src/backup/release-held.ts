import pg from 'pg';
import { HELD } from './restore/put-to-rest.js';

const RELEASE = `UPDATE core.outbox SET next_at = $1, last_error = NULL WHERE ${HELD}`;
const DISCARD = `
  UPDATE core.outbox SET state = 'failed', last_error = 'discarded' WHERE ${HELD} AND topic IN ('event', 'webhook')`;
const AUDIT = `
  INSERT INTO core.audit_entry (at, action, outcome, channel, changes) VALUES ($1, $2, 'done', 'cli', $3)`;

/**
 * Lets the messages go that a restore holds, or throws them away; calls that a flow waits for are never thrown away.
 * @param url of the application's role. @param at the instant of it.
 * @returns how many there were.
 */
export async function releaseHeld(url: string, at: string, discard: boolean): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'dougong outbox' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = discard ? await client.query(DISCARD) : await client.query(RELEASE, [at]);
    const messages = rowCount ?? 0;
    const action = discard ? 'discard_held' : 'release_held';
    await client.query(AUDIT, [at, action, JSON.stringify({ messages })]);
    await client.query('COMMIT');
    return messages;
  } finally {
    await client.end();
  }
}
