import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { issue } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { NewAuditEntry } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { invalid, notFound } from '../../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import type { HookSecretWire } from './hook.wire.js';

const SECRET_BYTES = 32;
/** Enough to change one for another in peace; each is tried at every call. */
const SECRETS_MAX = 5;

/** Serializes what is done to the secrets of one address, so that nobody counts past the most of them. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('rule_hook_secret/' || $1, 0))`;

const ADD = `
  INSERT INTO core.rule_hook_secret (id, hook, secret, created_at, created_by)
  SELECT $1, $2, $3, $4, $5
   WHERE (SELECT count(*) FROM core.rule_hook_secret WHERE hook = $2) < ${SECRETS_MAX}`;

/** What the audit is told about who changes an address. */
export type HookActor = Pick<NewAuditEntry, 'channel' | 'ip' | 'requestId'> & { readonly actor: string };

/**
 * The secrets that callers sign with. They are kept beside those of endpoints, in the database: told once, in no list, log
 * or definition. An address may have several, so that a new one is in use before the old one ends.
 */
@Injectable()
export class HookSecrets {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Adds a secret; from then on the address takes signed calls only. */
  async add(hook: string, given: string | undefined, by: HookActor): Promise<HookSecretWire> {
    const secret = given ?? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    const [id, createdAt] = [this.ids(), this.clock()];
    await this.database.transaction(async (session) => {
      await session.query(LOCK, [hook]);
      const { rowCount } = await session.query(ADD, [id, hook, secret, createdAt, by.actor]);
      if (rowCount === 0) throw invalid([issue('too_many_secrets', '', { max: SECRETS_MAX })]);
      await this.audit.write(session, entryOf('hook:add_secret', hook, { old: null, new: id }, by));
    });
    return { id, createdAt, createdBy: by.actor, secret };
  }

  /** Ends a secret. The address takes calls with its token again when it was the last one. */
  async remove(hook: string, id: string, by: HookActor): Promise<void> {
    await this.database.transaction(async (session) => {
      const { rowCount } = await session.query(
        'DELETE FROM core.rule_hook_secret WHERE hook = $1 AND id = $2',
        [hook, id],
      );
      if (rowCount === 0) throw notFound();
      await this.audit.write(session, entryOf('hook:remove_secret', hook, { old: id, new: null }, by));
    });
  }
}

/** Names the address and the secret's id, never the secret. */
function entryOf(
  action: string,
  hook: string,
  change: { readonly old: string | null; readonly new: string | null },
  by: HookActor,
): NewAuditEntry {
  return { ...by, action, outcome: 'done', changes: [{ path: `/${hook}/secrets`, ...change }] };
}
