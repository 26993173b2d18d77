import type { Issue, Result } from '../../foundation/index.js';
import type { Settlement } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { LedgerFacts, PostingOrder } from './ledger-facts.js';
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
    private readonly today: string | undefined,
    private state: LedgerState,
  ) {}

  /** @param today the day of posting, for registers that take nothing of an earlier day. */
  static open(orders: readonly PostingOrder[], facts: LedgerFacts, today?: string): OpenLedger {
    const registers = new Map(orders.flatMap(({ posting }) => [...posting.registers]));
    return new OpenLedger(registers, facts, today, LedgerState.open(registers, facts));
  }

  /** A ledger of its own that goes on from here; what is settled there leaves this one as it is. */
  fork(): OpenLedger {
    // Nobody writes on a state but on a fork of it, so both may begin with the same one.
    return new OpenLedger(this.registers, this.facts, this.today, this.state);
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
    const { registers, facts, today, state: before } = this;
    const state = before.fork();
    const surroundings = { registers, facts, before, undoing, ...(today !== undefined && { today }) };
    const settled = settleOrder(order, state, surroundings);
    if (settled.ok) this.state = state;
    return settled;
  }
}
