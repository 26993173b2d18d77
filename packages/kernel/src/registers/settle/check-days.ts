import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { Movement } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Workbench } from './workbench.js';

/** Days that matter to what may be posted; left out, any day takes anything. */
export interface LedgerDays {
  /** The day of posting, for registers that take nothing of an earlier day. */
  readonly today?: string;
  /** The last day of the periods that are closed softly: they still take costs, but no quantities. */
  readonly costOnlyThrough?: string | null;
}

/** What speaks against the day of what was booked; each register once. */
export function checkDays(bench: Workbench, { today = '', costOnlyThrough }: LedgerDays): readonly Issue[] {
  const { businessDate } = bench;
  return [
    ...(businessDate < today ? refused(bench, 'backdating_refused', takesNoEarlierDay) : []),
    ...(businessDate <= (costOnlyThrough ?? '') ? refused(bench, 'costs_only', movesQuantity) : []),
  ];
}

function refused(
  { log, registers, businessDate }: Workbench,
  code: string,
  speaksAgainst: (movement: Movement, register: CompiledRegister) => boolean,
): readonly Issue[] {
  const found = log.movements.filter((movement) => {
    const register = registers.get(movement.register);
    return register !== undefined && speaksAgainst(movement, register);
  });
  return [...new Set(found.map(({ register }) => register))].map((register) =>
    issue(code, '', { register, date: businessDate }),
  );
}

function takesNoEarlierDay(_: Movement, { definition }: CompiledRegister): boolean {
  return definition.backdate === 'refuse';
}

function movesQuantity(movement: Movement, { resources }: CompiledRegister): boolean {
  return resources.some(({ id, role }) => role === 'quantity' && /[1-9]/.test(movement.resources[id] ?? ''));
}
