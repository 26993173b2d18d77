import { Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid } from '../http/refusal.js';
import type { ChangeActor } from '../people/organisation-changes.js';
import { differencesOf } from '../people/organisation-changes.js';
import { SecretBox } from '../secrets/sealed-secret.js';
import type { ChannelView, PutChannel } from './channel.wire.js';
import { channelKind } from './kinds/index.js';
import type { ChannelField, ChannelKind } from './kinds/index.js';

type Values = Readonly<Record<string, string>>;

/** A channel as it lies in the database. */
interface ChannelRow extends Record<string, unknown> {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly values: Values;
  readonly sealed: Buffer | null;
  readonly active: boolean;
}

type ChannelHealth = Omit<ChannelView, 'secrets'> & Pick<ChannelRow, 'sealed'>;

/** A channel that can be used. */
export interface ReadyChannel {
  readonly key: string;
  readonly kind: ChannelKind;
  readonly title: string;
  readonly active: boolean;
  /** Secrets included. */
  readonly values: Values;
}

const COLUMNS = 'c.key, c.kind, c.title, c.values, c.sealed, c.active';

const LIST = `
  SELECT ${COLUMNS}, p.failures, p.paused_until AS "pausedUntil", p.last_error AS "lastError", p.failed_at AS "failedAt",
         p.delivered_at AS "deliveredAt",
         count(o.id) FILTER (WHERE o.state = 'waiting')::integer AS waiting,
         count(o.id) FILTER (WHERE o.state = 'failed')::integer AS failed
    FROM core.channel c LEFT JOIN core.delivery_place p ON p.place = 'channel:' || c.key
    LEFT JOIN core.outbox o ON o.topic = 'delivery' AND o.payload ->> 'channel' = c.key AND o.state <> 'delivered'
   GROUP BY c.key, p.place ORDER BY c.created_at, c.key`;

const PUT = `
  INSERT INTO core.channel (key, kind, title, values, sealed, active) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (key) DO UPDATE SET title = EXCLUDED.title, values = EXCLUDED.values, sealed = EXCLUDED.sealed, active = EXCLUDED.active`;

/** The channels that an administrator has set up. Their secrets lie locked and are never shown. */
@Injectable()
export class ChannelBook {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
  ) {}

  /** What there is, and how it is doing. */
  async list(): Promise<readonly ChannelView[]> {
    const { rows } = await this.database.query<ChannelHealth & Record<string, unknown>>(LIST);
    return rows.map(({ sealed, ...row }) => ({
      ...row,
      failures: row.failures ?? 0,
      secrets: Object.keys(this.secretsOf(row.key, sealed)),
    }));
  }

  /** A channel with its secrets; nothing where there is none, or none of that kind any more. */
  async ready(key: string): Promise<ReadyChannel | undefined> {
    const { rows } = await this.database.query<ChannelRow>(
      `SELECT ${COLUMNS} FROM core.channel c WHERE c.key = $1`,
      [key],
    );
    const row = rows[0];
    const kind = row && channelKind(row.kind);
    if (!row || !kind) return undefined;
    const { title, active, values, sealed } = row;
    return { key, kind, title, active, values: { ...values, ...this.secretsOf(key, sealed) } };
  }

  /** Makes or changes a channel. A secret that is left out stays as it is. */
  async put(key: string, wish: PutChannel, by: ChangeActor): Promise<void> {
    const kind = channelKind(wish.kind);
    if (!kind) throw invalid([issue('channel_kind_unknown', '/kind', { value: wish.kind })]);
    await this.database.transaction(async (session) => {
      const before = await locked(session, key);
      if (before && before.kind !== wish.kind) throw invalid([issue('channel_kind_fixed', '/kind')]);
      const kept = before ? this.secretsOf(key, before.sealed) : {};
      const { open, secrets, issues } = sorted(kind, wish.values, kept);
      if (issues.length > 0) throw invalid(issues);
      const hasSecrets = Object.keys(secrets).length > 0;
      const sealed = hasSecrets ? this.box.seal(JSON.stringify(secrets), `channel:${key}`) : null;
      const { title, active = true } = wish;
      await session.query(PUT, [key, wish.kind, title, JSON.stringify(open), sealed, active]);
      await session.query('DELETE FROM core.delivery_place WHERE place = $1', [`channel:${key}`]);
      const told = { title, active, ...open, ...changedSecrets(secrets, kept) };
      const was = before ? { title: before.title, active: before.active, ...before.values } : {};
      await this.note(session, by, 'channel:put', differencesOf<object>(key, was, told));
    });
  }

  /** Tells whether there was one. What waits for it fails. */
  remove(key: string, by: ChangeActor): Promise<boolean> {
    return this.database.transaction(async (session) => {
      const before = await locked(session, key);
      if (!before) return false;
      await session.query('DELETE FROM core.channel WHERE key = $1', [key]);
      await session.query('DELETE FROM core.delivery_place WHERE place = $1', [`channel:${key}`]);
      const { title, active, values } = before;
      await this.note(session, by, 'channel:remove', differencesOf(key, { title, active, ...values }, {}));
      return true;
    });
  }

  private secretsOf(key: string, sealed: Buffer | null): Values {
    return sealed === null ? {} : (JSON.parse(this.box.open(sealed, `channel:${key}`)) as Values);
  }

  private async note(
    session: SqlSession,
    by: ChangeActor,
    action: string,
    changes: readonly unknown[],
  ): Promise<void> {
    if (changes.length > 0) await this.audit.write(session, { ...by, action, outcome: 'done', changes });
  }
}

async function locked(session: SqlSession, key: string): Promise<ChannelRow | undefined> {
  const { rows } = await session.query<ChannelRow>(
    `SELECT ${COLUMNS} FROM core.channel c WHERE c.key = $1 FOR UPDATE`,
    [key],
  );
  return rows[0];
}

/** The audit says that a secret is another one, never which. */
function changedSecrets(secrets: Values, kept: Values): Readonly<Record<string, string>> {
  const changed = Object.keys(secrets).filter((name) => secrets[name] !== kept[name]);
  return Object.fromEntries(changed.map((name) => [name, '••••']));
}

/** What is said about a channel, secrets apart, with everything that is wrong with it. */
function sorted(kind: ChannelKind, given: Values, kept: Values) {
  const [open, secrets]: [Record<string, string>, Record<string, string>] = [{}, {}];
  const issues: Issue[] = Object.keys(given)
    .filter((name) => !kind.fields.some(({ key }) => key === name))
    .map((name) => issue('unknown_field', `/values/${name}`, { field: name }));
  for (const field of kind.fields) {
    const value = valueOf(field, given, kept);
    const fault = faultOf(field, value);
    if (fault) issues.push(fault);
    else if (value !== '') (field.secret ? secrets : open)[field.key] = value;
  }
  return { open, secrets, issues };
}

function valueOf({ key, secret, otherwise = '' }: ChannelField, given: Values, kept: Values): string {
  const said = given[key]?.trim();
  if (secret && said === undefined) return kept[key] ?? '';
  return said === undefined || said === '' ? otherwise : said;
}

function faultOf(field: ChannelField, value: string): Issue | undefined {
  const at = `/values/${field.key}`;
  if (value === '') return field.optional ? undefined : issue('required', at, { field: field.title });
  const fits = field.choices
    ? field.choices.some((choice) => choice.value === value)
    : field.pattern === undefined || new RegExp(field.pattern).test(value);
  if (fits) return undefined;
  const { example = field.choices?.map((choice) => choice.value).join(', ') ?? '' } = field;
  return issue('channel_value_unusable', at, { field: field.title, example });
}
