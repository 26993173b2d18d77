import type { ClientBase } from 'pg';

/** What becomes of messages that had not been delivered yet when the backup was made. */
export const OUTBOX_WISHES = ['hold', 'send', 'discard'] as const;
export type OutboxWish = (typeof OUTBOX_WISHES)[number];

export interface RestWish {
  readonly outbox: OutboxWish;
  /** The original goes on somewhere else: this one calls nobody, and keys of programs are no good here. */
  readonly asCopy: boolean;
  /** Instant of the restore. */
  readonly at: string;
}

export interface Rested {
  /** Messages that wait until somebody lets them go. */
  readonly held: number;
  readonly discarded: number;
  readonly endpointsSwitchedOff: number;
  readonly keysRevoked: number;
}

/** A message that is due at no time is held; `outbox release` lets it go. */
export const HELD = `state = 'waiting' AND next_at = 'infinity'`;

/** An event goes to endpoints alone; where there are none there is nothing to hold. */
const HOLD = `
  UPDATE core.outbox SET next_at = 'infinity', last_error = 'held by a restore'
   WHERE state = 'waiting' AND topic <> 'notification'
     AND (topic <> 'event' OR EXISTS (SELECT FROM core.webhook_endpoint WHERE active))`;
/** A flow waits for the end of its call: it is held, never thrown away. */
const DISCARD = `
  UPDATE core.outbox SET state = 'failed', last_error = 'discarded by a restore' WHERE state = 'waiting' AND topic IN ('event', 'webhook', 'delivery')`;
const SWITCH_OFF = `
  UPDATE core.webhook_endpoint SET active = false, disabled_reason = 'restored as a copy' WHERE active`;
const SILENCE = 'UPDATE core.channel SET active = false WHERE active';
const REVOKE = `UPDATE core.api_key SET revoked_at = $1 WHERE revoked_at IS NULL`;
const AUDIT = `
  INSERT INTO core.audit_entry (at, action, outcome, channel, changes) VALUES ($1, 'restore_backup', 'done', 'cli', $2)`;

/** Work that a process had taken for some time; it can be taken at once, for that process is not here. */
const LEASED = `
  SELECT c.oid::regclass::text AS name, quote_ident(a.attname) AS field FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('leased_until', 'lease_until') AND NOT a.attisdropped
   WHERE n.nspname IN ('core', 'costing', 'reconciliation') AND c.relkind = 'r' ORDER BY 1`;

/**
 * A restored database begins where nobody is at work: leases are over, and what would go out a second time is held. Messages to
 * inboxes stay inside and are delivered as ever.
 */
export async function putToRest(client: ClientBase, { outbox, asCopy, at }: RestWish): Promise<Rested> {
  await endLeases(client);
  const wish = asCopy && outbox === 'send' ? 'hold' : outbox;
  const count = async (text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rowCount ?? 0;
  const discarded = wish === 'discard' ? await count(DISCARD) : 0;
  const held = wish === 'send' ? 0 : await count(HOLD);
  const endpointsSwitchedOff = asCopy ? await count(SWITCH_OFF) : 0;
  if (asCopy) await count(SILENCE);
  const keysRevoked = asCopy ? await count(REVOKE, [at]) : 0;
  const rested = { held, discarded, endpointsSwitchedOff, keysRevoked };
  await client.query(AUDIT, [at, JSON.stringify(rested)]);
  return rested;
}

async function endLeases(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; field: string }>(LEASED);
  for (const { name, field } of rows)
    await client.query(`UPDATE ${name} SET ${field} = '-infinity' WHERE ${field} IS NOT NULL`);
}
