import { MIGRATIONS } from '../../database/migrations/index.js';
import { well } from '../check.js';
import type { Check } from '../check.js';

export const migrationsCheck: Check = {
  name: 'migrations',
  async run({ owner }) {
    const there = await owner.query<{ found: boolean }>(
      `SELECT to_regclass('core.migration') IS NOT NULL AS found`,
    );
    if (there.rows[0]?.found !== true) return { level: 'fail', code: 'doctor_migrations_none' };
    const { rows } = await owner.query<{ name: string }>('SELECT name FROM core.migration');
    const applied = new Set(rows.map(({ name }) => name));
    const known: readonly string[] = MIGRATIONS.map((migration) => new migration().name);
    const unknown = [...applied].find((name) => !known.includes(name));
    if (unknown !== undefined)
      return { level: 'fail', code: 'doctor_migrations_newer', params: { name: unknown } };
    const waiting = known.filter((name) => !applied.has(name));
    if (waiting.length > 0)
      return { level: 'warn', code: 'doctor_migrations_waiting', params: { count: waiting.length } };
    return well('doctor_migrations_well', { count: known.length });
  },
};
