import { well } from '../check.js';
import type { Check } from '../check.js';

/** Append-only tables that the application's role could change all the same. */
const OPEN = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND has_table_privilege($1, c.oid, 'UPDATE, DELETE, TRUNCATE')
     AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = to_regproc('core.refuse_change'))
   ORDER BY 1`;

/** Guards that somebody has switched off. */
const OFF = `
  SELECT DISTINCT t.tgrelid::regclass::text AS name FROM pg_trigger t
   WHERE t.tgfoid = to_regproc('core.refuse_change') AND t.tgenabled = 'D' ORDER BY 1`;

/** Whether nobody can change what was posted, sealed or audited. */
export const rightsCheck: Check = {
  name: 'rights',
  async run({ owner, appRole }) {
    const off = await owner.query<{ name: string }>(OFF);
    if (off.rows[0])
      return {
        level: 'fail',
        code: 'doctor_rights_off',
        params: { name: off.rows[0].name, count: off.rows.length },
      };
    const { rows: self } = await owner.query<{ role: string }>('SELECT current_user AS role');
    if (self[0]?.role === appRole) return { level: 'warn', code: 'doctor_rights_one_role' };
    const { rows } = await owner.query<{ name: string }>(OPEN, [appRole]);
    if (rows[0])
      return {
        level: 'fail',
        code: 'doctor_rights_open',
        params: { name: rows[0].name, count: rows.length },
      };
    return well('doctor_rights_well');
  },
};
