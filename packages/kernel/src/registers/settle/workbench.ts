import type { CompiledRegister } from '../register.js';
import type { LedgerFacts } from './ledger-facts.js';
import type { LedgerState } from './ledger-state.js';
import type { MovementLog } from './movement-log.js';

/** What the movements of one order are settled with. */
export interface Workbench {
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly facts: LedgerFacts;
  readonly state: LedgerState;
  readonly log: MovementLog;
  readonly businessDate: string;
}
