import type { RecordData } from '../../expression/index.js';
import { HOLDINGS } from '../registers.fixtures.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { DEMANDS, HELD, QUANTITY_POSTINGS } from './documents.fixtures.js';
import { MemoryLedger } from './memory-ledger.fixtures.js';

class Store {
  readonly ledger = new MemoryLedger([HOLDINGS, DEMANDS, HELD], QUANTITY_POSTINGS);
  private count = 0;

  /** Posts a document and says its id, or the codes of the refusal. */
  post(posting: string, lines: readonly RecordData[], header: RecordData = {}): string {
    const id = `d${(this.count += 1)}`;
    const rows = lines.map((each, at) => line(at + 1, { lot: 'L', ...each }));
    const settled = this.ledger.post(
      posting,
      documentOf(rows, { id, ...header }),
      String(header['day'] ?? '2026-03-05'),
    );
    return settled.ok ? id : settled.error.map(({ code }) => code).join();
  }

  holds(lot = 'L', place = 'p'): string {
    return this.ledger.pool('holdings', 'a', place, lot).split(' ')[0] ?? '';
  }
}

function stocked(...quantities: readonly string[]): Store {
  const store = new Store();
  store.post(
    'take_in',
    quantities.map((qty, at) => ({ qty, lot: at === 0 ? 'L' : `L${at}` })),
  );
  return store;
}

describe('what goes out', () => {
  test('must be good on that day: its last day is the last', () => {
    const store = stocked('5');
    expect(store.post('hand_out', [{ qty: '1', expiry: '2026-03-05' }])).toBe('d2');
    expect(store.post('hand_out', [{ qty: '1', expiry: '2026-03-04' }])).toBe('lot_expired');
    expect(store.post('hand_out', [{ qty: '1', expiry: '2026-03-04', waived: true }])).toBe('d4');
  });

  test('is told to be expired before it is told to be missing', () => {
    expect(stocked('1').post('hand_out', [{ qty: '2', expiry: '2026-03-04' }])).toBe('lot_expired');
  });

  test('must not be held for others', () => {
    const store = stocked('5', '3');
    store.post('reserve', [{ qty: '6', demand: 'A' }]);
    expect(store.post('hand_out', [{ qty: '3' }])).toBe('insufficient_available');
    expect(store.post('hand_out', [{ qty: '2' }])).toBe('d4');
  });

  test('for whom it is held uses that up, and no more', () => {
    const store = stocked('5');
    store.post('reserve', [{ qty: '3', demand: 'A' }]);
    expect(store.post('hand_out', [{ qty: '4', demand: 'A' }])).toBe('d3');
    const moved = store.ledger.kept
      .at(-1)
      ?.movements.map(({ register, resources }) => `${register} ${resources['qty']}`);
    expect(moved).toEqual(['holdings -4.000000', 'demands -3.000000', 'held -3.000000']);
    expect(store.post('hand_out', [{ qty: '1', demand: 'A' }])).toBe('d4');
    expect(store.ledger.kept.at(-1)?.movements).toHaveLength(1);
  });

  test('must not be missing on a later day', () => {
    const store = new Store();
    store.post('take_in', [{ qty: '5' }], { day: '2026-03-01' });
    store.post('hand_out', [{ qty: '4' }], { day: '2026-03-08' });
    store.post('take_in', [{ qty: '9' }], { day: '2026-03-09' });
    expect(store.post('hand_out', [{ qty: '2' }], { day: '2026-03-05' })).toBe('future_negative');
    expect(store.post('hand_out', [{ qty: '1' }], { day: '2026-03-05' })).toBe('d5');
    expect(store.post('hand_out', [{ qty: '2' }], { day: '2026-03-09' })).toBe('d6');
  });

  test('counts line by line: each sees what those before it left', () => {
    const store = stocked('5', '5');
    store.post('reserve', [{ qty: '4', demand: 'A' }]);
    const both = [
      { qty: '3', demand: 'A' },
      { qty: '5', lot: 'L1' },
    ];
    expect(store.post('hand_out', both)).toBe('d3');
    expect(store.post('hand_out', [{ qty: '2' }])).toBe('insufficient_available');
  });
});

test('a reservation holds only what is free', () => {
  const store = stocked('5');
  expect(
    store.post('reserve', [
      { qty: '3', demand: 'A' },
      { qty: '3', demand: 'B' },
    ]),
  ).toBe('insufficient_available');
  expect(
    store.post('reserve', [
      { qty: '3', demand: 'A' },
      { qty: '2', demand: 'B' },
    ]),
  ).toBe('d3');
});

test('what is carried leaves one place and comes to the other', () => {
  const store = stocked('5');
  store.post('carry', [{ qty: '2' }], { to_place: 'q' });
  expect([store.holds('L'), store.holds('L', 'q')]).toEqual(['3', '2']);
});

test('what comes back goes where it left from unless the document says otherwise', () => {
  const store = stocked('5');
  const gone = store.post('hand_out', [{ qty: '2' }]);
  store.post('bring_back', [{ qty: '1', of: gone, of_line: '1', lot: null }]);
  expect(store.holds()).toBe('4');
});

test('a reversal of quantities gives back what went and takes back what came, once', () => {
  const store = stocked('5');
  const gone = store.post('hand_out', [{ qty: '2' }]);
  store.post('undo', [], { of: gone });
  expect(store.holds()).toBe('5');
  expect(store.post('undo', [], { of: gone })).toBe('already_reversed');
});
