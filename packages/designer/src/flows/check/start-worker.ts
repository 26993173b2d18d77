import type { CheckWorker } from './flow-checker.js';

/** The worker of the check; `undefined` where there are none. */
export function startCheckWorker(): CheckWorker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  return new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' }) as CheckWorker;
}
