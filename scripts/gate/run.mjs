import { spawn } from 'node:child_process';
import { quietEnvironment, root } from './tools.mjs';

/**
 * Runs a command with its output shown as it comes, and gives its exit code. Ctrl-C reaches the command through the terminal.
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} environment added to ours
 * @returns {Promise<number>}
 */
export function run([program, ...args], environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...quietEnvironment, ...environment },
      shell: program.endsWith('.cmd'),
    });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Seconds since a moment, as people read them. */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
