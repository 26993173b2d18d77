import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './tools.mjs';

// npm and the terminal may both hand us the same Ctrl-C.
const SAME_SIGNAL_MS = 500;

/**
 * Runs a server until it ends and gives its exit code. It gets every signal once and only from us: in the terminal's own group it would get
 * Ctrl-C twice, and take the second for impatience.
 * @param {readonly string[]} command
 */
export function runInForeground([program, ...args]) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function forwardSignals(child) {
  let lastAt = -Infinity;
  const forward = (signal) => {
    if (performance.now() - lastAt < SAME_SIGNAL_MS) return;
    lastAt = performance.now();
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => signals.forEach((signal) => process.removeListener(signal, forward));
}
