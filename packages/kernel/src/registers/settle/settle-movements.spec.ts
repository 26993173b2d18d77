import fc from 'fast-check';
import { Decimal, unitsText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { Balance, Movement, MovementIntent, Settlement } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import {
  balancesOf,
  compiledRegister,
  EMPTY_POSTING,
  HOLDINGS,
  pool,
  REGISTERS,
  TURNOVER,
  valueIntent,
} from '../registers.fixtures.js';
import { factsOf } from './ledger-facts.js';
import { OpenLedger } from './open-ledger.js';

/** Settles intents as those of one document. */
function settleMovements(
  registers: ReadonlyMap<string, CompiledRegister>,
  intents: readonly MovementIntent[],
  balances: ReadonlyMap<string, Balance>,
) {
  const posting = { ...EMPTY_POSTING, registers };
  const order = { posting, intents, input: { record: {} }, businessDate: '2026-03-05' };
  return OpenLedger.open([order], factsOf(balances)).settle(order);
}

function settled(intents: readonly MovementIntent[], ...balances: readonly Balance[]): Settlement {
  const result = settleMovements(REGISTERS, intents, balancesOf(...balances));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function refusals(intents: readonly MovementIntent[], ...balances: readonly Balance[]) {
  const result = settleMovements(REGISTERS, intents, balancesOf(...balances));
  return result.ok ? [] : result.error;
}

const amounts = (movements: readonly Movement[]) => movements.map((movement) => movement.resources['amount']);

function holding(direction: 'in' | 'out', qty: string, index = 0): MovementIntent {
  const { line, path } = valueIntent(direction, qty, { index });
  return {
    ruleId: 'hold',
    register: HOLDINGS.key,
    key: ['a', 'p', 'x'],
    direction,
    resources: { qty: new Decimal(qty) },
    line,
    path,
  };
}

describe('moving average', () => {
  test('the movement that empties a pool takes all that is left', () => {
    const { movements, balances } = settled(
      [valueIntent('out', '8'), valueIntent('out', '4')],
      pool('12', '41.70'),
    );
    expect(amounts(movements)).toEqual(['-27.80', '-13.90']);
    expect(balances).toMatchObject([pool('0.000000', '0.00')]);
  });

  test('odd cents never drift: 100.00 leaves in thirds as 33.33, 33.34 and 33.33', () => {
    const { movements } = settled(
      [1, 2, 3].map((index) => valueIntent('out', '1', { index })),
      pool('3', '100.00'),
    );
    expect(amounts(movements)).toEqual(['-33.33', '-33.34', '-33.33']);
  });

  test('a gain enters at the cost of the pool', () => {
    const { movements } = settled([valueIntent('in', '2')], pool('7', '21.70'));
    expect(amounts(movements)).toEqual(['6.20']);
  });

  test('a gain into an empty pool enters at the cost that the document names', () => {
    const { movements } = settled([valueIntent('in', '2', { costWhenEmpty: '9.99' })]);
    expect(amounts(movements)).toEqual(['9.99']);
  });

  test('a gain into an empty pool without any cost is refused', () => {
    expect(refusals([valueIntent('in', '2')])).toMatchObject([
      { code: 'cost_unknown', path: '/lines/0/qty' },
    ]);
  });

  test('each movement sees the effect of those before it', () => {
    const { movements } = settled(
      [valueIntent('in', '10', { amount: '50.00' }), valueIntent('out', '4')],
      pool('10', '30.00'),
    );
    expect(amounts(movements)).toEqual(['50.00', '-16.00']);
    expect(movements[1]?.balanceAfter).toEqual({ qty: '16.000000', amount: '64.00' });
  });
});

describe('a register that refuses to go below zero', () => {
  const held: Balance = { register: HOLDINGS.key, key: ['a', 'p', 'x'], resources: { qty: '5' } };

  test('says which line is short by how much, of what', () => {
    expect(refusals([holding('out', '3'), holding('out', '4', 1)], held)).toEqual([
      {
        code: 'insufficient_balance',
        path: '/lines/1/qty',
        params: {
          register: 'holdings',
          resource: 'qty',
          dimensions: { item: 'a', place: 'p', lot: 'x' },
          balance: '2.000000',
          wanted: '4.000000',
          short: '2.000000',
        },
      },
    ]);
  });

  test('lets the last piece go', () => {
    expect(settled([holding('out', '5')], held).balances).toMatchObject([
      { ...held, resources: { qty: '0.000000' } },
    ]);
  });
});

test('a register that warns lets the movement pass and says so', () => {
  const registers = new Map([[HOLDINGS.key, compiledRegister({ ...HOLDINGS, negative: 'warn' })]]);
  const result = settleMovements(registers, [holding('out', '1')], new Map());
  expect(result).toMatchObject({
    ok: true,
    value: {
      warnings: [{ code: 'insufficient_balance', severity: 'warning' }],
      balances: [{ resources: { qty: '-1.000000' } }],
    },
  });
});

test('a turnover register gets movements and keeps no balance', () => {
  const { movements, balances } = settled([{ ...holding('out', '7'), register: TURNOVER.key }]);
  expect(movements).toMatchObject([{ resources: { qty: '-7.000000' }, balanceAfter: undefined }]);
  expect(balances).toEqual([]);
});

test('a balance that was broken before is noticed before anything is added to it', () => {
  expect(() => settled([valueIntent('in', '1', { amount: '1.00' })], pool('-1', '5.00'))).toThrow(
    'broken pool',
  );
});

describe('whatever is posted', () => {
  const quantity = fc
    .integer({ min: 1, max: 5_000_000 })
    .map((units) => new Decimal(units).div(1000).toString());
  const money = fc.bigInt({ min: 0n, max: 10_000_000n }).map((cents) => unitsText(cents, 2));
  const item = fc.constantFrom('a', 'b', 'c');
  const receipt = fc
    .record({ item, qty: quantity, amount: money })
    .map(({ qty, ...rest }) => valueIntent('in', qty, rest));
  const issue = fc.record({ item, qty: quantity }).map(({ qty, ...rest }) => valueIntent('out', qty, rest));
  const gain = fc
    .record({ item, qty: quantity, costWhenEmpty: money })
    .map(({ qty, ...rest }) => valueIntent('in', qty, rest));
  const intents = fc.array(fc.oneof(receipt, issue, gain), { maxLength: 40 });

  /** Keeps of each sequence what is accepted, one document after the other. */
  function play(all: readonly MovementIntent[]) {
    const balances = new Map<string, Balance>();
    const movements: Movement[] = [];
    for (const intent of all) {
      const result = settleMovements(REGISTERS, [intent], balances);
      if (!result.ok) continue;
      movements.push(...result.value.movements);
      result.value.balances.forEach((balance) =>
        balances.set(balanceKey(balance.register, balance.key), balance),
      );
    }
    return { balances, movements };
  }

  const sum = (movements: readonly Movement[], resource: string) =>
    movements.reduce((total, movement) => total.plus(movement.resources[resource] ?? 0), new Decimal(0));

  test('the movements add up to the balances', () => {
    fc.assert(
      fc.property(intents, (all) => {
        const { balances, movements } = play(all);
        for (const balance of balances.values()) {
          const own = movements.filter((movement) => movement.key[0] === balance.key[0]);
          expect(sum(own, 'qty').equals(balance.resources['qty'] ?? 0)).toBe(true);
          expect(sum(own, 'amount').equals(balance.resources['amount'] ?? 0)).toBe(true);
        }
      }),
    );
  });

  test('a pool without quantity is worth nothing, and none is worth less', () => {
    fc.assert(
      fc.property(intents, (all) => {
        for (const { resources } of play(all).balances.values()) {
          if (resources['qty'] === '0.000000') expect(resources['amount']).toBe('0.00');
          expect(resources['amount']?.startsWith('-')).toBe(false);
        }
      }),
    );
  });

  test('one document of many lines ends where many documents of one line end', () => {
    fc.assert(
      fc.property(intents, (all) => {
        const { balances, movements } = play(all);
        const accepted = all.filter(
          (_, at) => play(all.slice(0, at + 1)).movements.length > play(all.slice(0, at)).movements.length,
        );
        const together = settled(accepted);
        expect(together.movements).toEqual(movements);
        together.balances.forEach((balance) =>
          expect(balances.get(balanceKey(balance.register, balance.key))).toEqual(balance),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('keys that have nothing to do with each other can be posted in any order', () => {
    fc.assert(
      fc.property(intents, (all) => {
        const forwards = play(all).balances;
        const byItem = play(all.toSorted((a, b) => (a.key[0] ?? '').localeCompare(b.key[0] ?? ''))).balances;
        expect(new Map([...byItem].toSorted())).toEqual(new Map([...forwards].toSorted()));
      }),
    );
  });
});
