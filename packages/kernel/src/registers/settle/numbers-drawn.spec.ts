import { Decimal } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { Balance, MovementIntent } from '../movement.js';
import { balancesOf, compiledRegister, EMPTY_POSTING, HOLDINGS, valueIntent } from '../registers.fixtures.js';
import { LAYERS } from './documents.fixtures.js';
import { factsOf } from './ledger-facts.js';
import type { PostingOrder } from './ledger-facts.js';
import { needsUnderLock } from './ledger-needs.js';
import { OpenLedger } from './open-ledger.js';

/** Layers bear the number of the movement that brought them, so it is drawn before; it must not say that this one came first. */

const REGISTERS = new Map([LAYERS, HOLDINGS].map((each) => [each.key, compiledRegister(each)]));
const POOL: Balance = { register: LAYERS.key, key: ['a', 'p'], resources: { qty: '10', amount: '50.00' } };
const OPENING = {
  source: '1',
  acquired: '2026-03-01',
  order: '1',
  received: '10',
  quantity: '10',
  amount: '50',
};

const layered = (direction: 'in' | 'out', index: number): MovementIntent => ({
  ...valueIntent(direction, '2', { index, ...(direction === 'in' && { amount: '9.00' }) }),
  register: LAYERS.key,
});

const counted = (index: number): MovementIntent => ({
  ruleId: 'hold',
  register: HOLDINGS.key,
  key: ['a', 'p', null],
  direction: 'in',
  resources: { qty: new Decimal('1') },
  path: `/lines/${index}/qty`,
});

/** Settles documents one after the other with the numbers that they asked for; gives those of their movements. */
function numbersOf(...documents: readonly (readonly MovementIntent[])[]): readonly (string | undefined)[] {
  const posting = { ...EMPTY_POSTING, registers: REGISTERS };
  const orders = documents.map((intents): PostingOrder => ({
    posting,
    intents,
    input: { record: {} },
    businessDate: '2026-03-05',
  }));
  const balances = balancesOf(POOL);
  const { newSeqs } = needsUnderLock(orders, new Map(), balances);
  const facts = {
    ...factsOf(balances),
    layers: new Map([[balanceKey(POOL.register, POOL.key), [OPENING]]]),
    seqs: Array.from({ length: newSeqs }, (_, at) => String(100 + at)),
  };
  const open = OpenLedger.open(orders, facts);
  return orders.flatMap((order) => {
    const settled = open.settle(order);
    if (!settled.ok) throw new Error(JSON.stringify(settled.error));
    return settled.value.movements.map(({ seq }) => seq);
  });
}

test('a line that takes from a pool before one that brings into it has the lower number', () => {
  expect(numbersOf([layered('out', 0), layered('in', 1)])).toEqual(['100', '101']);
});

test('so does the movement of any other register, and of a document before it', () => {
  expect(
    numbersOf([counted(0), layered('out', 1)], [counted(0), layered('in', 1), layered('out', 2)]),
  ).toEqual(['100', '101', '102', '103', '104']);
});

test('where nothing brings layers no number is drawn before the writing', () => {
  expect(numbersOf([counted(0), layered('out', 1)])).toEqual([undefined, undefined]);
});
