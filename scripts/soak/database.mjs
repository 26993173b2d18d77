import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../gate/tools.mjs';

const pg = createRequire(join(root, 'packages/engine/package.json'))('pg');
const STOP_TIMEOUT_MS = 60_000;
const ASK_AGAIN_MS = 100;
const ASK_TIMES_MAX = 600;
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' };

/** A PostgreSQL of the soak's own, which engines share and which can be restarted under them. */
export class SoakDatabase {
  #server;
  #pool;

  constructor(folder) {
    this.folder = folder;
    /** How often it was restarted. */
    this.restarts = 0;
  }

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'dougong-soak-'));
    // Root's database server runs as another user, who must get through.
    await chmod(folder, 0o755);
    return SoakDatabase.open(folder);
  }

  /** The one that an earlier run has left in a folder. */
  static async open(folder) {
    const database = new SoakDatabase(folder);
    await database.#open();
    return database;
  }

  /** What engines are told of it. */
  get environment() {
    return { DATABASE_URL: this.#server.appUrl, DATABASE_OWNER_URL: this.#server.ownerUrl };
  }

  /** Ends the server in one of PostgreSQL's ways and starts it again on the same port. */
  async restart(mode) {
    const { port } = this.#server;
    const pid = await this.#postmaster();
    process.kill(pid, SIGNALS[mode]);
    for (let waited = 0; isAlive(pid); waited += ASK_AGAIN_MS) {
      if (waited > STOP_TIMEOUT_MS) throw new Error(`PostgreSQL (process ${pid}) does not end.`);
      await sleep(ASK_AGAIN_MS);
    }
    // Its connections are broken, and it may wait long for each to say so.
    this.#pool.end().catch(() => undefined);
    await this.#open();
    this.restarts += 1;
    if (this.#server.port !== port) throw new Error('PostgreSQL came back on another port.');
  }

  /** Asks past every right; over a restart it asks again. */
  async rows(text, values) {
    for (let time = 1; ; time += 1) {
      try {
        return (await this.#pool.query(text, values)).rows;
      } catch (error) {
        if (!isAway(error) || time === ASK_TIMES_MAX) throw error;
        await sleep(ASK_AGAIN_MS);
      }
    }
  }

  /** Asks several questions about one moment. */
  async atOneMoment(ask) {
    for (let time = 1; ; time += 1) {
      try {
        return await this.#inSnapshot(ask);
      } catch (error) {
        if (!isAway(error) || time === ASK_TIMES_MAX) throw error;
        await sleep(ASK_AGAIN_MS);
      }
    }
  }

  /** What the server wrote of transactions that waited for each other: who had what, and wanted what. */
  async deadlocksTold() {
    const log = await readFile(join(await this.#home(), 'postgres.log'), 'utf8').catch(() => '');
    const told = log.split(/^(?=\d{4}-\d\d-\d\d .*(?:ERROR|LOG|FATAL|WARNING):)/m);
    return told.filter((entry) => entry.includes('deadlock detected'));
  }

  /** Ends it; the data stay where they are if they are to be looked at. */
  async dispose({ keepData = false } = {}) {
    await this.#pool.end().catch(() => undefined);
    await this.#server.stop();
    if (!keepData) await rm(this.folder, { recursive: true, force: true });
  }

  async #inSnapshot(ask) {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return await ask(async (text, values) => (await client.query(text, values)).rows);
    } finally {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }
  }

  async #open() {
    const { startEmbeddedPostgres } = await import('@dougong/engine/database/embedded/index');
    this.#server = await startEmbeddedPostgres({ dataDir: join(this.folder, 'postgres') });
    this.#pool = new pg.Pool({
      connectionString: this.#server.ownerUrl,
      application_name: 'soak',
      max: 8,
      idleTimeoutMillis: 0,
    });
    // A connection that breaks fails its question, not the run.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#pool.on('error', () => undefined);
  }

  async #home() {
    const home = join(this.folder, 'postgres');
    const movedTo = (await readFile(join(home, 'moved-to'), 'utf8').catch(() => '')).trim();
    return movedTo === '' ? home : movedTo;
  }

  async #postmaster() {
    const lock = join(await this.#home(), 'cluster', 'postmaster.pid');
    return Number.parseInt(await readFile(lock, 'utf8'), 10);
  }
}

/** The server is going, gone or coming back. */
function isAway({ code, message }) {
  if (typeof code === 'string' && /^(08|57P|ECONN|EPIPE)/.test(code)) return true;
  return /connection|ended|pool/i.test(message);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
