import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { npm, root } from './tools.mjs';

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.dougong-installed');
// npm writes this one at the end of every installation.
const npmStamp = join(root, 'node_modules', '.package-lock.json');

/** Installs the dependencies unless those of this lock file are there. True when they are there afterwards. */
export async function ensureInstalled() {
  const wanted = fingerprint();
  if (readStamp() === wanted) return true;
  if (!isInstalledByHand()) {
    const code = await run(npm('ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'));
    if (code !== 0) return false;
  }
  writeFileSync(stampFile, wanted);
  return true;
}

function fingerprint() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${process.platform}-${process.arch} ${lock}\n`;
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function isInstalledByHand() {
  if (readStamp() !== undefined) return false;
  try {
    return statSync(npmStamp).mtimeMs >= statSync(lockFile).mtimeMs;
  } catch {
    return false;
  }
}
