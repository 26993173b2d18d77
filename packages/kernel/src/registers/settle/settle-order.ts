import { isError, ok, refused, unitsText } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { Balance, MovementIntent, SettledStandard, Settlement } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { resourceTexts } from '../resource-units.js';
import { standardGroup } from '../standard-group.js';
import { EMPTY_POOL } from '../valuation/index.js';
import type { Cost } from '../valuation/index.js';
import { buildVouchers } from './build-voucher.js';
import { checkDays } from './check-days.js';
import type { LedgerDays } from './check-days.js';
import { assertBooked, assertMovementsExplain } from './invariants.js';
import type { LedgerFacts, PostingOrder } from './ledger-facts.js';
import type { PageEntry } from './ledger-page.js';
import type { LedgerState } from './ledger-state.js';
import { MovementLog } from './movement-log.js';
import { reverseVouchers } from './reverse-vouchers.js';
import { settleCounted } from './settle-counted.js';
import { settleRecost } from './settle-recost.js';
import { settleReversal } from './settle-reversal.js';
import type { UndoOrder } from './settle-reversal.js';
import { settleValued } from './settle-valued.js';
import { layersAfter } from './stored-layers.js';
import { takeLots } from './take-lots.js';
import { costOfPrice } from './valued-entries.js';
import { wantedOf } from './wanted.js';
import type { Workbench } from './workbench.js';

/** What an order is settled among. */
export interface Surroundings {
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly facts: LedgerFacts;
  /** The state before the order. */
  readonly before: LedgerState;
  readonly days?: LedgerDays;
  readonly undoing?: UndoOrder;
}

/** Settles an order on a state that is thrown away when the order is refused. Every reason of a refusal is told. */
export function settleOrder(
  order: PostingOrder,
  state: LedgerState,
  { registers, facts, before, days = {}, undoing = 'as_booked' }: Surroundings,
): Result<Settlement, readonly Issue[]> {
  const { businessDate } = order;
  const log = new MovementLog(state, businessDate);
  const bench: Workbench = { registers, facts, state, log, businessDate };
  const reversal = order.mirrors ? settleReversal(bench, order.mirrors, undoing) : { undone: [], issues: [] };
  const found = [...reversal.issues, ...order.intents.flatMap((intent) => settleIntent(bench, intent))];
  const issues = [...checkDays(bench, daysOf(order, days)), ...found];
  if (issues.some(isError)) return refused(issues.filter(isError));
  const recosted = order.posting.recosts && settleRecost(bench, order, order.posting.recosts);
  if (recosted && !recosted.ok) return recosted;
  const mirrored = reversal.undone.flatMap(({ vouchers }) =>
    reverseVouchers(vouchers, order.posting.reverses?.style ?? 'red'),
  );
  const vouchers = buildVouchers(order.posting.vouchers, log.movements, order.input, order.organisation);
  if (!vouchers.ok) return vouchers;
  const changed = state.page.changed();
  assertMovementsExplain(registers, log.movements, before.page, changed);
  for (const entry of changed.filter(({ register }) => register.valued))
    assertBooked(entry, poolOf(entry, state));
  return ok({
    movements: log.movements,
    balances: changed.filter(({ register }) => register.locksBalance).map((entry) => balanceOf(entry, state)),
    layers: changed.flatMap((entry) => settledLayers(entry, before, state)),
    standards: order.intents.flatMap((intent) => settledStandard(intent, registers)),
    reverses: reversal.undone.map(({ id }) => id),
    vouchers: [...mirrored, ...(recosted?.value ?? []), ...vouchers.value],
    warnings: issues,
  });
}

/** Books of one organisation may be closed softly where those of others are not. */
function daysOf({ costOnlyThrough: own }: PostingOrder, days: LedgerDays): LedgerDays {
  if (!own || own <= (days.costOnlyThrough ?? '')) return days;
  return { ...days, costOnlyThrough: own };
}

function settleIntent(bench: Workbench, intent: MovementIntent): readonly Issue[] {
  const { parts, found } = takeLots(bench, intent);
  return [...found, ...parts.flatMap((part) => settlePart(bench, part))];
}

function settlePart(bench: Workbench, intent: MovementIntent): readonly Issue[] {
  const wanted = wantedOf(intent, bench);
  if (!wanted.ok) return wanted.error;
  if (!wanted.value) return [];
  const settle = wanted.value.register.valued ? settleValued : settleCounted;
  return settle(bench, intent, wanted.value);
}

function poolOf({ register, key }: PageEntry, { books }: LedgerState) {
  return books.pool(balanceKey(register.key, key)) ?? EMPTY_POOL;
}

function balanceOf(entry: PageEntry, state: LedgerState): Balance {
  const { register, key, units, lastDay } = entry;
  const { lastCost } = register.valued ? poolOf(entry, state) : EMPTY_POOL;
  return {
    register: register.key,
    key,
    resources: resourceTexts(register, units),
    ...(lastCost && { lastCost: costTexts(lastCost, register) }),
    ...(lastDay !== undefined && { lastDay }),
  };
}

function costTexts({ quantity, amount }: Cost, { valued }: CompiledRegister) {
  return {
    quantity: unitsText(quantity, valued?.quantity.scale ?? 0),
    amount: unitsText(amount, valued?.amount.scale ?? 0),
  };
}

function settledLayers(entry: PageEntry, before: LedgerState, state: LedgerState): Settlement['layers'] {
  const { register, key } = entry;
  if (!register.valued?.method.layered) return [];
  const rows = layersAfter(poolOf(entry, before).layers, poolOf(entry, state).layers, register.valued);
  return [{ register: register.key, key, rows }];
}

function settledStandard(
  { entry, register: name, key, price }: MovementIntent,
  registers: ReadonlyMap<string, CompiledRegister>,
): readonly SettledStandard[] {
  const register = registers.get(name);
  if (entry !== 'revalue' || !price || !register?.valued) return [];
  const cost = costTexts(costOfPrice(price, register.valued), register);
  return [{ register: name, group: standardGroup(register, key), ...cost }];
}
