import { randomUUID } from 'node:crypto';
import { serveCeiling } from './serve.mjs';
import { APPROVE, CREATE, SUBMIT } from './statements.mjs';
import { approveValues, createValues, submitValues } from './values.mjs';

/**
 * The HTTP ceiling: three prepared statements behind bare routes. No sign-in, no validation, no metadata. What the engine
 * reaches is told as a share of this.
 */

const { clerk, supervisor, release } = JSON.parse(process.env.BENCH_CEILING);

function origin(actor, request) {
  return { actor, release, ip: request.ip, request: randomUUID(), at: new Date().toISOString() };
}

await serveCeiling({
  create: {
    status: 201,
    async carryOut(pool, body, request) {
      const { id, values } = createValues(body, origin(clerk, request));
      await pool.query({ ...CREATE, values });
      return { record: { id } };
    },
  },
  submit: {
    status: 200,
    async carryOut(pool, body, request) {
      const { instance, task, values } = submitValues(body, origin(clerk, request));
      await pool.query({ ...SUBMIT, values });
      return { instance, task };
    },
  },
  approve: {
    status: 200,
    async carryOut(pool, body, request) {
      await pool.query({ ...APPROVE, values: approveValues(body, origin(supervisor, request)) });
      return { status: 'posted' };
    },
  },
});
