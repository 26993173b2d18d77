import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Where the embedded server of a data folder keeps its files. */
export async function clusterFolder(dataDir: string): Promise<string> {
  const home = join(dataDir, 'postgres');
  const movedTo = (await readFile(join(home, 'moved-to'), 'utf8').catch(() => '')).trim();
  return join(movedTo === '' ? home : movedTo, 'cluster');
}

/** A balance that is not what its movements add up to. */
export interface BrokenBalance {
  readonly key_id: string;
  readonly balance: readonly string[];
  readonly movements: readonly string[];
}

const BROKEN_BALANCES = `
  SELECT key_id::text, array[b.r1, b.r2, b.r3, b.r4]::text[] AS balance, array[m.r1, m.r2, m.r3, m.r4]::text[] AS movements
    FROM ledger.balance b
    FULL JOIN (SELECT m.key_id, coalesce(sum(m.r1), 0) AS r1, coalesce(sum(m.r2), 0) AS r2,
                      coalesce(sum(m.r3), 0) AS r3, coalesce(sum(m.r4), 0) AS r4
                 FROM ledger.movement m GROUP BY m.key_id) m USING (key_id)
   WHERE (b.r1, b.r2, b.r3, b.r4) IS DISTINCT FROM (m.r1, m.r2, m.r3, m.r4)
     AND NOT (m.r1 IS NULL AND b.r1 = 0 AND b.r2 = 0)`;

const UNBALANCED_VOUCHERS = `
  SELECT v.id::text FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id GROUP BY v.id
  HAVING sum(l.amount) FILTER (WHERE l.side = 'debit') IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'credit')
      OR v.total IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'debit')`;

/** Tables that only commands write, row by row. Deliveries and sessions go on by themselves and are left out. */
/** Totals and seals follow what was posted, when workers find the time: no command writes them. */
const COMMAND_TABLES = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND (n.nspname IN ('data', 'ledger') OR c.oid IN ('core.flow_instance'::regclass, 'core.flow_event'::regclass,
          'core.task'::regclass, 'core.timer'::regclass, 'core.idempotency_request'::regclass))
     AND c.oid <> ALL (ARRAY['ledger.month_mark', 'ledger.month_total', 'ledger.seal', 'ledger.sealed_posting']::regclass[])
   ORDER BY 1`;

/** The embedded database seen by its superuser: what tests compare with what the API said. */
export class EngineDatabase {
  private constructor(
    private readonly client: pg.Client,
    private readonly dataDir: string,
  ) {}

  static async connect(dataDir: string): Promise<EngineDatabase> {
    const folder = await clusterFolder(dataDir);
    const client = new pg.Client({
      host: '127.0.0.1',
      port: Number.parseInt(await readFile(join(folder, 'dougong-port'), 'utf8'), 10),
      user: 'postgres',
      password: (await readFile(join(folder, 'dougong-superuser-password'), 'utf8')).trim(),
      database: 'dougong',
      application_name: 'journey',
    });
    // The server stops with its engine; a test that is over has no use for the news.
    client.on('error', () => undefined);
    await client.connect();
    return new EngineDatabase(client, dataDir);
  }

  /** Another connection, for a transaction that others must wait for. */
  another(): Promise<EngineDatabase> {
    return EngineDatabase.connect(this.dataDir);
  }

  async rows<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    return (await this.client.query<Row>(text, [...values])).rows;
  }

  /** The one value of a question that has one. */
  async value<T = unknown>(text: string, values: readonly unknown[] = []): Promise<T> {
    const [row] = await this.rows(text, values);
    return Object.values(row ?? {})[0] as T;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  /** Balances that differ from the sum of their movements. */
  brokenBalances(): Promise<BrokenBalance[]> {
    return this.rows<BrokenBalance & pg.QueryResultRow>(BROKEN_BALANCES);
  }

  /** Vouchers whose sides differ. */
  unbalancedVouchers(): Promise<pg.QueryResultRow[]> {
    return this.rows(UNBALANCED_VOUCHERS);
  }

  /** A fingerprint of everything that a command may write, so that "nothing changed" can be asked in one line. */
  async fingerprint(): Promise<Readonly<Record<string, string>>> {
    const tables = await this.rows<{ name: string }>(COMMAND_TABLES);
    const columns = tables.map(
      ({ name }, at) =>
        `(SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM ${name} t) AS "${at}"`,
    );
    const done = `(SELECT count(*) FROM core.audit_entry WHERE outcome = 'done' AND form IS NOT NULL) AS audited`;
    const sent = `(SELECT count(*) FROM core.outbox) AS sent`;
    const [row] = await this.rows(`SELECT ${[...columns, done, sent].join(', ')}`);
    const named = tables.map(({ name }, at) => [name, String(row?.[at])] as const);
    return Object.fromEntries([
      ...named,
      ['audit done', String(row?.['audited'])],
      ['outbox', String(row?.['sent'])],
    ]);
  }

  /** The last entries of the audit that tell of refused attempts, oldest first. */
  async refusedAttempts(count: number): Promise<pg.QueryResultRow[]> {
    const rows = await this.rows(
      `SELECT u.login, a.action, a.code, a.form, a.record_id FROM core.audit_entry a LEFT JOIN core.user_account u ON u.id = a.actor
        WHERE a.outcome = 'refused' ORDER BY a.id DESC LIMIT $1`,
      [count],
    );
    return rows.reverse();
  }
}
