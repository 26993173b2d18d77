import type {
  MovementRule,
  PostingDefinition,
  RegisterDefinition,
  VoucherRule,
} from '../../metadata/index.js';
import { HOLDINGS, VALUES } from '../registers.fixtures.js';

/** Registers and postings of documents of every kind, as a template would have them. */

const named = (text: string) => ({ 'zh-CN': text, en: text });

export const LAYERS: RegisterDefinition = { ...VALUES, key: 'layers', valuation: 'fifo' };
export const STANDARD: RegisterDefinition = { ...VALUES, key: 'standard', valuation: 'standard' };

/** What is held for a demand, and what is held in all. */
export const DEMANDS: RegisterDefinition = {
  ...HOLDINGS,
  key: 'demands',
  dimensions: [
    ...HOLDINGS.dimensions.slice(0, 2),
    { id: 'demand', title: named('demand'), type: 'text', required: true },
  ],
};
export const HELD: RegisterDefinition = {
  ...HOLDINGS,
  key: 'held',
  dimensions: HOLDINGS.dimensions.slice(0, 2),
};

const there = { item: 'lines.item', place: 'place' };
const lot = { ...there, lot: 'lines.lot' };
const qty = { qty: 'lines.qty' };
const accounts = ['goods', 'owed', 'cost', 'difference'].map((role, at) => ({
  role,
  code: `100${at}`,
  title: named(role),
}));

function posting(
  key: string,
  movements: readonly MovementRule[],
  more: Partial<PostingDefinition> = {},
): PostingDefinition {
  return {
    kind: 'posting',
    format: 1,
    key,
    title: named(key),
    form: 'doc',
    businessDate: 'day',
    movements: [...movements],
    accounts,
    ...more,
  };
}

const voucher = (id: string, ...lines: VoucherRule['lines']): VoucherRule => ({
  id,
  summary: named(id),
  lines,
});
const line = (side: 'debit' | 'credit', account: string, amount: VoucherRule['lines'][number]['amount']) => ({
  id: `${side}_${account}`,
  side,
  account,
  amount,
});

/** What no pool holds of what was moved or undone. */
const leftOver = voucher(
  'difference',
  line('debit', 'difference', { variance: 'any' }),
  line('credit', 'goods', { variance: 'any' }),
);

/** The postings of a house that values with one register. */
export function postingsFor(register: string): readonly PostingDefinition[] {
  const value = (rule: Partial<MovementRule>): MovementRule => ({
    id: 'value',
    register,
    foreach: 'lines',
    dimensions: there,
    resources: qty,
    ...rule,
  });
  const original = {
    postings: ['receipt', 'issue'],
    movement: 'value',
    document: 'lines.of',
    line: 'lines.of_line',
  };
  return [
    posting('receipt', [value({ direction: 'in', resources: { ...qty, amount: 'lines.amount' } })], {
      vouchers: [
        voucher(
          'receipt',
          line('debit', 'goods', { movement: 'value', resource: 'amount' }),
          line('debit', 'difference', { movement: 'value', variance: 'any' }),
          line('credit', 'owed', { formula: 'SUM(lines.amount)' }),
        ),
      ],
    }),
    posting('issue', [value({ direction: 'out' })], {
      vouchers: [
        voucher(
          'issue',
          line('debit', 'cost', { movement: 'value', resource: 'amount' }),
          line('credit', 'goods', { movement: 'value', resource: 'amount' }),
        ),
      ],
    }),
    posting('bill', [], {
      vouchers: [
        voucher(
          'bill',
          line('debit', 'cost', { formula: 'cost' }),
          line('credit', 'owed', { formula: 'cost' }),
        ),
      ],
    }),
    posting('move', [value({ direction: 'move', to: { place: 'to_place' } })], { vouchers: [leftOver] }),
    posting('return_in', [value({ direction: 'in', entry: 'return', dimensions: {}, link: original })], {
      vouchers: [
        {
          ...voucher(
            'return',
            line('debit', 'cost', { movement: 'value', resource: 'amount' }),
            line('credit', 'goods', { movement: 'value', resource: 'amount' }),
          ),
          style: 'red',
        },
      ],
    }),
    posting('return_out', [value({ direction: 'out', entry: 'return', dimensions: {}, link: original })], {
      vouchers: [
        voucher(
          'return',
          line('debit', 'owed', { movement: 'value', credit: true }),
          line('debit', 'difference', { movement: 'value', variance: 'any' }),
          line('credit', 'goods', { movement: 'value', resource: 'amount' }),
        ),
      ],
    }),
    posting('return_out_now', [
      value({ direction: 'out', entry: 'return', at: 'current', dimensions: {}, link: original }),
    ]),
    posting('count', [
      value({
        direction: { formula: 'IF(lines.diff > 0, "in", "out")' },
        entry: 'count',
        resources: { qty: 'ABS(lines.diff)' },
        price: 'lines.unit_cost',
      }),
    ]),
    posting('replace', [value({ entry: 'replace', resources: { ...qty, amount: 'lines.amount' } })]),
    posting('replace_part', [
      value({ entry: 'replace', held: 'lines.diff', resources: { ...qty, amount: 'lines.amount' } }),
    ]),
    posting('late_cost', [
      value({ entry: 'capitalise', dimensions: {}, resources: { amount: 'cost' }, link: original }),
    ]),
    posting('late_cost_by_weight', [
      value({
        entry: 'capitalise',
        basis: 'lines.weight',
        dimensions: {},
        resources: { amount: 'cost' },
        link: { ...original, line: 'lines.of_line' },
      }),
    ]),
    posting('revalue', [
      value({
        entry: 'revalue',
        dimensions: { item: 'lines.item' },
        resources: {},
        price: 'lines.unit_cost',
      }),
    ]),
    posting('undo', [], { reverses: { postings: UNDOABLE, document: 'of' }, vouchers: [leftOver] }),
    posting('value_anew', [], { recosts: { register, difference: 'difference' } }),
    posting('undo_swapped', [], { reverses: { postings: UNDOABLE, document: 'of', style: 'swap' } }),
  ];
}

