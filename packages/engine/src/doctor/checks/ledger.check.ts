import type { Check, Finding } from '../check.js';
import { well } from '../check.js';

const UNSEALED_MINUTES_MAX = 30;

/** How far the months of movements reach, and since when something waits to be sealed. */
const ASK = `
  SELECT (SELECT count(*)::integer FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
           WHERE i.inhparent = 'ledger.movement'::regclass AND right(c.relname, 7) > to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')) AS months,
         (SELECT extract(epoch FROM now() - min(posted_at))::float8 / 60 FROM ledger.posting
           WHERE id > (SELECT coalesce(max(to_posting), 0) FROM ledger.seal)) AS minutes`;

export const ledgerCheck: Check = {
  name: 'ledger',
  async run({ owner }) {
    const { rows } = await owner.query<{ months: number; minutes: number | null }>(ASK);
    const { months = 0, minutes = null } = rows[0] ?? {};
    const findings: Finding[] = [];
    if (months === 0) findings.push({ level: 'fail', code: 'doctor_ledger_months' });
    if (minutes !== null && minutes > UNSEALED_MINUTES_MAX)
      findings.push({
        level: 'warn',
        code: 'doctor_ledger_unsealed',
        params: { minutes: Math.round(minutes) },
      });
    return findings.length > 0 ? findings : well('doctor_ledger_well', { months });
  },
};
