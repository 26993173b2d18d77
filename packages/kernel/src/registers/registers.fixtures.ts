import { Decimal } from '../foundation/index.js';
import type { RegisterDefinition } from '../metadata/index.js';
import { balanceKey } from './balance-key.js';
import type { Balance, MovementIntent } from './movement.js';
import type { CompiledPosting } from './posting/compile-posting.js';
import { compileRegister } from './register.js';
import type { CompiledRegister } from './register.js';

const named = (text: string) => ({ 'zh-CN': text, en: text });

/** Quantities of an item at a place. */
export const HOLDINGS: RegisterDefinition = {
  kind: 'register',
  format: 1,
  key: 'holdings',
  title: named('holdings'),
  type: 'balance',
  dimensions: [
    { id: 'item', title: named('item'), type: 'reference', form: 'item', required: true },
    { id: 'place', title: named('place'), type: 'reference', form: 'place', required: true },
    { id: 'lot', title: named('lot'), type: 'text', required: false },
  ],
  resources: [{ id: 'qty', title: named('qty'), scale: 6, role: 'quantity' }],
  negative: 'refuse',
  valuation: 'none',
};

/** The same, valued at moving average; the amount is named first to show that the slots do not follow the order. */
export const VALUES: RegisterDefinition = {
  ...HOLDINGS,
  key: 'item_values',
  title: named('values'),
  dimensions: HOLDINGS.dimensions.slice(0, 2),
  resources: [
    { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
    { id: 'qty', title: named('qty'), scale: 6, role: 'quantity' },
  ],
  valuation: 'moving_average',
};

/** Movements only. */
export const TURNOVER: RegisterDefinition = {
  ...HOLDINGS,
  key: 'usage',
  title: named('usage'),
  type: 'turnover',
  negative: 'allow',
};

/** The compiled register of a definition that is known to be right. */
export function compiledRegister(definition: RegisterDefinition): CompiledRegister {
  const compiled = compileRegister(definition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

export const REGISTERS: ReadonlyMap<string, CompiledRegister> = new Map(
  [HOLDINGS, VALUES, TURNOVER].map((definition) => [definition.key, compiledRegister(definition)]),
);

/** A posting that has nothing but its registers. */
export const EMPTY_POSTING: CompiledPosting = {
  key: 'document',
  definition: {
    kind: 'posting',
    format: 1,
    key: 'document',
    title: named('document'),
    form: 'doc',
    movements: [],
  },
  movements: [],
  vouchers: [],
  registers: REGISTERS,
  warnings: [],
};

/** A movement of values into or out of the pool of an item. */
export function valueIntent(
  direction: 'in' | 'out',
  qty: string,
  options: { amount?: string; costWhenEmpty?: string; item?: string; index?: number } = {},
): MovementIntent {
  const { amount, costWhenEmpty, item = 'a', index = 0 } = options;
  return {
    ruleId: 'value',
    register: VALUES.key,
    key: [item, 'p'],
    direction,
    entry: direction === 'out' ? 'issue' : amount === undefined ? 'count' : 'receive',
    resources: { qty: new Decimal(qty), ...(amount === undefined ? {} : { amount: new Decimal(amount) }) },
    ...(costWhenEmpty !== undefined && { costWhenEmpty: new Decimal(costWhenEmpty) }),
    line: { id: `line-${index}`, no: index + 1, index },
    path: `/lines/${index}/qty`,
  };
}

/** Balances as they are locked. */
export function balancesOf(...balances: readonly Balance[]): ReadonlyMap<string, Balance> {
  return new Map(balances.map((balance) => [balanceKey(balance.register, balance.key), balance]));
}

/** The pool of an item. */
export function pool(qty: string, amount: string, item = 'a'): Balance {
  return { register: VALUES.key, key: [item, 'p'], resources: { qty, amount } };
}
