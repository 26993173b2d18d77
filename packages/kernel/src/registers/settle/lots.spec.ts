import { keysToLock } from './ledger-needs.js';
import { LotStore } from './lots.fixtures.js';

let store: LotStore;
const DAY = { day: '2026-03-01' };

beforeEach(() => {
  store = new LotStore();
});

/** Three lots: the one that came last goes off first. */
function filled(): LotStore {
  store.bring('old', '5', { good_through: '2026-09-30', came_on: '2026-01-02' }, DAY);
  store.bring('soon', '4', { good_through: '2026-03-20', came_on: '2026-02-01' }, DAY);
  store.bring('gone', '9', { good_through: '2026-03-04', came_on: '2026-01-01' }, DAY);
  return store;
}

describe('a line that names no lot', () => {
  test('takes what expires first, one movement for each lot, and nothing that is over', () => {
    expect(filled().post('give', [{ qty: '6' }])).toBe('d4');
    expect(store.moved()).toEqual(['soon -4', 'old -2']);
  });

  test('takes a lot through its last day', () => {
    filled().post('give', [{ qty: '1' }], { day: '2026-03-04' });
    expect(store.moved()).toEqual(['gone -1']);
  });

  test('is refused with what is missing in the lots that are good', () => {
    const settled = filled().settle('give', [{ qty: '9.5' }]);
    expect(settled).toMatchObject({
      ok: false,
      error: [
        {
          code: 'insufficient_balance',
          path: '/lines/0/qty',
          params: {
            register: 'shelves',
            dimensions: { item: 'a', place: 'p', lot: null, state: 'free' },
            ...{ balance: '9.000000', wanted: '9.500000', short: '0.500000' },
          },
        },
      ],
    });
  });

  test('takes what came first where that is the order, by its first movement where no record tells', () => {
    store.bring('b', '2', {}, { day: '2026-03-02' });
    store.bring('a', '2', {}, { day: '2026-03-03' });
    store.bring('c', '2', {}, { day: '2026-03-01' });
    store.post('give_first_in', [{ qty: '5' }]);
    expect(store.moved()).toEqual(['c -2', 'b -2', 'a -1']);
  });

  test('takes what lasts longer where it must', () => {
    filled();
    expect(store.post('give_lasting', [{ qty: '5', expiry: '2026-03-20', weight: '1' }])).toBe('d4');
    expect(store.moved()).toEqual(['old -5']);
    store.post('give_lasting', [{ qty: '1', weight: '14.2' }]);
    expect(store.moved()).toEqual(['soon -1']);
    expect(store.post('give_lasting', [{ qty: '1', weight: '15.2' }])).toBe('insufficient_balance');
  });

  test('sees what the lines before it left', () => {
    filled().post('give', [{ qty: '3' }, { qty: '3' }, { qty: '3' }]);
    expect(store.moved()).toEqual(['soon -3', 'soon -1', 'old -2', 'old -3']);
    expect(store.post('give', [{ qty: '1' }])).toBe('insufficient_balance');
  });

  test('takes what lies there without a lot last', () => {
    filled().post('bring_loose', [{ qty: '7' }]);
    store.post('give_some', [{ qty: '10' }]);
    expect(store.moved()).toEqual(['soon -4', 'old -5', '- -1']);
  });

  test('moves nothing where nothing is there and no more than that is taken', () => {
    expect(store.post('give_some', [{ qty: '3' }])).toBe('d1');
    expect(store.moved()).toEqual([]);
  });
});

test('a line that names its lot takes that one', () => {
  filled().post('give', [{ qty: '2', lot: 'old' }]);
  expect(store.moved()).toEqual(['old -2']);
  expect(store.moved('lot_values')).toEqual(['old -2']);
});

test('values leave lot by lot with what is picked', () => {
  filled().post('give', [{ qty: '6' }]);
  expect(store.moved('lot_values')).toEqual(['soon -4', 'old -2']);
  expect(store.ledger.pool('lot_values', 'a', 'soon')).toBe('0 0.00');
  expect(store.ledger.pool('lot_values', 'a', 'old')).toBe('3 0.60');
});

test('what is carried keeps its lots on the other side', () => {
  filled().post('carry', [{ qty: '6' }], { to_place: 'q' });
  expect(store.moved()).toEqual(['soon -4', 'soon 4', 'old -2', 'old 2']);
  expect(store.ledger.pool('shelves', 'a', 'q', 'old', 'free')).toBe('2 0.00');
});

test('what comes back goes to the lots that it left, in their order', () => {
  const given = filled().post('give', [{ qty: '6' }]);
  expect(store.post('bring_back', [{ qty: '5', of: given, of_line: '1' }])).toBe('d5');
  expect(store.moved('lot_values')).toEqual(['soon 4', 'old 1']);
  expect(store.moved()).toEqual(['soon 4', 'old 1']);
});

