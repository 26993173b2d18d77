import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../gate/ports.mjs';
import { root } from '../gate/tools.mjs';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 25;
const OUTPUT_LENGTH_MAX = 20_000;
const SETTINGS = /^(DOUGONG_|DATABASE_|PORT$|HOST$|NODE_OPTIONS$)/;

/** The built engine on a data folder of its own, which can be killed and started again. */
export class Engine {
  #child;
  #output = '';

  constructor(dataDir, port) {
    this.dataDir = dataDir;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async prepare() {
    const dataDir = await mkdtemp(join(tmpdir(), 'dougong-soak-'));
    // Root's database server runs as another user, who must get through.
    await chmod(dataDir, 0o755);
    return new Engine(dataDir, await freePort());
  }

  get hasEnded() {
    return !this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Begins a start; `untilItServes` waits for it. */
  launch() {
    const program = join(root, 'packages/engine/bin/dougong.mjs');
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)));
    this.#child = spawn(process.execPath, [program, 'start', '--demo'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...own, PORT: String(this.port), DOUGONG_DATA_DIR: this.dataDir },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.#output = (this.#output + text).slice(-OUTPUT_LENGTH_MAX);
      });
    }
  }

  async untilItServes() {
    for (
      const deadline = Date.now() + START_TIMEOUT_MS;
      !(await this.#serves());
      await sleep(LOOK_AGAIN_MS)
    ) {
      if (this.hasEnded) throw new Error(`the engine ended instead of serving. It said:\n${this.#output}`);
      if (Date.now() > deadline) throw new Error(`the engine did not come up. It said:\n${this.#output}`);
    }
  }

  async #serves() {
    const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
    await answer?.body?.cancel().catch(() => undefined);
    return answer?.status === 200;
  }

  /** What a power cut does to the engine alone: its database server stays, and the next start takes it over. */
  kill() {
    return this.#end('SIGKILL');
  }

  async #end(signal) {
    if (this.hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    if (!this.hasEnded) this.#child.kill('SIGKILL');
  }

  async logins() {
    return JSON.parse(await readFile(join(this.dataDir, 'demo-logins.json'), 'utf8')).users;
  }

  /** Where the embedded server keeps its files. */
  async clusterFolder() {
    const home = join(this.dataDir, 'postgres');
    const movedTo = (await readFile(join(home, 'moved-to'), 'utf8').catch(() => '')).trim();
    return join(movedTo === '' ? home : movedTo, 'cluster');
  }

  /** Ends everything; the data stay where they are if they are to be looked at. */
  async dispose({ keepData = false } = {}) {
    await this.#end('SIGTERM');
    await this.#stopLeftServer();
    if (!keepData) await rm(this.dataDir, { recursive: true, force: true });
  }

  /** An engine that was killed last leaves its server behind. */
  async #stopLeftServer() {
    const lock = join(await this.clusterFolder(), 'postmaster.pid');
    const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
    if (!Number.isInteger(pid) || !isAlive(pid)) return;
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < STOP_TIMEOUT_MS && isAlive(pid); waited += LOOK_AGAIN_MS)
      await sleep(LOOK_AGAIN_MS);
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
