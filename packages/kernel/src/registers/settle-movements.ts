import { isError, issue, magnitude, ok, refused, unitsOf, unitsText } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { assertMovementsExplain } from './invariants.js';
import { LedgerPage } from './ledger-page.js';
import type { Balance, Movement, MovementIntent } from './movement.js';
import type { CompiledRegister } from './register.js';
import { resourceTexts } from './resource-units.js';
import type { Units } from './resource-units.js';

/** Movements with the balances that they leave. */
export interface SettledMovements {
  readonly movements: readonly Movement[];
  readonly balances: readonly Balance[];
  readonly warnings: readonly Issue[];
}

/**
 * Applies intents to locked balances, in their order: costs them, checks the policy of each register and gives the
 * movements and balances to write, or every reason why not.
 * @param balances by `balanceKey`; what is missing is zero.
 */
export function settleMovements(
  registers: ReadonlyMap<string, CompiledRegister>,
  intents: readonly MovementIntent[],
  balances: ReadonlyMap<string, Balance>,
): Result<SettledMovements, readonly Issue[]> {
  const page = new LedgerPage(balances);
  const results = intents.map((intent) => settle(registerOf(registers, intent), intent, page));
  const issues = results.flatMap((result) => (result.ok ? result.value.warnings : result.error));
  if (issues.some(isError)) return refused(issues.filter(isError));
  const movements = results.flatMap((result) => (result.ok ? [result.value.movement] : []));
  const changed = page.changed();
  assertMovementsExplain(registers, movements, balances, changed);
  return ok({ movements, balances: changed, warnings: issues });
}

function registerOf(
  registers: ReadonlyMap<string, CompiledRegister>,
  intent: MovementIntent,
): CompiledRegister {
  const register = registers.get(intent.register);
  if (!register)
    throw new Error(`movement ${intent.ruleId} names a register that was not compiled: ${intent.register}`);
  return register;
}

function settle(
  register: CompiledRegister,
  intent: MovementIntent,
  page: LedgerPage,
): Result<{ movement: Movement; warnings: readonly Issue[] }, readonly Issue[]> {
  const before = page.held(register, intent.key);
  const wanted = wantedUnits(register, intent);
  const short = shortages(register, intent, before, wanted);
  if (short.some(isError)) return refused(short);
  const moved = costed(register, intent, before, wanted);
  if (!moved.ok) return moved;
  const signed = intent.direction === 'in' ? moved.value : moved.value.map((units) => -units);
  const after = before.map((units, at) => units + (signed[at] ?? 0n));
  const faults = brokenPool(register, intent, after);
  if (faults.length > 0) return refused(faults);
  page.write(register, intent.key, after);
  return ok({ movement: movementOf(register, intent, signed, after), warnings: short });
}

function movementOf(
  register: CompiledRegister,
  intent: MovementIntent,
  signed: Units,
  after: Units,
): Movement {
  const { ruleId, key, direction, line } = intent;
  return {
    ruleId,
    register: register.key,
    key,
    direction,
    resources: resourceTexts(register, signed),
    balanceAfter: register.keepsBalance ? resourceTexts(register, after) : undefined,
    line,
  };
}

function wantedUnits(register: CompiledRegister, intent: MovementIntent): Units {
  return register.resources.map(({ id, scale }) => {
    const value = intent.resources[id];
    return value ? unitsOf(value, scale) : 0n;
  });
}

/** Balances that the movement would leave below zero. In a valued register only the quantity can be short. */
function shortages(
  register: CompiledRegister,
  intent: MovementIntent,
  before: Units,
  wanted: Units,
): Issue[] {
  if (register.negative === 'allow' || !register.keepsBalance) return [];
  const counted = register.valued ? register.resources.slice(0, 1) : register.resources;
  return counted.flatMap(({ id, scale }, at) => {
    const balance = before[at] ?? 0n;
    const quantity = wanted[at] ?? 0n;
    const after = intent.direction === 'in' ? balance + quantity : balance - quantity;
    if (after >= 0n || after >= balance) return [];
    const params = {
      register: register.key,
      resource: id,
      dimensions: namedDimensions(register, intent),
      balance: unitsText(balance, scale),
      wanted: unitsText(magnitude(quantity), scale),
      short: unitsText(-after, scale),
    };
    const found = issue('insufficient_balance', intent.path, params);
    return [register.negative === 'warn' ? { ...found, severity: 'warning' as const } : found];
  });
}

/** The wanted units with the amount filled in where the pool's own cost gives it. */
function costed(
  register: CompiledRegister,
  intent: MovementIntent,
  before: Units,
  wanted: Units,
): Result<Units, readonly Issue[]> {
  if (!register.valued || intent.cost === 'given') return ok(wanted);
  const [quantity = 0n] = wanted;
  const [held = 0n, worth = 0n] = before;
  const cost =
    register.costing.costOf({ quantity: held, amount: worth }, quantity, intent.direction) ??
    ownCost(register, intent);
  if (cost !== undefined) return ok([quantity, cost]);
  const params = { register: register.key, dimensions: namedDimensions(register, intent) };
  return refused([issue('cost_unknown', intent.path, params)]);
}

function ownCost(register: CompiledRegister, intent: MovementIntent): bigint | undefined {
  if (!intent.costWhenEmpty || !register.valued) return undefined;
  return unitsOf(intent.costWhenEmpty, register.valued.amount.scale);
}

/** A pool may not be worth less than nothing, nor anything at quantity 0: given costs can bring it there. */
function brokenPool(register: CompiledRegister, intent: MovementIntent, after: Units): Issue[] {
  if (!register.valued) return [];
  const [quantity = 0n, amount = 0n] = after;
  const params = () => ({
    register: register.key,
    dimensions: namedDimensions(register, intent),
    amount: unitsText(amount, register.valued?.amount.scale ?? 0),
  });
  if (amount < 0n) return [issue('negative_value', intent.path, params())];
  if (quantity === 0n && amount !== 0n) return [issue('residual_value', intent.path, params())];
  return [];
}

function namedDimensions(register: CompiledRegister, intent: MovementIntent): Record<string, string | null> {
  return Object.fromEntries(register.dimensions.map(({ id }, at) => [id, intent.key[at] ?? null]));
}
