import { OpenLedger } from './open-ledger.js';
import type { MovementRule } from '../../metadata/index.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { VALUES } from '../registers.fixtures.js';
import { LAYERS } from './documents.fixtures.js';
import {
  EXPIRES_FIRST,
  LOT_REGISTERS,
  LotStore,
  posting,
  PROMISE_OF_PICKED,
  shelved,
} from './lots.fixtures.js';

/** One line may refer to several earlier movements: the lots that were picked for it, or all lines of a document. */

const EARLY = { day: '2026-03-01' };
const linked = (document: string, movement: string) => ({
  postings: [document],
  movement,
  document: 'lines.of',
});
const valued = (rule: Partial<MovementRule>): MovementRule => ({
  ...shelved({ id: 'value', register: 'lot_values' }),
  dimensions: {},
  ...rule,
});
const bring = (store: LotStore, ...lots: readonly [string, string, string][]) =>
  store.post(
    'bring',
    lots.map(([lot, qty, amount]) => ({ lot, qty, amount })),
    EARLY,
  );

describe('what goes back to where it came from', () => {
  const sendBack = posting(
    'send_back',
    valued({ direction: 'out', entry: 'return', link: linked('bring', 'value') }),
  );
  const lose = posting(
    'lose',
    valued({ direction: 'out', dimensions: { item: 'lines.item', lot: 'lines.lot' } }),
  );
  let store: LotStore;
  let brought: string;

  beforeEach(() => {
    store = new LotStore([sendBack, lose]);
    brought = bring(store, ['A', '10', '100.00'], ['B', '10', '200.00']);
  });

  test('is taken from each lot that came, as far as it lies there', () => {
    expect(store.post('send_back', [{ qty: '15', of: brought }])).toBe('d2');
    expect(store.moved('lot_values')).toEqual(['A -10', 'B -5']);
  });

  test('is refused where one of them is gone, however much there is of another one', () => {
    bring(store, ['A', '100', '1000.00']);
    store.post('lose', [{ lot: 'B', qty: '10' }]);
    expect(store.post('send_back', [{ qty: '15', of: brought }])).toBe('insufficient_balance');
  });
});

describe('what comes back and says what it is', () => {
  const takeBack = posting(
    'take_back',
    shelved({
      ...{ direction: 'in', entry: 'return', dimensions: { lot: 'lines.lot' } },
      link: { ...linked('give', 'shelf'), line: 'lines.of_line' },
    }),
    valued({
      ...{ direction: 'in', entry: 'return', dimensions: { lot: { picked: 'shelf' } } },
      ...{ resources: { qty: { movement: 'shelf' } } },
      link: { ...linked('give', 'value'), line: 'lines.of_line' },
    }),
  );

  test('is of the lot that it names, at what that lot cost, and no more than left of it', () => {
    const store = new LotStore([takeBack]);
    for (const lot of ['A', 'B']) store.ledger.records.set(lot, { code: lot, good_through: '2026-04-01' });
    bring(store, ['A', '5', '50.00'], ['B', '5', '100.00']);
    const given = store.post('give', [{ qty: '10' }]);
    const back = () => store.post('take_back', [{ qty: '5', lot: 'B', of: given, of_line: '1' }]);
    expect(back()).toBe('d3');
    expect(store.ledger.pool('lot_values', 'a', 'B')).toBe('5 100.00');
    expect(back()).toBe('return_exceeds_original');
  });

  test('is of the item that it names, where it refers to a whole document', () => {
    const value = (rule: Partial<MovementRule>) => ({
      ...shelved({ id: 'value', register: VALUES.key }),
      ...{ dimensions: { item: 'lines.item', place: 'place' }, ...rule },
    });
    const store = new LotStore(
      [
        posting('buy', value({ direction: 'in', resources: { qty: 'lines.qty', amount: 'lines.amount' } })),
        posting('sell', value({ direction: 'out' })),
        posting('unsell', value({ direction: 'in', entry: 'return', link: linked('sell', 'value') })),
      ],
      [...LOT_REGISTERS, VALUES],
    );
    const bought = [
      { item: 'a', qty: '10', amount: '10.00' },
      { item: 'b', qty: '10', amount: '90.00' },
    ];
    store.post('buy', bought);
    const sold = store.post('sell', bought);
    expect(store.post('unsell', [{ item: 'b', qty: '5', of: sold }])).toBe('d3');
    expect(store.ledger.pool(VALUES.key, 'b', 'p')).toBe('5 45.00');
    expect(store.post('unsell', [{ item: 'a', qty: '10', of: sold }])).toBe('d4');
    expect(store.ledger.pool(VALUES.key, 'a', 'p')).toBe('10 10.00');
  });

  test('may be of one lot that left on several lines, also where layers are kept', () => {
    const layers = (rule: Partial<MovementRule>): MovementRule => ({
      ...shelved({ id: 'layers', register: 'lot_layers' }),
      ...{ dimensions: { item: 'lines.item', place: 'place' }, ...rule },
    });
    const store = new LotStore(
      [
        posting(
          'in',
          shelved({ direction: 'in' }),
          layers({ direction: 'in', resources: { qty: 'lines.qty', amount: 'lines.amount' } }),
        ),
        posting('out', shelved({ direction: 'out' }), layers({ direction: 'out' })),
        posting(
          'back',
          shelved({
            direction: 'in',
            entry: 'return',
            dimensions: { state: '"free"' },
            link: linked('out', 'shelf'),
          }),
          PROMISE_OF_PICKED,
          layers({ direction: 'in', entry: 'return', dimensions: {}, link: linked('out', 'layers') }),
        ),
      ],
      [...LOT_REGISTERS, { ...LAYERS, key: 'lot_layers' }],
    );
    store.post('in', [{ lot: 'A', qty: '20', amount: '200.00' }]);
    const out = store.post('out', [
      { lot: 'A', qty: '3' },
      { lot: 'A', qty: '4' },
    ]);
    expect(store.post('back', [{ qty: '7', of: out, demand: 'X' }])).toBe('d3');
    expect(store.moved('promises')).toEqual(['A 3', 'A 4']);
  });
});

