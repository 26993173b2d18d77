import type { Issue, Result } from '../../foundation/index.js';
import type { Settlement } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { LedgerFacts, PostingOrder } from './ledger-facts.js';
import type { LedgerDays } from './check-days.js';
import { LedgerState } from './ledger-state.js';
import { settleOrder } from './settle-order.js';
import type { UndoOrder } from './settle-reversal.js';

/**
 * The ledger as it was read under lock, and as it stands after each order that was settled. Pure: a preview and the posting
 * itself are the same code.
 */
export class OpenLedger {
  private constructor(
    private readonly registers: ReadonlyMap<string, CompiledRegister>,
    private readonly facts: LedgerFacts,
    private readonly days: LedgerDays,
    private state: LedgerState,
  ) {}

  static open(orders: readonly PostingOrder[], facts: LedgerFacts, days: LedgerDays = {}): OpenLedger {
    const registers = new Map(orders.flatMap(({ posting }) => [...posting.registers]));
    return new OpenLedger(registers, facts, days, LedgerState.open(registers, facts));
  }

  /** A ledger of its own that goes on from here; what is settled there leaves this one as it is. */
  fork(): OpenLedger {
    // Nobody writes on a state but on a fork of it, so both may begin with the same one.
    return new OpenLedger(this.registers, this.facts, this.days, this.state);
  }

  /**
   * Settles an order, or leaves everything as it was.
   * @returns what is to be written: movements with their cost, balances, layers and vouchers that balance.
   */
  settle(order: PostingOrder): Result<Settlement, readonly Issue[]> {
    const settled = this.attempt(order, 'as_booked');
    if (settled.ok || !order.mirrors) return settled;
    // What came in first and went out again in the same document can only be undone the other way round.
    const backwards = this.attempt(order, 'last_first');
    return backwards.ok ? backwards : settled;
  }

  private attempt(order: PostingOrder, undoing: UndoOrder): Result<Settlement, readonly Issue[]> {
    const { registers, facts, days, state: before } = this;
    const state = before.fork();
    const settled = settleOrder(order, state, { registers, facts, before, undoing, days });
    if (settled.ok) this.state = state;
    return settled;
  }
}
