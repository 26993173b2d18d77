import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import type { EvaluationInput } from '../../expression/index.js';
import type { PostingDefinition } from '../../metadata/index.js';
import { compilePosting } from './compile-posting.js';
import type { Balance, Settlement } from '../movement.js';
import { businessDateOf, planPosting } from './plan-posting.js';
import { CORRECTION, documentOf, line, SCOPE } from './posting.fixtures.js';
import { balancesOf, HOLDINGS, pool, REGISTERS } from '../registers.fixtures.js';
import { factsOf } from '../settle/ledger-facts.js';
import { OpenLedger } from '../settle/open-ledger.js';
import { reverseVouchers } from '../settle/reverse-vouchers.js';

const businessDate = '2026-03-05';

function compiled(definition: PostingDefinition = CORRECTION) {
  const result = compilePosting(definition, { registers: REGISTERS, scope: SCOPE, posting: () => undefined });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function planned(input: EvaluationInput, definition?: PostingDefinition) {
  const result = planPosting(compiled(definition), input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.intents;
}

function faults(input: EvaluationInput, definition?: PostingDefinition) {
  const result = planPosting(compiled(definition), input);
  return result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path}`);
}

function posted(
  input: EvaluationInput,
  balances: readonly Balance[],
  definition?: PostingDefinition,
): Settlement {
  const order = { posting: compiled(definition), intents: planned(input, definition), input, businessDate };
  const result = OpenLedger.open([order], factsOf(balancesOf(...balances))).settle(order);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const held = (qty: string, lot: string | null = null): Balance => ({
  register: HOLDINGS.key,
  key: ['a', 'p', lot],
  resources: { qty },
});

describe('planning a posting', () => {
  test('makes, line by line, one movement of each rule whose condition holds', () => {
    const intents = planned(
      documentOf([line(1, { diff: '3' }), line(2, { diff: '0' }), line(3, { diff: '-2' })]),
    );
    expect(intents.map(({ ruleId, direction, line: from }) => `${ruleId} ${direction} ${from?.no}`)).toEqual([
      'hold in 1',
      'value in 1',
      'hold out 3',
      'value out 3',
    ]);
  });

  test('leaves a line alone whose value is blank, because blank is not zero', () => {
    expect(planned(documentOf([line(1, { diff: null })]))).toEqual([]);
  });

  test('takes dimensions from the line and from the header, in the order of the register', () => {
    const [intent] = planned(documentOf([line(1, { diff: '3', lot: 'L1' })]));
    expect(intent).toMatchObject({
      key: ['a', 'p', 'L1'],
      path: '/lines/0/diff',
      line: { id: 'line-1', no: 1, index: 0 },
    });
  });

  test('names the line and field of a dimension left blank', () => {
    expect(faults(documentOf([line(1, { diff: '1', item: null })]))).toEqual([
      'dimension_blank /lines/0/item',
      'dimension_blank /lines/0/item',
    ]);
  });

  test('refuses more decimals than the register keeps', () => {
    expect(faults(documentOf([line(1, { diff: '0.1234567' })]))).toContain('too_many_decimals /lines/0/diff');
  });

  test('refuses a quantity below zero, since the direction gives the sign', () => {
    const signed = {
      ...CORRECTION,
      movements: CORRECTION.movements.map((rule) => ({ ...rule, resources: { qty: 'lines.diff' } })),
    };
    expect(faults(documentOf([line(1, { diff: '-1' })]), signed)).toContain(
      'negative_movement /lines/0/diff',
    );
  });

  test('reports a formula that fails with its place', () => {
    const divided = {
      ...CORRECTION,
      movements: CORRECTION.movements
        .slice(0, 1)
        .map((rule) => ({ ...rule, resources: { qty: '1 / (lines.diff - 1)' } })),
      vouchers: [],
    };
    expect(faults(documentOf([line(1, { diff: '1' })]), divided)).toEqual(['formula_error /lines/0/diff']);
  });
});

describe('the business date', () => {
  test('is the date of the document, else the day of posting', () => {
    const { record } = documentOf([]);
    expect(businessDateOf(compiled(), record, '2026-04-01')).toEqual({ ok: true, value: '2026-03-05' });
    const undated = compiled({ ...CORRECTION, businessDate: undefined });
    expect(businessDateOf(undated, record, '2026-04-01')).toEqual({ ok: true, value: '2026-04-01' });
  });

  test('is asked for when the document should have one and has none', () => {
    expect(businessDateOf(compiled(), { day: null }, '2026-04-01')).toMatchObject({
      error: [{ code: 'business_date_blank', path: '/day' }],
    });
  });
});

describe('settling a posting', () => {
  test('a loss and a gain make a voucher of four lines that balances', () => {
    const input = documentOf([line(1, { diff: '-2' }), line(2, { diff: '1' })]);
    const { vouchers } = posted(input, [held('5'), pool('5', '50.00')]);
    expect(vouchers).toHaveLength(1);
    expect(vouchers[0]).toMatchObject({ total: '30.00' });
    expect(vouchers[0]?.lines.map(({ side, account, amount }) => `${side} ${account} ${amount}`)).toEqual([
      'debit 6711 20.00',
      'credit 1405 20.00',
      'debit 1405 10.00',
      'credit 6301 10.00',
    ]);
  });

  test('lines of zero are left out of the voucher', () => {
    const { vouchers } = posted(documentOf([line(1, { diff: '-2' })]), [held('5'), pool('5', '50.00')]);
    expect(vouchers[0]?.lines.map(({ id }) => id)).toEqual(['loss', 'less']);
  });

  test('there is no voucher when nothing of value moved', () => {
    const { movements, vouchers } = posted(documentOf([line(1, { diff: '-2' })]), [
      held('5'),
      pool('5', '0.00'),
    ]);
    expect(movements).toHaveLength(2);
    expect(vouchers).toEqual([]);
  });

  test('a gain of what was never held is worth what the line says, rounded once', () => {
    const { movements } = posted(documentOf([line(1, { diff: '3', unit_cost: '3.335' })]), []);
    expect(movements[1]?.resources).toEqual({ qty: '3.000000', amount: '10.01' });
  });

  test('a voucher whose sides differ is refused with both sums', () => {
    const [rule] = CORRECTION.vouchers ?? [];
    if (!rule) throw new Error('no voucher');
    const fee = { id: 'fee', side: 'debit' as const, account: 'loss', amount: { formula: 'fee' } };
    const posting = compiled({ ...CORRECTION, vouchers: [{ ...rule, lines: [...rule.lines, fee] }] });
    const input = documentOf([], { fee: '1.00' });
    const order = { posting, intents: [], input, businessDate };
    expect(OpenLedger.open([order], factsOf(new Map())).settle(order)).toMatchObject({
      error: [{ code: 'voucher_unbalanced', params: { debit: '1.00', credit: '0.00' } }],
    });
  });

  test('every voucher balances, whatever was counted', () => {
    const diff = fc.integer({ min: -400, max: 400 }).map((value) => new Decimal(value).div(8).toString());
    const differences = fc.array(diff, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(differences, fc.integer({ min: 1, max: 1_000_000 }), (diffs, cents) => {
        const worth = new Decimal(cents).div(100).toString();
        const { vouchers } = posted(documentOf(diffs.map((value, at) => line(at + 1, { diff: value }))), [
          held('10000'),
          pool('10000', worth),
        ]);
        for (const voucher of vouchers) {
          const side = (name: string) =>
            voucher.lines
              .filter((one) => one.side === name)
              .reduce((sum, one) => sum.plus(one.amount), new Decimal(0))
              .toString();
          expect(side('debit')).toBe(side('credit'));
          expect(new Decimal(voucher.total).toString()).toBe(side('debit'));
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('a reversed voucher is the same in red, or with its sides swapped', () => {
  const { vouchers } = posted(documentOf([line(1, { diff: '-2' })]), [held('5'), pool('5', '50.00')]);
  expect(reverseVouchers(vouchers, 'red')).toMatchObject([
    {
      total: '-20.00',
      lines: [
        { side: 'debit', amount: '-20.00' },
        { side: 'credit', amount: '-20.00' },
      ],
    },
  ]);
  expect(reverseVouchers(reverseVouchers(vouchers, 'red'), 'red')).toEqual(vouchers);
  expect(reverseVouchers(vouchers, 'swap')).toMatchObject([
    {
      total: '20.00',
      lines: [
        { side: 'credit', amount: '20.00' },
        { side: 'debit', amount: '20.00' },
      ],
    },
  ]);
});
