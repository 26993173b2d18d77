import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../gate/ports.mjs';
import { root } from '../gate/tools.mjs';

const PROGRAM = join(root, 'packages/engine/bin/dougong.mjs');
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 25;
const OUTPUT_LENGTH_MAX = 20_000;
const SETTINGS = /^(DOUGONG_|DATABASE_|PORT$|HOST$|NODE_OPTIONS$)/;

/** Who shares a database shares the key of its secrets. */
const SECRET_KEY = Buffer.alloc(32, 5).toString('base64');

/** One built engine on a database that others use as well; it can be killed and started again. */
export class Engine {
  #child;
  #output = '';
  #isMeant = true;

  constructor(number, port, environment) {
    this.number = number;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.environment = environment;
  }

  static async prepare(number, database) {
    const port = await freePort();
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)));
    return new Engine(number, port, {
      ...own,
      ...database.environment,
      NODE_ENV: 'production',
      PORT: String(port),
      DOUGONG_DATA_DIR: join(database.folder, `engine-${number}`),
      DOUGONG_LOG_LEVEL: 'warn',
      DOUGONG_REQUESTS_PER_PRINCIPAL: '0',
      DOUGONG_REQUESTS_PER_ADDRESS: '0',
      DOUGONG_WEBHOOKS_TO_PRIVATE_NETWORKS: '1',
      DOUGONG_SECRET_KEY: SECRET_KEY,
    });
  }

  get hasEnded() {
    return !this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** It ended, and nobody had ended it. */
  get hasFailed() {
    return this.hasEnded && !this.#isMeant;
  }

  /** Whether its last life ended by a kill. */
  get wasKilled() {
    return this.#child?.signalCode === 'SIGKILL';
  }

  get output() {
    return this.#output;
  }

  /** Begins a start; `untilItServes` waits for it. */
  launch() {
    this.#isMeant = false;
    this.launchedAt = Date.now();
    this.#child = this.#spawn(['start']);
  }

  /** Runs another command of the program to its end. */
  async run(...words) {
    const child = this.#spawn(words);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`"${words.join(' ')}" ended with ${code}. It said:\n${this.#output}`);
  }

  async untilItServes() {
    for (const deadline = Date.now() + START_TIMEOUT_MS; ; await sleep(LOOK_AGAIN_MS)) {
      if (await this.serves()) return;
      if (Date.now() > deadline) throw new Error(`the engine did not come up. It said:\n${this.#output}`);
    }
  }

  async serves() {
    const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
    await answer?.body?.cancel().catch(() => undefined);
    return answer?.status === 200;
  }

  /** What a power cut does to it. */
  kill() {
    return this.#end('SIGKILL');
  }

  stop() {
    return this.#end('SIGTERM');
  }

  #spawn(words) {
    const child = spawn(process.execPath, [PROGRAM, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.environment,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.#output = (this.#output + text).slice(-OUTPUT_LENGTH_MAX);
      });
    }
    return child;
  }

  async #end(signal) {
    this.#isMeant = true;
    if (this.hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    if (!this.hasEnded) this.#child.kill('SIGKILL');
  }
}
