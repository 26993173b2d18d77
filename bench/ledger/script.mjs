import { fork } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * Runs a script of this folder as a process of its own, with a database of its own. It prints what it finds, and may send
 * `{rows, goals}` for the file in `output/`.
 */
export async function runScript(name, { isQuick }) {
  const path = fileURLToPath(new URL(name, import.meta.url));
  if (!(await exists(path))) return { skipped: `${name} is not there` };
  const child = fork(path, isQuick ? ['--quick'] : []);
  let sent = {};
  child.on('message', (message) => (sent = message));
  const [code] = await once(child, 'exit');
  return { ...sent, hasPrinted: true, failures: code === 0 ? [] : [`${name} ended with ${code}`] };
}

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
