import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import swc from '@swc/core';

const engine = join(import.meta.dirname, '..', 'packages', 'engine');
const sources = join(engine, 'src', 'database', 'embedded');
// Inside the engine's folder, so that the compiled files find the engine's own dependencies.
const compiled = join(engine, '.cache', 'embedded');

/** Compiles the launcher of the embedded PostgreSQL from its sources: tests need it before anything is built. */
export function compileEmbeddedPostgres() {
  mkdirSync(compiled, { recursive: true });
  for (const name of readdirSync(sources)) {
    if (name.endsWith('.ts') && !name.endsWith('.spec.ts')) compileFile(name);
  }
  return pathToFileURL(join(compiled, 'index.js')).href;
}

/** The launcher as a module. */
export async function loadEmbeddedPostgres() {
  return import(compileEmbeddedPostgres());
}

function compileFile(name) {
  const { code } = swc.transformSync(readFileSync(join(sources, name), 'utf8'), {
    filename: name,
    swcrc: false,
    configFile: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  writeFileSync(join(compiled, name.replace(/\.ts$/, '.js')), code);
}
