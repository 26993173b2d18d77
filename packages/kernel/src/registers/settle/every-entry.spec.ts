import type { RecordData } from '../../expression/index.js';
import type { RegisterDefinition } from '../../metadata/index.js';
import { VALUES } from '../registers.fixtures.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { LAYERS, postingsFor, STANDARD } from './documents.fixtures.js';
import { MemoryLedger } from './memory-ledger.fixtures.js';

/** A house with one valued register, and documents that post to it. */
class House {
  readonly ledger: MemoryLedger;
  private count = 0;

  constructor(
    private readonly register: RegisterDefinition,
    private readonly today?: string,
  ) {
    this.ledger = new MemoryLedger([register], postingsFor(register.key));
  }

  /** Posts a document and says its id, or the code of the refusal. */
  post(posting: string, lines: readonly RecordData[], header: RecordData = {}): string {
    const id = `d${(this.count += 1)}`;
    const { day = '2026-03-05' } = header;
    const rows = lines.map((each, at) => line(at + 1, each));
    const settled = this.ledger.post(posting, documentOf(rows, { id, ...header }), String(day), this.today);
    return settled.ok ? id : String(settled.error[0]?.code);
  }

  /** What reversals of a document are refused for that are settled together. */
  undoTogether(of: string, times: number): readonly string[] {
    const orders = Array.from({ length: times }, (_, at) =>
      this.ledger.order('undo', documentOf([], { id: `u${at}`, of }), '2026-03-05'),
    );
    return this.ledger
      .settleTogether(orders)
      .map((settled) => (settled.ok ? '' : String(settled.error[0]?.code)));
  }

  pool(item = 'a', place = 'p'): string {
    return this.ledger.pool(this.register.key, item, place);
  }

  get last() {
    const kept = this.ledger.kept.at(-1);
    if (!kept) throw new Error('nothing was posted');
    return kept;
  }

  /** The movements of the last document: quantity and amount. */
  moved(): readonly string[] {
    return this.last.movements.map(
      ({ entry, resources }) =>
        `${entry} ${Number.parseInt(resources['qty'] ?? '0', 10)} ${resources['amount']}`,
    );
  }

