import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;
const LOG_CHARACTERS_MAX = 4000;

/** A port that nobody uses. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a Node program to its end; rejects with what it said when it fails. */
export async function runNode(args, env) {
  const child = start(args, env);
  const code = await child.exited;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}\n${child.said()}`);
}

/** Starts a Node server on a free port and waits until `/healthz` answers. */
export async function startServer(args, env) {
  const port = await freePort();
  const child = start(args, { ...env, PORT: String(port) });
  const server = { port, pid: child.process.pid, stop: () => stop(child) };
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline && child.process.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return server;
    await pause(50);
  }
  await server.stop();
  throw new Error(`node ${args.join(' ')} does not serve\n${child.said()}`);
}

function start(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = (said + chunk).slice(-LOG_CHARACTERS_MAX);
      if (process.env.BENCH_VERBOSE) process.stderr.write(chunk);
    });
  }
  const exited = new Promise((resolve) => child.once('close', resolve));
  return { process: child, exited, said: () => said };
}

async function stop({ process: child, exited }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await exited;
  clearTimeout(late);
}
