import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, startThrowawayPostgres } from './index.js';
import type { EmbeddedPostgres } from './index.js';
import { isRunning, waitUntil } from './processes.js';

jest.setTimeout(60_000);

const LOADER = resolve(process.cwd(), 'scripts/load-embedded-postgres.mjs');

let base: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];
let lines: string[];

async function openFolder(): Promise<void> {
  base = await mkdtemp(join(tmpdir(), 'dougong-embedded-spec-'));
  await chmod(base, 0o755);
  dataDir = join(base, 'data');
  lines = [];
}

async function closeFolder(): Promise<void> {
  for (const server of started.splice(0)) await server.stop().catch(() => undefined);
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
}

async function start(folder = dataDir): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: folder, log: (line) => lines.push(line) });
  started.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverProcess(folder = dataDir): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

/** A second program that starts the server and then sits there, until it is killed. */
async function startInAnotherProcess(): Promise<ChildProcess> {
  const program = `
    const { loadEmbeddedPostgres } = await import(${JSON.stringify(LOADER)});
    const { startEmbeddedPostgres } = await loadEmbeddedPostgres();
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.stdout?.once('data', () => done());
    child.once('exit', () => fail(new Error('the other program ended')));
  });
  child.removeAllListeners('exit');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

describe('the server that the embedded PostgreSQL offers', () => {
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    await openFolder();
    server = await start();
  });

  afterAll(closeFolder);

  it('makes a database whose owner builds and whose application role does not', async () => {
    await query(server.ownerUrl, 'CREATE TABLE entry (id int)');
    await expect(query(server.appUrl, 'SELECT * FROM entry')).rejects.toThrow('permission denied');
    await expect(query(server.appUrl, 'CREATE TABLE other (id int)')).rejects.toThrow('permission denied');
    const roles = await query(
      server.ownerUrl,
      "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname LIKE 'dougong%' ORDER BY 1",
    );
    expect(roles).toEqual([
      { rolname: 'dougong_app', rolsuper: false, rolcreatedb: false },
      { rolname: 'dougong_owner', rolsuper: false, rolcreatedb: false },
    ]);
  });

  it('sorts Chinese text by pinyin', async () => {
    const rows = await query(
      server.ownerUrl,
      "SELECT name FROM (VALUES ('张'), ('李'), ('王'), ('阿')) AS v(name) ORDER BY name",
    );
    expect(rows.map((row) => row['name'])).toEqual(['阿', '李', '王', '张']);
  });

  it('lets the owner add the extensions that the engine uses', async () => {
    await query(server.ownerUrl, 'CREATE EXTENSION pg_trgm');
    await query(server.ownerUrl, 'CREATE EXTENSION btree_gist');
  });

  it('waits for the disk before it says that data is safe', async () => {
    const rows = await query(
      server.appUrl,
      "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
    );
    expect(rows).toEqual([{ fsync: 'on', commit: 'on' }]);
  });

  it('keeps its password from other users of the machine', async () => {
    const file = await stat(join(dataDir, 'cluster', 'dougong-superuser-password'));
    const folder = await stat(join(dataDir, 'cluster'));
    expect([file.mode & 0o777, folder.mode & 0o777]).toEqual([0o600, 0o700]);
  });
});

describe('the life of the embedded PostgreSQL', () => {
  beforeEach(openFolder);
  afterEach(closeFolder);

  it('keeps the data and the addresses from one start to the next', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE entry AS SELECT 42 AS answer');
    const pid = await serverProcess();
    await first.stop();
    expect(await isRunning(pid)).toBe(false);
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await query(second.ownerUrl, 'SELECT answer FROM entry')).toEqual([{ answer: 42 }]);
  });

  it('is taken over when the engine that started it was killed', async () => {
    const other = await startInAnotherProcess();
    const pid = await serverProcess();
    await kill(other);
    expect(await isRunning(pid)).toBe(true);
    const server = await start();
    expect(await serverProcess()).toBe(pid);
    expect(lines.join('\n')).toContain('already runs');
    await server.stop();
    expect(await isRunning(pid)).toBe(false);
  });

  it('recovers when the server itself was killed', async () => {
    const server = await start();
    await query(server.ownerUrl, 'CREATE TABLE entry AS SELECT 42 AS answer');
    const pid = await serverProcess();
    process.kill(pid, 'SIGKILL');
    await waitUntil(async () => !(await isRunning(pid)), 10_000);
    const again = await start();
    expect(await query(again.ownerUrl, 'SELECT answer FROM entry')).toEqual([{ answer: 42 }]);
  });

  it('refuses a second engine on the same folder and names the first', async () => {
    const other = await startInAnotherProcess();
    const pid = await serverProcess();
    try {
      await expect(start()).rejects.toThrow(
        new RegExp(`Another Dougong \\(process ${String(other.pid)}\\) already runs on the data folder`),
      );
      expect(await isRunning(pid)).toBe(true);
    } finally {
      await kill(other);
      await start();
    }
  });

  it('gives one of two first starts at the same moment the folder and refuses the other', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(String(refused?.reason)).toContain('already runs on the data folder');
  });

  it('takes another port when its own was taken while it was down', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((done) => squatter.listen(first.port, '127.0.0.1', done));
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(lines.join('\n')).toContain(`Port ${first.port} of the embedded PostgreSQL is in use`);
    } finally {
      await new Promise((done) => squatter.close(done));
    }
  });

  it('is not fooled by a lock file that names another program', async () => {
    const first = await start();
    await first.stop();
    const lock = `${process.pid}\n${join(dataDir, 'cluster')}\n0\n${first.port}\n\n127.0.0.1\n\nready\n`;
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), lock);
    const second = await start();
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says which PostgreSQL made the files when it cannot read them', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow('were made by PostgreSQL 14, the embedded server is 18');
  });
});

describe('the embedded PostgreSQL of root', () => {
  beforeEach(openFolder);
  afterEach(closeFolder);

  const onlyRoot = process.getuid?.() === 0 ? it : it.skip;

  onlyRoot('stays in a closed temporary folder, and goes away with it', async () => {
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await start(join(closed, 'data'));
    expect(await query(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await readdir(join(closed, 'data'))).toContain('cluster');
    expect(lines.join('\n')).not.toContain('/var/lib/dougong');
    // Others may pass through, and still see nothing.
    expect((await stat(closed)).mode & 0o777).toBe(0o711);
  });

  onlyRoot('keeps its files where the server can reach them when the data folder is closed', async () => {
    await closeFolder();
    base = await mkdtemp(join(homedir(), 'dougong-embedded-spec-'));
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const first = await start(join(closed, 'data'));
    await query(first.ownerUrl, 'CREATE TABLE entry AS SELECT 42 AS answer');
    await first.stop();
    const second = await start(join(closed, 'data'));
    expect(await query(second.ownerUrl, 'SELECT answer FROM entry')).toEqual([{ answer: 42 }]);
    expect(lines.join('\n')).toContain('The database files are in /var/lib/dougong/');
    await second.stop();
    const moved = (await readFile(join(closed, 'data', 'moved-to'), 'utf8')).trim();
    await rm(moved, { recursive: true });
  });
});

describe('a throw-away PostgreSQL', () => {
  it('has an owner that may create databases, and leaves nothing behind', async () => {
    const server = await startThrowawayPostgres();
    await query(server.ownerUrl, 'CREATE DATABASE worker_1');
    const [row] = await query(server.ownerUrl, "SELECT current_setting('fsync') AS fsync");
    expect(row).toEqual({ fsync: 'off' });
    await server.stop();
    await expect(query(server.ownerUrl, 'SELECT 1')).rejects.toThrow();
  });
});
