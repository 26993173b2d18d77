import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './gate/ports.mjs';
import { root } from './gate/tools.mjs';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 60_000;
const PAGES = ['/healthz', '/', '/designer/'];

/** Starts the built engine as a user would, asks whether it serves, and stops it. The unit tests run other code: CommonJS from sources. */
async function bootSmoke() {
  const dataDir = await mkdtemp(join(tmpdir(), 'dougong-boot-'));
  // Root's database server runs as another user, who must get through.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const engine = startEngine(port, dataDir);
  try {
    await waitUntilHealthy(port, engine);
    for (const page of PAGES) await expectOk(port, page);
    await expectCleanStop(engine);
    console.log(`The built engine served ${PAGES.join(', ')} and stopped cleanly.`);
  } finally {
    if (!engine.ended) await endByForce(engine, dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

function startEngine(port, dataDir) {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...environment } = process.env;
  const child = spawn(process.execPath, [join(root, 'packages/engine/bin/dougong.mjs'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, PORT: String(port), DOUGONG_DATA_DIR: dataDir },
  });
  const engine = { child, ended: false, code: undefined };
  child.once('exit', (code, signal) => Object.assign(engine, { ended: true, code: code ?? signal }));
  return engine;
}

async function waitUntilHealthy(port, engine) {
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(200)) {
    if (engine.ended) throw new Error(`The engine ended with ${engine.code} instead of serving.`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  throw new Error(`The engine did not answer GET /healthz with 200 within ${START_TIMEOUT_MS / 1000} s.`);
}

async function expectOk(port, page) {
  const { status } = await fetch(`http://127.0.0.1:${port}${page}`);
  if (status !== 200) throw new Error(`GET ${page} answered ${status} instead of 200.`);
}

async function expectCleanStop(engine) {
  engine.child.kill('SIGTERM');
  for (const deadline = Date.now() + STOP_TIMEOUT_MS; !engine.ended; await sleep(50)) {
    if (Date.now() > deadline) throw new Error('The engine did not stop on SIGTERM.');
  }
  if (engine.code !== 0) throw new Error(`The engine ended with ${engine.code} after SIGTERM instead of 0.`);
}

// A killed engine leaves its database server behind, which the next start would take over. Here nobody starts again.
async function endByForce(engine, dataDir) {
  engine.child.kill('SIGTERM');
  for (let waitedMs = 0; !engine.ended && waitedMs < 20_000; waitedMs += 50) await sleep(50);
  if (engine.ended) return;
  engine.child.kill('SIGKILL');
  const files = await readdir(dataDir, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('postmaster.pid'))) {
    process.kill(parseInt(await readFile(join(dataDir, file), 'utf8'), 10), 'SIGQUIT');
  }
}

try {
  await bootSmoke();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