  vouchers(): readonly string[] {
    return this.last.vouchers.flatMap(({ lines }) =>
      lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`),
    );
  }
}

const average = () => new House(VALUES);
const layered = () => new House(LAYERS);

describe('what is received and issued', () => {
  test('leaves at the average, the last piece with all that is left', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '100.00' }]);
    house.post('issue', [{ qty: '1' }, { qty: '1' }, { qty: '1' }]);
    expect(house.moved()).toEqual(['issue -1 -33.33', 'issue -1 -33.34', 'issue -1 -33.33']);
    expect(house.pool()).toBe('0 0.00');
  });

  test('leaves the oldest layer first, with the layers named in the movement', () => {
    const house = layered();
    house.post('receipt', [
      { qty: '2', amount: '20.00' },
      { qty: '2', amount: '30.00' },
    ]);
    house.post('issue', [{ qty: '3' }]);
    expect(house.pool()).toBe('1 15.00 [1:15.00]');
    expect(house.last.movements[0]?.pieces?.map(({ quantity, amount }) => `${quantity} ${amount}`)).toEqual([
      '2.000000 20.00',
      '1.000000 15.00',
    ]);
  });

  test('of an earlier day stands before what was there', () => {
    const house = layered();
    house.post('receipt', [{ qty: '1', amount: '9.00' }], { day: '2026-03-09' });
    house.post('receipt', [{ qty: '1', amount: '5.00' }], { day: '2026-03-05' });
    house.post('issue', [{ qty: '1' }], { day: '2026-03-10' });
    expect(house.moved()).toEqual(['issue -1 -5.00']);
  });

  test('at standard cost is always worth the standard; the rest of the price is a variance in the voucher', () => {
    const house = new House(STANDARD);
    house.post('revalue', [{ unit_cost: '7.5' }]);
    house.post('receipt', [{ qty: '4', amount: '33.00' }]);
    expect(house.pool()).toBe('4 30.00');
    expect(house.vouchers()).toEqual(['debit goods 30.00', 'debit difference 3.00', 'credit owed 33.00']);
    house.post('receipt', [{ qty: '2', amount: '14.00' }]);
    expect(house.vouchers()).toEqual(['debit goods 15.00', 'credit difference 1.00', 'credit owed 14.00']);
  });

  test('may go short where the register allows it, and what comes then clears it', () => {
    const house = new House({ ...VALUES, negative: 'allow' });
    house.post('receipt', [{ qty: '2', amount: '20.00' }]);
    house.post('issue', [{ qty: '5' }]);
    expect(house.pool()).toBe('-3 -30.00');
    house.post('receipt', [{ qty: '4', amount: '48.00' }]);
    expect(house.last.movements[0]?.variances).toEqual([{ kind: 'shortage', amount: '6.00' }]);
    expect(house.pool()).toBe('1 12.00');
  });
});

describe('a new standard', () => {
  test('changes every pool of the item and no other', () => {
    const house = new House(STANDARD);
    house.post('revalue', [{ unit_cost: '10' }]);
    house.post('receipt', [{ qty: '2', amount: '20.00' }]);
    house.post('receipt', [{ qty: '3', amount: '30.00' }], { place: 'q' });
    house.post('revalue', [{ unit_cost: '12.5' }]);
    expect([house.pool(), house.pool('a', 'q')]).toEqual(['2 25.00', '3 37.50']);
    expect(house.last.movements.map(({ variances }) => variances)).toEqual([
      [{ kind: 'standard_revaluation', amount: '-5.00' }],
      [{ kind: 'standard_revaluation', amount: '-7.50' }],
    ]);
  });

  test('a new standard is not undone, because the standard would stay', () => {
    const house = new House(STANDARD);
    house.post('revalue', [{ unit_cost: '10' }]);
    house.post('receipt', [{ qty: '3', amount: '30.00' }]);
    const raised = house.post('revalue', [{ unit_cost: '12' }]);
    expect(house.post('undo', [], { of: raised })).toBe('standard_stays');
  });

  test('is the provisional cost of what never had one, in a register that is valued otherwise', () => {
    const house = new House({ ...VALUES, negative: 'allow' });
    house.post('revalue', [{ unit_cost: '4' }]);
    house.post('issue', [{ qty: '2' }]);
    expect(house.pool()).toBe('-2 -8.00');
  });
});

describe('what moves', () => {
  test('keeps its cost: what leaves one place comes to the other', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('move', [{ qty: '1' }], { to_place: 'q' });
    expect([house.pool(), house.pool('a', 'q')]).toEqual(['2 6.67', '1 3.33']);
  });

  test('takes its layers along, in their order', () => {
    const house = layered();
    house.post('receipt', [{ qty: '1', amount: '5.00' }], { day: '2026-03-01' });
    house.post('receipt', [{ qty: '1', amount: '9.00' }], { place: 'q', day: '2026-03-02' });
    house.post('move', [{ qty: '1' }], { to_place: 'q', day: '2026-03-03' });
    house.post('issue', [{ qty: '1' }], { place: 'q', day: '2026-03-04' });
    expect(house.moved()).toEqual(['issue -1 -5.00']);
  });

  test('inside of one pool books nothing', () => {
    const house = average();
    house.post('receipt', [{ qty: '1', amount: '5.00' }]);
    house.post('move', [{ qty: '1' }], { to_place: 'p' });
    expect(house.moved()).toEqual([]);
  });
});

describe('returns', () => {
  test('come back at what they left with, in parts adding up to exactly that', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    const sold = house.post('issue', [{ qty: '3' }]);
    for (let part = 0; part < 3; part += 1) house.post('return_in', [{ qty: '1', of: sold, of_line: '1' }]);
    expect(house.pool()).toBe('3 10.00');
    expect(house.post('return_in', [{ qty: '1', of: sold, of_line: '1' }])).toBe('return_exceeds_original');
  });

  test('of a whole document are spread over its lines in their order', () => {
    const house = average();
    house.post('receipt', [{ qty: '4', amount: '10.00' }]);
    const sold = house.post('issue', [{ qty: '1' }, { qty: '2' }]);
    house.post('return_in', [{ qty: '2', of: sold }]);
    const [first, second] = house.ledger.kept[1]?.movements ?? [];
    expect(house.last.movements.map(({ linkSeq, resources }) => [linkSeq, resources['qty']])).toEqual([
      [first?.seq, '1.000000'],
      [second?.seq, '1.000000'],
    ]);
  });

  test('to whoever sold it go out at what was paid; the difference is told', () => {
    const house = average();
    const bought = house.post('receipt', [{ qty: '2', amount: '20.00' }]);
    house.post('receipt', [{ qty: '2', amount: '30.00' }]);
    house.post('issue', [{ qty: '3' }]);
    expect(house.pool()).toBe('1 12.50');
    house.post('return_out', [{ qty: '1', of: bought, of_line: '1' }]);
    expect(house.moved()).toEqual(['return_out -1 -12.50']);
    expect(house.vouchers()).toEqual(['debit owed 10.00', 'debit difference 2.50', 'credit goods 12.50']);
  });

  test('may go out at what the units cost now', () => {
    const house = average();
    const bought = house.post('receipt', [{ qty: '2', amount: '20.00' }]);
    house.post('receipt', [{ qty: '2', amount: '30.00' }]);
    house.post('return_out_now', [{ qty: '1', of: bought, of_line: '1' }]);
    expect(house.moved()).toEqual(['return_out -1 -12.50']);
  });

  test('of something that was never posted are refused by its name', () => {
    const house = average();
    expect(house.post('return_in', [{ qty: '1', of: 'nothing' }])).toBe('unknown_original');
  });

  test('of something that was undone are refused', () => {
    const house = average();
    house.post('receipt', [{ qty: '2', amount: '20.00' }]);
    const sold = house.post('issue', [{ qty: '1' }]);
    house.post('undo', [], { of: sold });
    expect(house.post('return_in', [{ qty: '1', of: sold }])).toBe('already_reversed');
  });
});

describe('counts', () => {
  test('find at the average and lose like an issue', () => {
    const house = average();
    house.post('receipt', [{ qty: '4', amount: '10.00' }]);
    house.post('count', [{ diff: '2' }, { diff: '-3' }]);
    expect(house.moved()).toEqual(['found 2 5.00', 'lost -3 -7.50']);
    expect(house.last.movements.map(({ variances }) => variances?.[0])).toEqual([
      { kind: 'gain', amount: '-5.00' },
      { kind: 'loss', amount: '7.50' },
    ]);
  });

  test('find at the price that is given instead', () => {
    const house = average();
    house.post('receipt', [{ qty: '4', amount: '10.00' }]);
    house.post('count', [{ diff: '2', unit_cost: '3.335' }]);
    expect(house.moved()).toEqual(['found 2 6.67']);
  });

  test('find at what a unit cost last, where nothing is left', () => {
    const house = average();
    house.post('receipt', [{ qty: '4', amount: '10.00' }]);
    house.post('issue', [{ qty: '4' }]);
    house.post('count', [{ diff: '2' }]);
    expect(house.moved()).toEqual(['found 2 5.00']);
  });

  test('of what nobody knows a price for are refused', () => {
    expect(average().post('count', [{ diff: '2' }])).toBe('cost_unknown');
  });
});

describe('a pool that is replaced', () => {
  test('goes out whole and comes in as counted, at the new price', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('replace', [{ qty: '2', amount: '9.00' }]);
    expect(house.moved()).toEqual(['replace -3 -10.00', 'replace 2 9.00']);
    expect(house.pool()).toBe('2 9.00');
  });

  test('goes out in part where that is said, and no more of it than is there', () => {
    const house = layered();
    house.post('receipt', [{ qty: '2', amount: '8.00' }]);
    house.post('receipt', [{ qty: '3', amount: '9.00' }]);
    house.post('replace_part', [{ diff: '3', qty: '4', amount: '20.00' }]);
    expect(house.moved()).toEqual(['replace -3 -11.00', 'replace 4 20.00']);
    expect(house.pool()).toBe('6 26.00 [2:6.00 4:20.00]');
    expect(house.post('replace_part', [{ diff: '7', qty: '1', amount: '1.00' }])).toBe(
      'insufficient_balance',
    );
  });

  test('may turn out to be empty', () => {
    const house = layered();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('replace', [{ qty: '0', amount: '0' }]);
    expect(house.moved()).toEqual(['replace -3 -10.00']);
    expect(house.pool()).toBe('0 0.00');
  });
});

describe('a late cost', () => {
  test('is borne by what is still there; the part of what is gone is told', () => {
    const house = layered();
    const bought = house.post('receipt', [
      { qty: '2', amount: '20.00' },
      { qty: '2', amount: '20.00' },
    ]);
    house.post('issue', [{ qty: '1' }]);
    house.post('late_cost', [{ of: bought }], { cost: '10.00' });
    expect(house.pool()).toBe('3 37.50 [1:12.50 2:25.00]');
    const [first] = house.last.movements;
    expect(first).toMatchObject({
      allocated: [{ seq: house.ledger.kept[0]?.movements[0]?.seq, amount: '5.00' }],
      variances: [{ kind: 'late_cost', amount: '2.50' }],
    });
  });

  test('of several lines is one amount, spread by what the lines weigh', () => {
    const house = average();
    const bought = house.post('receipt', [
      { qty: '1', amount: '5.00' },
      { item: 'b', qty: '1', amount: '5.00' },
    ]);
    house.post(
      'late_cost_by_weight',
      [
        { of: bought, of_line: '1', weight: '1' },
        { of: bought, of_line: '2', weight: '2.5' },
      ],
      { cost: '7.00' },
    );
    expect([house.pool(), house.pool('b')]).toEqual(['1 7.00', '1 10.00']);
  });
});

describe('a reversal', () => {
  test('books the exact mirror, in red', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    const sold = house.post('issue', [{ qty: '1' }]);
    house.post('receipt', [{ qty: '3', amount: '50.00' }]);
    house.post('undo', [], { of: sold });
    expect(house.moved()).toEqual(['mirror 1 3.33']);
    expect(house.vouchers()).toEqual(['debit cost -3.33', 'credit goods -3.33']);
    expect(house.last.reverses).toEqual(['2']);
  });

  test('or with the sides swapped', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    const sold = house.post('issue', [{ qty: '1' }]);
    house.post('undo_swapped', [], { of: sold });
    expect(house.vouchers()).toEqual(['credit cost 3.33', 'debit goods 3.33']);
  });

  test('happens once', () => {
    const house = average();
    const bought = house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('undo', [], { of: bought });
    expect(house.post('undo', [], { of: bought })).toBe('already_reversed');
    expect(house.post('undo', [], { of: 'nothing' })).toBe('unknown_original');
  });

  test('of a document that moved nothing books nothing, and happens once', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    const counted = house.post('count', [{ diff: '0' }]);
    expect(house.undoTogether(counted, 2)).toEqual(['', 'already_reversed']);
    house.post('undo', [], { of: counted });
    expect(house.moved()).toEqual([]);
    expect(house.post('undo', [], { of: counted })).toBe('already_reversed');
  });

  test('of a document that booked nothing but vouchers takes them back, once', () => {
    const house = average();
    const billed = house.post('bill', [], { cost: '7.50' });
    expect(house.vouchers()).toEqual(['debit cost 7.50', 'credit owed 7.50']);
    house.post('undo', [], { of: billed });
    expect(house.vouchers()).toEqual(['debit cost -7.50', 'credit owed -7.50']);
    expect(house.post('undo', [], { of: billed })).toBe('already_reversed');
  });

  test('of a receipt needs its layer whole', () => {
    const house = layered();
    const bought = house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('issue', [{ qty: '1' }]);
    expect(house.post('undo', [], { of: bought })).toBe('layer_consumed');
  });

  test('of an issue puts the very layers back', () => {
    const house = layered();
    house.post('receipt', [
      { qty: '1', amount: '5.00' },
      { qty: '2', amount: '20.00' },
    ]);
    const sold = house.post('issue', [{ qty: '2' }]);
    house.post('undo', [], { of: sold });
    expect(house.pool()).toBe('3 25.00 [1:5.00 2:20.00]');
  });

  test('of a receipt that is the last of its pool takes all of it; the rest is in a voucher line of its own', () => {
    const house = average();
    const bought = house.post('receipt', [{ qty: '1', amount: '10.00' }]);
    house.post('receipt', [{ qty: '1', amount: '13.00' }]);
    house.post('issue', [{ qty: '1' }]);
    house.post('undo', [], { of: bought });
    expect(house.pool()).toBe('0 0.00');
    expect(house.vouchers()).toEqual([
      'debit goods -10.00',
      'credit owed -10.00',
      'debit difference 1.50',
      'credit goods 1.50',
    ]);
  });

  test('of a move brings it back to where it was, layers and all', () => {
    const house = layered();
    house.post('receipt', [{ qty: '2', amount: '8.00' }], { day: '2026-03-01' });
    const moved = house.post('move', [{ qty: '1' }], { to_place: 'q' });
    house.post('undo', [], { of: moved });
    expect([house.pool(), house.pool('a', 'q')]).toEqual(['2 8.00 [2:8.00]', '0 0.00']);
  });

  test('is refused when what came in is not there any more', () => {
    const house = average();
    const bought = house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    house.post('issue', [{ qty: '1' }]);
    expect(house.post('undo', [], { of: bought })).toBe('used_since');
  });

  test('of what was partly returned is refused, as more would come back than went', () => {
    const house = average();
    house.post('receipt', [{ qty: '3', amount: '10.00' }]);
    const sold = house.post('issue', [{ qty: '2' }]);
    house.post('return_in', [{ qty: '1', of: sold }]);
    expect(house.post('undo', [], { of: sold })).toBe('returned_since');
  });
});

test('a register that takes nothing of an earlier day refuses a document of yesterday', () => {
  const house = new House({ ...VALUES, backdate: 'refuse' }, '2026-03-06');
  expect(house.post('receipt', [{ qty: '3', amount: '10.00' }])).toBe('backdating_refused');
  expect(house.post('receipt', [{ qty: '3', amount: '10.00' }], { day: '2026-03-06' })).toBe('d2');
});
