import { ENGINE_SCHEMAS } from '../database/grants.js';

/** Where background jobs wait; made by the library that runs them. */
const JOBS = 'graphile_worker';

/** The schemas that a backup holds. Others in the same database are somebody else's. */
export const BACKED_UP_SCHEMAS: readonly string[] = [...ENGINE_SCHEMAS, JOBS];

/** Whoever was signed in signs in again; what a worker had in its hands is not taken up by another one. */
const LEFT_OUT = new Set(['core.session', `${JOBS}._private_jobs`, `${JOBS}._private_job_queues`]);

/** Whether the rows of a table are in a backup; the table itself always is. */
export function hasRowsInBackup(table: string): boolean {
  return !LEFT_OUT.has(table);
}
