import { Inject, Injectable } from '@nestjs/common';
import type { CompiledConnector } from '@dougong/kernel/connectors';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound, Refusal } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { isScalarOf } from '../records/sql-scalars.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { SecretBox } from '../secrets/sealed-secret.js';
import type { ConnectorWire, Credentials, PutConnector } from './connector.wire.js';

export type ConnectorActor = Partial<AuditSource> & { readonly actor: string | null };

interface Row extends Record<string, unknown> {
  readonly key: string;
  readonly baseUrl: string;
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly accountActive: boolean;
  readonly credentials: Buffer | null;
  readonly since: string | null;
  readonly active: boolean;
  readonly changedAt: string;
}

/** An outside system as this installation reaches it. */
export interface Connection {
  readonly key: string;
  readonly connector: CompiledConnector;
  readonly baseUrl: string;
  readonly account: string;
  readonly credentials: Credentials;
  readonly since: string | null;
  readonly active: boolean;
}

const READ = `
  SELECT c.key, c.base_url AS "baseUrl", c.account, u.login, u.name, u.active AS "accountActive", c.credentials, c.since, c.active,
         c.changed_at AS "changedAt"
    FROM core.connector c JOIN core.user_account u ON u.id = c.account`;

const PUT = `
  INSERT INTO core.connector (key, base_url, account, credentials, since, active, changed_at, changed_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (key) DO UPDATE SET base_url = EXCLUDED.base_url, account = EXCLUDED.account, credentials = EXCLUDED.credentials,
         since = EXCLUDED.since, active = EXCLUDED.active, changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by`;

/** Where outside systems are, and how they let us in: the installation's business, in no template and no release. */
@Injectable()
export class ConnectorSettings {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The connector of a key in the release in force. */
  async compiled(key: string): Promise<CompiledConnector> {
    const found = (await this.releases.refresh()).connectors.get(key);
    if (!found) throw notFound();
    return found;
  }

  /** How an outside system is reached. */
  async connection(key: string): Promise<Connection> {
    const connector = await this.compiled(key);
    const row = await this.row(this.database, key);
    if (!row)
      throw new Refusal(409, 'connector_not_set', [], { params: { title: connector.definition.title } });
    const { baseUrl, account, since, active } = row;
    return { key, connector, baseUrl, account, since, active, credentials: this.open(row) };
  }

  async all(): Promise<ReadonlyMap<string, NonNullable<ConnectorWire['settings']>>> {
    const { rows } = await this.database.query<Row>(READ);
    return new Map(rows.map((row) => [row.key, this.wire(row)]));
  }

  async put(key: string, wanted: PutConnector, by: ConnectorActor): Promise<void> {
    await this.compiled(key);
    const { since = null } = wanted;
    if (since !== null && !isScalarOf('date', since))
      throw invalid([issue('bad_date', '/since', { value: since })]);
    await this.database.transaction(async (session) => {
      const account = await accountOf(session, wanted.account);
      const before = await this.row(session, key, 'FOR UPDATE OF c');
      const credentials = { ...(before ? this.open(before) : {}), ...wanted.credentials };
      const sealed = Object.keys(credentials).length > 0 ? this.seal(key, credentials) : null;
      const { baseUrl, active = true } = wanted;
      const values = [
        key,
        baseUrl.replace(/\/+$/, ''),
        account,
        sealed,
        since,
        active,
        this.clock(),
        by.actor,
      ];
      await session.query(PUT, values);
      const after = (await this.row(session, key)) as Row;
      await this.note(session, by, after, before, Object.keys(wanted.credentials ?? {}));
    });
  }

  private async row(session: Pick<SqlSession, 'query'>, key: string, lock = ''): Promise<Row | undefined> {
    const { rows } = await session.query<Row>(`${READ} WHERE c.key = $1 ${lock}`, [key]);
    return rows[0];
  }

  private wire(row: Row): NonNullable<ConnectorWire['settings']> {
    const { baseUrl, login, name, accountActive, since, active, changedAt } = row;
    return {
      baseUrl,
      account: { login, name, active: accountActive },
      credentials: Object.keys(this.openOrNothing(row)),
      since,
      active,
      changedAt,
    };
  }

  /** A list is shown even where the key of the installation is another one by now. */
  private openOrNothing(row: Row): Credentials {
    try {
      return this.open(row);
    } catch (error) {
      if (error instanceof Refusal) return {};
      throw error;
    }
  }

  private open({ key, credentials }: Row): Credentials {
    return credentials === null
      ? {}
      : (JSON.parse(this.box.open(credentials, `connector:${key}`)) as Credentials);
  }

  private seal(key: string, credentials: Credentials): Buffer {
    return this.box.seal(JSON.stringify(credentials), `connector:${key}`);
  }

  /** Names the secrets that were set, never what they are. */
  private note(
    session: SqlSession,
    by: ConnectorActor,
    after: Row,
    before: Row | undefined,
    secrets: readonly string[],
  ): Promise<void> {
    const changes = (['baseUrl', 'login', 'since', 'active'] as const).flatMap((part) =>
      before?.[part] === after[part]
        ? []
        : [{ path: `/${after.key}/${part}`, old: before?.[part] ?? null, new: after[part] }],
    );
    const told = secrets.map((name) => ({ path: `/${after.key}/credentials/${name}`, old: null, new: null }));
    return this.audit.write(session, {
      ...by,
      action: 'connector:put',
      outcome: 'done',
      changes: [...changes, ...told],
    });
  }
}

/** People are not made to answer for what a program does. */
async function accountOf(session: SqlSession, login: string): Promise<string> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT id FROM core.user_account WHERE login = $1 AND kind = 'service' AND active`,
    [login],
  );
  if (!rows[0]) throw invalid([issue('connector_account_unknown', '/account', { login })]);
  return rows[0].id;
}
