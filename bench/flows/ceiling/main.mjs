import { serveCeiling } from '../../ceiling/serve.mjs';
import { SUBMIT, submitValues } from './submit.mjs';

/** The HTTP ceiling of flows: one route, one statement. */

const { clerk } = JSON.parse(process.env.BENCH_CEILING);

await serveCeiling({
  submit: {
    status: 201,
    async carryOut(pool, body) {
      await pool.query({ ...SUBMIT, values: submitValues(body, clerk, new Date().toISOString()) });
      return { status: 'reviewing' };
    },
  },
});
