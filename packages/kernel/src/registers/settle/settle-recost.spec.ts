import type { RecordData } from '../../expression/index.js';
import type { RegisterDefinition } from '../../metadata/index.js';
import { VALUES } from '../registers.fixtures.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { LAYERS, postingsFor, STANDARD } from './documents.fixtures.js';
import { MemoryLedger } from './memory-ledger.fixtures.js';

/** Documents of one item at one place; each gives what it booked. */
function house(register: RegisterDefinition) {
  const ledger = new MemoryLedger([register], postingsFor(register.key));
  let count = 0;
  const post = (
    posting: string,
    day: string,
    values: Record<string, string> = {},
    header: RecordData = {},
  ) => {
    count += 1;
    const rows = posting === 'value_anew' ? [] : [line(1, { item: 'a', ...values })];
    const settled = ledger.post(
      posting,
      documentOf(rows, { id: `d${count}`, place: 'p', day, ...header }),
      day,
    );
    if (!settled.ok) throw new Error(JSON.stringify(settled.error));
    return settled.value;
  };
  return { ledger, post, pool: () => ledger.pool(register.key, 'a', 'p') };
}

test('an issue that was posted before an earlier receipt bears its average afterwards, on the accounts as well', () => {
  const { post, pool } = house(VALUES);
  post('receipt', '2026-03-01', { qty: '10', amount: '100.00' });
  post('issue', '2026-03-05', { qty: '5' });
  post('receipt', '2026-03-03', { qty: '10', amount: '300.00' });
  const { movements, vouchers } = post('value_anew', '2026-03-31');
  expect(movements.map(({ entry, direction, resources }) => [entry, direction, resources])).toEqual([
    ['recost', 'out', { qty: '0.000000', amount: '-50.00' }],
  ]);
  expect(vouchers).toHaveLength(1);
  expect(vouchers[0]?.lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`)).toEqual([
    'debit cost 50.00',
    'credit goods 50.00',
  ]);
  expect(pool()).toBe('15 300.00');
});

test('less cost than was booked stands in red on the same sides', () => {
  const { post } = house(VALUES);
  post('receipt', '2026-03-01', { qty: '10', amount: '100.00' });
  post('issue', '2026-03-05', { qty: '5' });
  post('receipt', '2026-03-03', { qty: '10', amount: '20.00' });
  const { vouchers } = post('value_anew', '2026-03-31');
  expect(vouchers[0]?.lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`)).toEqual([
    'debit cost -20.00',
    'credit goods -20.00',
  ]);
});

test('what came back at too little cost stands in more red, as its own voucher was red', () => {
  const { post, pool } = house(VALUES);
  post('receipt', '2026-03-01', { qty: '10', amount: '100.00' });
  post('issue', '2026-03-05', { qty: '5' });
  post('return_in', '2026-03-06', { qty: '2', of: 'd2', of_line: '1' });
  post('receipt', '2026-03-03', { qty: '10', amount: '300.00' });
  const { vouchers } = post('value_anew', '2026-03-31');
  expect(
    vouchers.map(({ lines }) => lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`)),
  ).toEqual([
    ['debit cost 50.00', 'credit goods 50.00'],
    ['debit cost -20.00', 'credit goods -20.00'],
  ]);
  expect(pool()).toBe('17 340.00');
});

test('layers are those of the days on which things came', () => {
  const { post, pool } = house(LAYERS);
  post('receipt', '2026-03-02', { qty: '4', amount: '40.00' });
  post('issue', '2026-03-05', { qty: '4' });
  post('receipt', '2026-03-01', { qty: '4', amount: '8.00' });
  expect(pool()).toBe('4 8.00 [4:8.00]');
  post('value_anew', '2026-03-31');
  expect(pool()).toBe('4 40.00 [4:40.00]');
});

test('what undoing a move leaves over by now stands on the voucher of the reversal', () => {
  const { post } = house(LAYERS);
  post('receipt', '2026-03-01', { qty: '10', amount: '100.00' });
  post('receipt', '2026-03-02', { qty: '4', amount: '80.00' }, { place: 'q' });
  post('move', '2026-03-05', { qty: '4' }, { to_place: 'q' });
  post('undo', '2026-03-06', {}, { of: 'd3' });
  post('issue', '2026-03-05', { qty: '4' }, { place: 'q' });
  const { vouchers } = post('value_anew', '2026-03-31');
  expect(
    vouchers.map(({ lines }) => lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`)),
  ).toEqual([
    ['debit difference 40.00', 'credit goods 40.00'],
    ['debit cost -40.00', 'credit goods -40.00'],
  ]);
});

test('a move that comes into a pool which is short by now books what no pool holds of it', () => {
  const { post } = house(LAYERS);
  post('receipt', '2026-03-01', { qty: '10', amount: '100.00' });
  post('move', '2026-03-06', { qty: '4' }, { to_place: 'q' });
  post('issue', '2026-03-05', { qty: '4' }, { place: 'q' });
  const { vouchers } = post('value_anew', '2026-03-31');
  expect(
    vouchers.map(({ lines }) => lines.map(({ side, role, amount }) => `${side} ${role} ${amount}`)),
  ).toEqual([
    ['debit difference 40.00', 'credit goods 40.00'],
    ['debit cost -40.00', 'credit goods -40.00'],
  ]);
});

test('the average of a period falls on every issue of its month, whenever it was posted', () => {
  const { post, pool } = house({ ...VALUES, valuation: 'period_average' });
  post('receipt', '2026-03-01', { qty: '100', amount: '100.00' });
  post('issue', '2026-03-02', { qty: '50' });
  post('receipt', '2026-03-20', { qty: '100', amount: '300.00' });
  post('issue', '2026-04-02', { qty: '150' });
  const { movements } = post('value_anew', '2026-04-30');
  expect(movements.map(({ resources }) => resources['amount'])).toEqual(['-50.00', '50.00']);
  expect(pool()).toBe('0 0.00');
});

test('standard cost has nothing to value anew', () => {
  const { post } = house(STANDARD);
  post('revalue', '2026-03-01', { unit_cost: '2.00' });
  post('receipt', '2026-03-02', { qty: '4', amount: '9.00' });
  expect(post('value_anew', '2026-03-31').movements).toEqual([]);
});
