import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inputs } from './inputs.mjs';

/** Processor time, so that a loaded machine does not look like an attack. */
const MILLISECONDS_MAX = 300;
const MEGABYTES_MAX = 50;
const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const ARGUMENTS = ['--expose-gc', '--max-old-space-size=1024'];

/** Answers every hostile input in a process of its own; prints each, and gives how many were not answered well. */
export async function measureHostileInputs() {
  console.log(`\nhostile inputs (at most ${MILLISECONDS_MAX} ms and ${MEGABYTES_MAX} MB more)`);
  let missed = 0;
  for (const name of Object.keys(inputs)) {
    const result = await answerOf(name);
    const met =
      result !== undefined &&
      !result.polluted &&
      result.milliseconds <= MILLISECONDS_MAX &&
      result.megabytes <= MEGABYTES_MAX;
    if (!met) missed += 1;
    console.log(`  ${met ? 'met   ' : 'MISSED'} ${name.padEnd(42)} ${told(result)}`);
  }
  return missed;
}

function told(result) {
  if (!result) return 'the process died';
  return `${result.milliseconds.toFixed(0).padStart(5)} ms ${result.megabytes.toFixed(0).padStart(4)} MB`;
}

async function answerOf(name) {
  const child = spawn(process.execPath, [...process.execArgv, ...ARGUMENTS, CHILD, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return code === 0 ? JSON.parse(Buffer.concat(pieces).toString()) : undefined;
}
