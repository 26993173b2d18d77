import type { MovementRule } from '../../metadata/index.js';
import { compiledRegister, HOLDINGS, VALUES } from '../registers.fixtures.js';
import { EXPIRES_FIRST, LOT_REGISTERS, posting, shelved, SHELVES } from '../settle/lots.fixtures.js';
import { compilePosting } from './compile-posting.js';
import { DOCUMENT_SCOPE } from './posting.fixtures.js';

const split = { ...HOLDINGS, key: 'split', negative: 'allow', balance: 'split' } as const;
const [PIECES] = HOLDINGS.resources;
if (!PIECES) throw new Error('holdings are counted');
const weighed = { ...SHELVES, key: 'weighed', resources: [PIECES, { ...PIECES, id: 'kg' }] };
const REGISTERS = new Map(
  [...LOT_REGISTERS, weighed, VALUES, HOLDINGS, split].map((each) => [each.key, compiledRegister(each)]),
);

function faults(...rules: readonly MovementRule[]): readonly string[] {
  const compiled = compilePosting(posting('give', ...rules), {
    registers: REGISTERS,
    scope: DOCUMENT_SCOPE,
    posting: () => undefined,
    fieldsOf: (form) =>
      form === 'batch' ? { good_through: { kind: 'date' }, code: { kind: 'text' } } : undefined,
  });
  return compiled.ok ? [] : compiled.error.map(({ code, path }) => `${code} ${path}`);
}

const PICK = { dimension: 'lot', order: 'first_in' } as const;
const takes = (more: Partial<MovementRule> = {}) => shelved({ direction: 'out', pick: PICK, ...more });
const follows = (more: Partial<MovementRule> = {}): MovementRule => ({
  ...shelved({ id: 'value', register: 'lot_values', direction: 'out' }),
  dimensions: { item: 'lines.item', lot: { picked: 'shelf' } },
  resources: { qty: { movement: 'shelf' } },
  ...more,
});

describe('publishing a posting that picks lots', () => {
  test('passes, the dimension being filled in or left out', () => {
    const { lot: _lot, ...dimensions } = takes().dimensions;
    expect(faults(takes(), follows())).toEqual([]);
    expect(faults(takes({ dimensions }), follows())).toEqual([]);
    expect(faults(takes({ pick: { ...EXPIRES_FIRST, received: 'good_through' } }))).toEqual([]);
  });

  test.each<[string, readonly MovementRule[], string]>([
    [
      'a dimension that is none',
      [takes({ pick: { ...PICK, dimension: 'x' } })],
      'unknown_dimension /movements/0/pick/dimension',
    ],
    [
      'no last day to go by',
      [takes({ pick: { ...PICK, order: 'first_expired' } })],
      'movement_key_missing /movements/0/pick',
    ],
    [
      'a field that is no date',
      [takes({ pick: { ...PICK, lastDay: 'code' } })],
      'pick_field_not_a_date /movements/0/pick/lastDay',
    ],
    [
      'a formula that gives no day',
      [takes({ pick: { ...PICK, goodThrough: 'lines.qty' } })],
      'guard_not_a_date /movements/0/pick/goodThrough',
    ],
    ['something that comes in', [takes({ direction: 'in' })], 'movement_key_not_used /movements/0/pick'],
    [
      'balances in several rows',
      [{ ...takes({ register: 'split' }), dimensions: { item: 'lines.item', place: 'place' } }],
      'guard_without_balance /movements/0/pick',
    ],
    [
      'what comes back to balances in several rows',
      [
        {
          ...shelved({ direction: 'in', entry: 'return', register: 'split' }),
          dimensions: { item: 'lines.item' },
        },
      ],
      'guard_without_balance /movements/0/entry',
    ],
    [
      'another quantity than the one that is counted',
      [takes({ register: 'weighed', resources: { kg: 'lines.qty' } })],
      'pick_one_resource /movements/0/resources',
    ],
    [
      'lots of a rule that comes later',
      [follows(), takes()],
      'movement_not_before /movements/0/dimensions/lot/picked',
    ],
    [
      'lots of a rule that picks none',
      [takes({ pick: undefined }), follows()],
      'picked_nothing /movements/1/dimensions/lot/picked',
    ],
    [
      'another quantity than was picked',
      [takes(), follows({ resources: { qty: 'lines.qty' } })],
      'picked_other_quantity /movements/1/resources',
    ],
    [
      'lots of two rules',
      [takes(), follows({ dimensions: { item: { picked: 'shelf' }, lot: { picked: 'shelf' } } })],
      'picked_twice /movements/1/dimensions/lot',
    ],
  ])('fails for %s', (_case, rules, fault) => {
    expect(faults(...rules)).toContain(fault);
  });
});

test('how much of a pool is replaced is said only of a pool that is replaced', () => {
  const value = (more: Partial<MovementRule>): MovementRule => ({
    ...{ id: 'value', register: 'item_values', foreach: 'lines', resources: { qty: 'lines.qty' } },
    dimensions: { item: 'lines.item', place: 'place' },
    ...more,
  });
  const resources = { qty: 'lines.qty', amount: 'lines.amount' };
  expect(faults(value({ entry: 'replace', resources, held: 'lines.diff' }))).toEqual([]);
  expect(faults(value({ direction: 'out', held: 'lines.diff' }))).toEqual([
    'movement_key_not_used /movements/0/held',
  ]);
});