test.each([
  ['A', 'B'],
  ['B', 'A'],
])('what goes back of %s and %s leaves each lot what a later day has taken', (first, second) => {
  const back = posting(
    'send_back',
    shelved({
      ...{ direction: 'out', entry: 'return', dimensions: {}, guard: { later: true } },
      link: linked('bring_loose', 'shelf'),
    }),
  );
  const store = new LotStore([back]);
  const brought = store.post(
    'bring_loose',
    [
      { lot: first, qty: '10' },
      { lot: second, qty: '10' },
    ],
    EARLY,
  );
  store.post('scrap', [{ lot: 'B', qty: '10' }], { day: '2026-03-05' });
  store.post('bring_loose', [{ lot: 'B', qty: '10' }], { day: '2026-03-08' });
  expect(store.post('send_back', [{ qty: '20', of: brought }], { day: '2026-03-03' })).toBe(
    'future_negative',
  );
});

test('where at most what is there is taken, no more need be free than that', () => {
  const free = { item: 'lines.item', place: 'place', state: '"free"' };
  const guard = { available: [{ register: 'shelves', dimensions: free, sign: 'plus' as const }] };
  const store = new LotStore([
    posting('give_what_is_free', shelved({ direction: 'out', capped: true, pick: EXPIRES_FIRST, guard })),
  ]);
  store.post('bring_loose', [{ lot: 'A', qty: '3' }]);
  expect(store.post('give_what_is_free', [{ qty: '5' }])).toBe('d2');
  expect(store.moved()).toEqual(['A -3']);
  expect(store.post('give_what_is_free', [{ qty: '5' }])).toBe('d3');
  expect(store.moved()).toEqual([]);
});

test('what a reversal books beside is refused for its own reasons, not as used since', () => {
  const exchange = {
    ...posting('exchange', shelved({ direction: 'out' })),
    reverses: { postings: ['give_first_in'], document: 'of' },
  };
  const store = new LotStore([exchange]);
  store.post('bring_loose', [{ lot: 'A', qty: '3' }]);
  const given = store.post('give_first_in', [{ qty: '2' }]);
  const document = documentOf([line(1, { lot: 'A', qty: '50' })], { id: 'x', of: given });
  const order = store.ledger.order('exchange', document, '2026-03-05');
  const settled = OpenLedger.open([order], store.ledger.facts([order])).settle(order);
  expect(settled).toMatchObject({
    ok: false,
    error: [{ code: 'insufficient_balance', path: '/lines/0/qty' }],
  });
});
