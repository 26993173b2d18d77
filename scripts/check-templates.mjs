#!/usr/bin/env node
/** Checks every template of the repository with the engine's own command: shapes, references, flows, formulas, tests inside rules. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'packages', 'engine', 'bin', 'dougong.mjs');

const folders = [
  ...readdirSync(join(ROOT, 'templates')).map((name) => join('templates', name)),
  ...readdirSync(join(ROOT, 'examples')).map((name) => join('examples', name, 'template')),
].filter((folder) => existsSync(join(ROOT, folder, 'template.json')));

const failed = folders.filter((folder) => {
  console.log(`template check ${folder}`);
  return (
    spawnSync(process.execPath, [BIN, 'template', 'check', folder], { cwd: ROOT, stdio: 'inherit' })
      .status !== 0
  );
});
console.log(`${folders.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && folders.length > 0 ? 0 : 1);