describe('what comes back where nothing is valued', () => {
  const back = (of: string, quantity: string, place = 'p') =>
    store.post('bring_back_counted', [{ qty: quantity, of, of_line: '1' }], { place });
  let given: string;

  beforeEach(() => {
    given = filled().post('give_first_in', [{ qty: '11' }]);
    expect(store.moved()).toEqual(['gone -9', 'old -2']);
  });

  test('goes to the lots that it left, in their order, wherever it comes back to', () => {
    back(given, '8', 'q');
    expect(store.moved()).toEqual(['gone 8']);
    back(given, '2', 'r');
    expect(store.moved()).toEqual(['gone 1', 'old 1']);
    expect(store.ledger.pool('shelves', 'a', 'r', 'old', 'free')).toBe('1 0.00');
  });

  test('is never more than left, also when some of it was taken back', () => {
    const first = back(given, '10');
    expect(back(given, '1.5')).toBe('return_exceeds_original');
    store.post('undo', [], { of: first });
    expect(store.moved()).toEqual(['gone -9', 'old -1']);
    expect(back(given, '11')).toBe('d8');
    expect(back(given, '0.001')).toBe('return_exceeds_original');
  });

  test('is counted when several documents are settled together', () => {
    const { ledger } = store;
    const order = (qty: string) => ledger.order('bring_back_counted', returned(given, qty), '2026-03-05');
    const settled = ledger.settleTogether([order('7'), order('5'), order('4')]);
    expect(settled.map((each) => each.ok)).toEqual([true, false, true]);
  });

  test('keeps its original from being undone, and an original that was undone from coming back', () => {
    const first = back(given, '1');
    expect(store.post('undo', [], { of: given })).toMatch('returned_since');
    store.post('undo', [], { of: first });
    store.post('undo', [], { of: given });
    expect(store.moved()).toEqual(['gone 9', 'old 2']);
    expect(back(given, '1')).toBe('already_reversed');
  });
});

describe('a reservation', () => {
  test('holds the lots that would be taken, and gives the same ones back', () => {
    const promise = filled().post('promise', [{ qty: '6', demand: 'A' }]);
    expect(store.moved('promises')).toEqual(['soon 4', 'old 2']);
    expect(store.post('promise', [{ qty: '4', demand: 'B' }])).toBe('insufficient_balance');
    expect(store.post('undo', [], { of: promise })).toBe('d6');
    expect(store.ledger.pool('shelves', 'a', 'p', 'soon', 'free')).toBe('4 0.00');
    expect(store.ledger.pool('promises', 'A', 'a', 'p', 'soon')).toBe('0 0.00');
    expect(store.post('undo', [], { of: promise })).toBe('already_reversed');
  });

  test('that was given in part frees the rest of its lots, and only that', () => {
    const promise = filled().post('promise', [{ qty: '6', demand: 'A' }]);
    expect(store.post('hand_over', [{ qty: '7', demand: 'A' }])).toBe('insufficient_balance');
    expect(store.post('hand_over', [{ qty: '5', demand: 'A' }])).toBe('d6');
    expect(store.moved()).toEqual(['old -2', 'soon -3']);
    // As a whole it cannot be taken back any more.
    expect(store.post('undo', [], { of: promise })).toMatch('used_since');
    expect(store.post('free_rest', [{ qty: '6', demand: 'A' }])).toBe('d8');
    expect(store.moved()).toEqual(['soon -1', 'soon 1']);
    expect(store.ledger.pool('promises', 'A', 'a', 'p', 'soon')).toBe('0 0.00');
    store.post('free_rest', [{ qty: '6', demand: 'A' }]);
    expect(store.moved()).toEqual([]);
  });
});

describe('reasons to refuse stand in one order', () => {
  test('too little in the lots before too little that is free', () => {
    filled().post('claim', [{ qty: '12', demand: 'A' }]);
    // 18 lie there and 9 of them are good; 12 are promised.
    expect(store.post('give', [{ qty: '10' }])).toBe('insufficient_balance');
    expect(store.post('give', [{ qty: '7' }])).toBe('insufficient_available');
    expect(store.post('give', [{ qty: '6' }])).toBe('d7');
  });

  test('a lot that a later day took is left to it', () => {
    store.bring('soon', '4', { good_through: '2026-03-20' }, { day: '2026-03-06' });
    store.bring('old', '5', { good_through: '2026-09-30' }, { day: '2026-03-01' });
    expect(store.post('give', [{ qty: '3' }], { day: '2026-03-05' })).toBe('d3');
    expect(store.moved()).toEqual(['old -3']);
    expect(store.post('give', [{ qty: '3' }], { day: '2026-03-05' })).toBe('future_negative');
    expect(store.post('give', [{ qty: '6' }], { day: '2026-03-07' })).toBe('d5');
  });
});

test('lots of one document can be brought and taken together', () => {
  const { ledger } = store;
  const bring = ledger.order('bring', doc('new', '3'), '2026-03-05');
  const give = ledger.order('give_first_in', doc(null, '2'), '2026-03-05');
  expect(ledger.settleTogether([bring, give]).map((each) => each.ok)).toEqual([true, true]);
});

test('what was carried somewhere can be picked there by the next document, as often as it is carried on', () => {
  const { ledger } = filled();
  const carry = (place: string, to: string, qty: string) => {
    const { record } = doc(null, qty);
    return ledger.order('carry', { record: { ...record, place, to_place: to } }, '2026-03-05');
  };
  const orders = [carry('p', 'q', '6'), carry('q', 'r', '5'), carry('r', 's', '1')];
  expect(keysToLock(orders, new Map(), ledger.held())).toEqual(
    expect.arrayContaining(
      ['q', 'r', 's'].map((place) => ({ register: 'shelves', key: ['a', place, 'old', 'free'] })),
    ),
  );
  const settled = ledger.settleTogether(orders);
  expect(settled.map((each) => each.ok && each.value.movements.map(({ key }) => key[2]))).toEqual([
    ['soon', 'soon', 'old', 'old'],
    ['soon', 'soon', 'old', 'old'],
    ['soon', 'soon'],
  ]);
});

function returned(of: string, qty: string) {
  const { record } = doc(null, qty);
  return { record: { ...record, lines: record.lines.map((each) => ({ ...each, of, of_line: '1' })) } };
}

function doc(lot: string | null, qty: string) {
  return {
    record: {
      ...{ id: `x${lot}`, place: 'p', day: '2026-03-05' },
      lines: [{ id: 'l', line_no: 1, item: 'a', lot, qty, amount: '1.00' }],
    },
  };
}
