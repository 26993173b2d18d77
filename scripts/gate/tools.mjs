import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder of the repository. */
export const root = join(import.meta.dirname, '..', '..');

const require = createRequire(import.meta.url);

/** Environment of every tool: none of them reports home. */
export const quietEnvironment = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/**
 * The command of an installed tool, run by this very Node. Shell shims differ between systems, and npx could download something.
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} bin the tool's name where the package has several
 */
export function tool(packageName, args, bin = packageName) {
  const manifestPath = findManifest(packageName);
  const { bin: bins } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const file = typeof bins === 'string' ? bins : bins[bin];
  return [process.execPath, join(manifestPath, '..', file), ...args];
}

/** A script of ours as a command. */
export function script(path, ...args) {
  return [process.execPath, join(root, path), ...args];
}

/** The engine as a command, with the flags that its first line hands to Node. */
export function engine(...args) {
  const program = join(root, 'packages/engine/bin/dougong.mjs');
  const [firstLine] = readFileSync(program, 'utf8').split('\n', 1);
  const flags = firstLine.split(' ').filter((word) => word.startsWith('--'));
  return [process.execPath, ...flags, program, ...args];
}

/** npm as a command: the one that runs us, if one does. */
export function npm(...args) {
  const running = process.env.npm_execpath;
  if (running?.endsWith('.js')) return [process.execPath, running, ...args];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args];
}

function findManifest(packageName) {
  for (const folder of require.resolve.paths(packageName)) {
    const manifest = join(folder, packageName, 'package.json');
    try {
      readFileSync(manifest);
      return manifest;
    } catch {
      continue;
    }
  }
  throw new Error(`${packageName} is not installed. Run "npm ci".`);
}
