import { requireNode } from './gate/node-version.mjs';

requireNode();

const { ensureInstalled } = await import('./gate/install.mjs');
const { runInForeground } = await import('./gate/foreground.mjs');
const { isPortFree } = await import('./gate/ports.mjs');
const { run, secondsSince } = await import('./gate/run.mjs');
const { engine, tool } = await import('./gate/tools.mjs');

const port = parseInt(process.env.PORT ?? '3000', 10);
const STEPS = 3;

/** `npm start`: everything between a fresh clone and a running engine with demo data. */
async function start() {
  await requireFreePort();
  await step(1, 'Dependencies', () => ensureInstalled());
  await step(
    2,
    'Build',
    async () => (await run(tool('turbo', ['run', 'build', '--output-logs=errors-only']))) === 0,
  );
  console.log(`[3/${STEPS}] Engine with demo data (stop it with Ctrl-C)`);
  process.exitCode = await runInForeground(engine('start', '--demo'));
}

async function step(number, title, action) {
  console.log(`[${number}/${STEPS}] ${title} ...`);
  const startedAt = performance.now();
  if (!(await action())) {
    console.error(`[${number}/${STEPS}] ${title} failed after ${secondsSince(startedAt)}.`);
    process.exit(1);
  }
  console.log(`[${number}/${STEPS}] ${title}: ready (${secondsSince(startedAt)})`);
}

async function requireFreePort() {
  if (!(port > 0 && port < 65536))
    stop(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`);
  if (await isPortFree(port)) return;
  const owner = (await isDougong()) ? 'by a Dougong that already runs' : 'by another program';
  stop(
    `Port ${port} is in use ${owner}. Stop that program, or take another port: PORT=${port + 1} npm start`,
  );
}

async function isDougong() {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1000) });
    return (await answer.json()).status === 'ok';
  } catch {
    return false;
  }
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}

await start();