const UNDOABLE = [
  'bill',
  'receipt',
  'issue',
  'move',
  'return_in',
  'return_out',
  'return_out_now',
  'count',
  'replace',
  'replace_part',
  'late_cost',
  'late_cost_by_weight',
  'revalue',
];

/** Postings of quantities: what comes, goes, moves and is held for somebody. */
export const QUANTITY_POSTINGS: readonly PostingDefinition[] = [
  posting('take_in', [
    { id: 'hold', register: 'holdings', foreach: 'lines', direction: 'in', dimensions: lot, resources: qty },
  ]),
  posting('carry', [
    {
      id: 'hold',
      register: 'holdings',
      foreach: 'lines',
      direction: 'move',
      dimensions: lot,
      to: { place: 'to_place' },
      resources: qty,
    },
  ]),
  posting('reserve', [
    {
      id: 'demand',
      register: 'demands',
      foreach: 'lines',
      direction: 'in',
      dimensions: { ...there, demand: 'lines.demand' },
      resources: qty,
      guard: {
        available: [
          { register: 'holdings', dimensions: there, sign: 'plus' },
          { register: 'held', dimensions: there, sign: 'minus' },
        ],
      },
    },
    { id: 'held', register: 'held', foreach: 'lines', direction: 'in', dimensions: there, resources: qty },
  ]),
  posting('hand_out', [
    {
      id: 'hold',
      register: 'holdings',
      foreach: 'lines',
      direction: 'out',
      dimensions: lot,
      resources: qty,
      guard: {
        lastDay: 'lines.expiry',
        lastDayWaived: 'lines.waived',
        available: [
          { register: 'holdings', dimensions: there, sign: 'plus' },
          { register: 'held', dimensions: there, sign: 'minus' },
          { register: 'demands', dimensions: { ...there, demand: 'lines.demand' }, sign: 'plus' },
        ],
        later: true,
      },
    },
    {
      id: 'demand',
      register: 'demands',
      foreach: 'lines',
      when: { '!': [{ empty: [{ var: 'lines.demand' }] }] },
      direction: 'out',
      capped: true,
      dimensions: { ...there, demand: 'lines.demand' },
      resources: qty,
    },
    {
      id: 'held',
      register: 'held',
      foreach: 'lines',
      when: { '!': [{ empty: [{ var: 'lines.demand' }] }] },
      direction: 'out',
      dimensions: there,
      resources: { qty: { movement: 'demand' } },
    },
  ]),
  posting('bring_back', [
    {
      id: 'hold',
      register: 'holdings',
      foreach: 'lines',
      direction: 'in',
      dimensions: {},
      resources: qty,
      link: { postings: ['hand_out'], movement: 'hold', document: 'lines.of', line: 'lines.of_line' },
    },
  ]),
  posting('undo', [], {
    reverses: { postings: ['take_in', 'carry', 'reserve', 'hand_out', 'bring_back'], document: 'of' },
  }),
];
