import { fileURLToPath } from 'node:url';
import { startServer } from './process.mjs';

const PROGRAM = new URL('../ceiling/main.mjs', import.meta.url);

/** The bare routes beside the engine, on the same database with the same role. */
export async function startCeiling(database, people) {
  const { owner } = database;
  await owner.query('CREATE SEQUENCE IF NOT EXISTS number_sequences.bench_ceiling');
  await owner.query('GRANT USAGE ON SEQUENCE number_sequences.bench_ceiling TO dougong_app');
  const { rows } = await owner.query('SELECT number FROM core.current_release');
  const known = { clerk: people.clerk.id, supervisor: people.supervisor.id, release: rows[0].number };
  return startBareRoutes(database, PROGRAM, known);
}

/** Starts a program of bare routes; `known` is what it is told. */
export function startBareRoutes({ urls }, program, known) {
  const environment = { ...urls, BENCH_CEILING: JSON.stringify(known), NODE_ENV: 'production' };
  return startServer([fileURLToPath(program)], environment);
}
