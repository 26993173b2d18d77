import type { Deputy } from '../wire.js';

export type DeputyState = 'coming' | 'inForce' | 'over';

/** Whether a rule holds at a moment; `to` is the first moment after it. */
export function stateOfRule({ from, to }: Pick<Deputy, 'from' | 'to'>, now: string): DeputyState {
  const moment = Date.parse(now);
  if (moment < Date.parse(from)) return 'coming';
  return to !== null && Date.parse(to) <= moment ? 'over' : 'inForce';
}
