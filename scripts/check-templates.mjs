#!/usr/bin/env node
/** Checks every template of the repository with the engine's own commands: shapes, references, flows, formulas, tests inside rules; then plays its scenarios. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'packages', 'engine', 'bin', 'dougong.mjs');

const folders = [
  ...readdirSync(join(ROOT, 'templates')).map((name) => join('templates', name)),
  ...readdirSync(join(ROOT, 'examples')).map((name) => join('examples', name, 'template')),
].filter((folder) => existsSync(join(ROOT, folder, 'template.json')));

/** @param {readonly string[]} words */
const passes = (...words) => {
  console.log(words.join(' '));
  return spawnSync(process.execPath, [BIN, ...words], { cwd: ROOT, stdio: 'inherit' }).status === 0;
};

const failed = folders.filter((folder) => {
  if (!passes('template', 'check', folder) || !passes('template', 'completeness', folder, '--strict'))
    return true;
  return existsSync(join(ROOT, folder, 'scenarios')) && !passes('template', 'test', folder);
});
console.log(`${folders.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && folders.length > 0 ? 0 : 1);
