#!/usr/bin/env -S node --max-semi-space-size=32
// What a document needs is thrown away as soon as it is posted; with the default of 16 MB much of it is copied about first.
import { existsSync } from 'node:fs';

// Committed, unlike what it imports, so that the link to it exists right after `npm ci`.
const program = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('dougong is not built yet: run "npm run build" first.\n');
  process.exitCode = 2;
}
