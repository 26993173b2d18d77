#!/usr/bin/env node
import { existsSync } from 'node:fs';

// Committed, unlike what it imports, so that the link to it exists right after `npm ci`.
const program = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('dougong is not built yet: run "npm run build" first.\n');
  process.exitCode = 2;
}
