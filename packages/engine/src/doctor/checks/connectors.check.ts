import type { Check } from '../check.js';
import { well } from '../check.js';

/** Imports and exports whose last runs did not come to their end. */
const FAILING = `
  SELECT s.connector, s.pipeline, s.failures FROM core.connector_state s JOIN core.connector c ON c.key = s.connector
   WHERE c.active AND s.failures > 0 ORDER BY s.connector, s.pipeline`;

const SETTLED = `SELECT count(*)::integer AS count FROM core.connector WHERE active`;

/** Connectors: whether what they bring and send comes to its end. */
export const connectorsCheck: Check = {
  name: 'connectors',
  async run({ owner }) {
    const failing = await owner.query<{ connector: string; pipeline: string; failures: number }>(FAILING);
    if (failing.rows.length > 0)
      return failing.rows.map(
        (params) => ({ level: 'warn', code: 'doctor_connector_failing', params }) as const,
      );
    const { rows } = await owner.query<{ count: number }>(SETTLED);
    return well('doctor_connectors_well', { count: rows[0]?.count ?? 0 });
  },
};
