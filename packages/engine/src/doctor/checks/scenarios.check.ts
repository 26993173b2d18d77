import { findPlatformBinaries } from '../../database/embedded/index.js';
import { mayCreateDatabases } from '../../scenarios/scratch-databases.js';
import type { Check, Finding } from '../check.js';
import { well } from '../check.js';

const MAY = 'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user';

/** Whether scenarios of templates find room for databases of their own. */
export const scenariosCheck: Check = {
  name: 'scenarios',
  async run({ owner, settings: { scenarioDatabaseUrl } }) {
    if (scenarioDatabaseUrl !== undefined) return ofOwnRole(scenarioDatabaseUrl);
    const { rows } = await owner.query<{ may: boolean }>(MAY);
    if (rows[0]?.may === true) return well('doctor_scenarios_here');
    const hasServer = await findPlatformBinaries().then(
      () => true,
      () => false,
    );
    return hasServer ? well('doctor_scenarios_beside') : { level: 'warn', code: 'doctor_scenarios_nowhere' };
  },
};

async function ofOwnRole(url: string): Promise<Finding> {
  const may = await mayCreateDatabases(url).catch(() => undefined);
  if (may === undefined) return { level: 'warn', code: 'doctor_scenarios_away' };
  return may ? well('doctor_scenarios_own') : { level: 'warn', code: 'doctor_scenarios_role' };
}
