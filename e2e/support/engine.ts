import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ApiClient } from './api-client.js';
import { EngineDatabase, clusterFolder } from './engine-database.js';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'packages', 'engine', 'bin', 'dougong.mjs');
const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 30_000;
const LOOK_AGAIN_MS = 50;

interface DemoLogins {
  readonly url: string;
  readonly apiKey: string;
  readonly users: readonly { readonly login: string; readonly password: string; readonly name: string }[];
}

/** What a start of the engine may be given. */
export interface EngineOptions {
  /** Left out, the engine gets a folder of its own that goes away with `dispose`. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether publishes play the scenarios that they concern, as installations do; left out, they play none, for speed. */
  readonly playsScenarios?: boolean;
  /** Folder of the template to install; the demo application when left out. */
  readonly template?: string;
}

/** An engine that did not come up: how it ended and what it said. */
export interface FailedStart {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A journey asks faster than any person. */
const UNLIMITED = { DOUGONG_REQUESTS_PER_PRINCIPAL: '0', DOUGONG_REQUESTS_PER_ADDRESS: '0' };

/** The built engine as people start it: a process of its own on the embedded PostgreSQL, with the demo application. */
export class EngineProcess {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
    private readonly template: string | undefined,
  ) {}

  /** Starts an engine and waits until it serves. */
  static async start(options: EngineOptions = {}): Promise<EngineProcess> {
    const engine = await EngineProcess.prepare(options);
    try {
      await engine.launch();
      if (!options.playsScenarios && options.template === undefined) await engine.leaveScenariosOut();
    } catch (error) {
      if (options.dataDir === undefined) await engine.dispose();
      throw error;
    }
    return engine;
  }

  /** Starts an engine that is expected to refuse to start, and waits until it has ended. */
  static async startInVain(options: EngineOptions): Promise<FailedStart> {
    const engine = await EngineProcess.prepare(options);
    const child = engine.spawn();
    const [exitCode] = (await once(child, 'close')) as [number | null];
    if (options.dataDir === undefined) await engine.dispose();
    return { exitCode, output: engine.output };
  }

  private static async prepare({ dataDir, port, env = {}, template }: EngineOptions): Promise<EngineProcess> {
    const folder = dataDir ?? (await makeDataDir());
    if (dataDir === undefined && template === undefined) await copyDemo(folder);
    return new EngineProcess(folder, port ?? (await findFreePort()), env, template);
  }

  private async leaveScenariosOut(): Promise<void> {
    const { apiKey } = await this.logins();
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ publishScenarios: 'asked' });
    const answer = await fetch(`${this.url}/api/v1/design/settings`, { method: 'PUT', headers, body });
    if (!answer.ok) throw new Error(`the setting was answered ${answer.status}: ${await answer.text()}`);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Everything that the process has written since its first start. */
  get logs(): string {
    return this.output;
  }

  /** Names and passwords of the demo people. */
  async logins(): Promise<DemoLogins> {
    return JSON.parse(await readFile(join(this.dataDir, 'demo-logins.json'), 'utf8')) as DemoLogins;
  }

  /** Signs somebody in, as the user interfaces do. */
  async signIn(login: string): Promise<ApiClient> {
    const found = (await this.logins()).users.find((user) => user.login === login);
    if (!found) throw new Error(`the demo has no user ${login}`);
    return ApiClient.signIn(this.url, found);
  }

  /** A look behind the curtain, past every right. */
  database(): Promise<EngineDatabase> {
    return EngineDatabase.connect(this.dataDir);
  }

  /** Ctrl-C, and waits for the end. */
  async stop(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** What a power cut does to the engine alone: the embedded server stays and is taken over by the next start. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts again on the same data, after a `stop` or a `kill`. */
  async restart(): Promise<void> {
    if (this.child) await this.stop();
    await this.launch();
  }

  /** Ends everything and removes the data. */
  async dispose(): Promise<void> {
    await this.stop();
    await stopLeftServer(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Until it serves and has said everything that a start says: the two may come in either order. */
  private async launch(): Promise<void> {
    const from = this.output.length;
    const child = this.spawn();
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!this.output.includes('Press Ctrl-C to stop', from) || !(await this.serves())) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (!ended && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
      else throw new Error(`the engine ${ended ? 'ended' : 'did not come up'}. It said:\n${this.output}`);
    }
  }

  private spawn(): ChildProcess {
    const template = this.template === undefined ? [] : ['--template', this.template];
    const child = spawn(process.execPath, [PROGRAM, 'start', '--demo', ...template], {
      env: {
        ...cleanEnvironment(),
        DOUGONG_MEASURE: '1',
        ...UNLIMITED,
        ...this.env,
        PORT: String(this.port),
        DOUGONG_DATA_DIR: this.dataDir,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    const endWithUs = () => child.kill('SIGTERM');
    process.once('exit', endWithUs);
    child.once('exit', () => process.removeListener('exit', endWithUs));
    this.child = child;
    return child;
  }

  private async serves(): Promise<boolean> {
    const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.status === 200;
  }

  private async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const closed = once(child, 'close') as Promise<[number | null]>;
    child.kill(signal);
    const late = sleep(STOP_TIMEOUT_MS, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    await Promise.race([closed, late]);
    return (await closed)[0];
  }
}

/** Fills a folder with the demo as it is after its first start; whoever asks first lets it be installed. */
async function copyDemo(into: string): Promise<void> {
  const kept = process.env['JEST_DEMO_FOLDER'];
  if (!kept) return;
  const installed = join(kept, 'installed');
  if (!(await isThere(installed))) {
    const first = join(kept, 'first');
    const engine = await EngineProcess.start({ dataDir: first, playsScenarios: true });
    await engine.stop();
    await rename(first, installed);
  }
  // The server's files belong to its own account, which only an archive copy keeps.
  await promisify(execFile)('cp', ['-a', `${installed}/.`, into]);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Root's own folders are closed to the account that the embedded server runs as; this one is not. */
async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-journey-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A port that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has a port');
  return address.port;
}

/** The settings of whoever runs the tests must not reach the engine under test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(DOUGONG_|DATABASE_|PORT$|HOST$|NODE_OPTIONS$|JEST_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** An engine that was killed last leaves its server behind. */
async function stopLeftServer(dataDir: string): Promise<void> {
  const lock = join(await clusterFolder(dataDir), 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid)) return;
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < STOP_TIMEOUT_MS && isAlive(pid); waited += LOOK_AGAIN_MS)
    await sleep(LOOK_AGAIN_MS);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
