import { refusalOf } from '../../http/problem.js';
import { Refusal } from '../../http/refusal.js';
import type { Played } from './trial-play.js';

/** Tries a step. A refusal is what the trial wants to know; whatever else goes wrong ends it. */
export async function attempt(deed: () => Promise<Played>): Promise<Played | Refusal> {
  try {
    return await deed();
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || refusal.status >= 500 || isOutOfTime(refusal)) throw error;
    return refusal;
  }
}

function isOutOfTime({ issues }: Refusal): boolean {
  return issues.some(({ code }) => code === 'trial_out_of_time');
}
