import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inputs, largest } from './inputs.mjs';

/** Processor time, so that a loaded machine does not look like an attack. */
const HOSTILE = { title: 'hostile inputs', milliseconds: 300, megabytes: 50 };
/** What may be published is asked more of than what is refused: a designer waits for the check once. */
const LARGEST = { title: 'definitions at their limits', milliseconds: 1000, megabytes: 100 };
const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const ARGUMENTS = ['--expose-gc', '--max-old-space-size=1024'];

/** Answers every hostile input in a process of its own; prints each, and gives how many were not answered well. */
export async function measureHostileInputs() {
  return (await measure(inputs, HOSTILE)) + (await measure(largest, LARGEST));
}

async function measure(asked, goal) {
  console.log(`\n${goal.title} (at most ${goal.milliseconds} ms and ${goal.megabytes} MB more)`);
  let missed = 0;
  for (const name of Object.keys(asked)) {
    const result = await answerOf(name);
    const met =
      result !== undefined &&
      !result.polluted &&
      result.milliseconds <= goal.milliseconds &&
      result.megabytes <= goal.megabytes;
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
