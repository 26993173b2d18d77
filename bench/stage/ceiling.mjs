import { fileURLToPath } from 'node:url';
import { startServer } from './process.mjs';

const PROGRAM = fileURLToPath(new URL('../ceiling/main.mjs', import.meta.url));

/** The bare route beside the engine, on the same database with the same role. */
export async function startCeiling({ owner, urls }, people) {
  await owner.query('CREATE SEQUENCE IF NOT EXISTS number_sequences.bench_ceiling');
  await owner.query('GRANT USAGE ON SEQUENCE number_sequences.bench_ceiling TO dougong_app');
  const { rows } = await owner.query('SELECT number FROM core.current_release');
  const known = { clerk: people.clerk.id, supervisor: people.supervisor.id, release: rows[0].number };
  return startServer([PROGRAM], { ...urls, BENCH_CEILING: JSON.stringify(known), NODE_ENV: 'production' });
}
