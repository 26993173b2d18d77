import { judgeAmounts, judgePeople, judgeRecord, judgeRefusal, judgeVouchers } from './judge.js';
import { withLineIds } from './match-lines.js';
import { resolveNames, stepInstant } from './names.js';
import type { ScenarioWorld } from './names.js';

const WORLD: ScenarioWorld = {
  records: new Map([['order', { form: 'order', values: { id: 'o1', lines: [{ id: 'l1', qty: '2.000' }] } }]]),
  seeds: new Map([['item/pen', 'i1']]),
  users: new Map([['ann', 'u1']]),
  now: '2026-11-23T01:00:00.000Z',
  today: '2026-11-23',
};

const codes = (found: readonly { readonly code: string; readonly path: string }[]) =>
  found.map(({ code, path }) => `${code} ${path}`);

describe('names of a scenario', () => {
  test('stand for ids, values, people and times, wherever they are in a value', () => {
    const value = {
      order: '@order',
      line: ['@order.lines.1.id'],
      item: '@item/pen',
      who: '@user/ann',
      day: '$today-P1D',
      at: '$now+PT2H',
      text: '@@home for $$5',
      money: '$$today',
    };
    expect(resolveNames(value, WORLD)).toEqual({
      value: {
        order: 'o1',
        line: ['l1'],
        item: 'i1',
        who: 'u1',
        day: '2026-11-22',
        at: '2026-11-23T03:00:00.000Z',
        text: '@home for $$5',
        money: '$today',
      },
      issues: [],
    });
  });

  test.each(['@nothing', '@item/ink', '@user/bob', '@order.lines.2.id', '@order.constructor', '$tomorrow'])(
    '%s that stands for nothing is told with its place',
    (name) => {
      expect(codes(resolveNames({ a: [name] }, WORLD).issues)).toEqual(['scenario_name_unknown /a/0']);
    },
  );

  test('a step is so much later than the one before, or at an instant of its own', () => {
    expect(stepInstant(WORLD.now, '+P1DT1H')).toBe('2026-11-24T02:00:00.000Z');
    expect(stepInstant(WORLD.now, '2026-12-01T08:00:00+08:00')).toBe('2026-12-01T00:00:00.000Z');
    expect(stepInstant(WORLD.now, undefined)).toBe(WORLD.now);
  });

  test('a line is found by what stands in it', () => {
    const record = {
      lines: [
        { id: 'l1', item: 'a', qty: '1.000' },
        { id: 'l2', item: 'b' },
      ],
    };
    const change = {
      lines: { upsert: [{ match: { item: 'b' }, qty: '3' }], delete: [{ match: { qty: '1' } }] },
    };
    expect(withLineIds(change, record)).toEqual({
      lines: { upsert: [{ id: 'l2', qty: '3' }], delete: ['l1'] },
    });
  });
});

describe('what differs from a scenario', () => {
  const order = {
    status: 'open',
    amount: '10.50',
    note: null,
    code: '007',
    lines: [{ item: 'a', qty: '2.000' }],
  };

  test('nothing, where decimals are equal by their value and blank is blank', () => {
    const values = { amount: '10.5', note: '', lines: [{ match: { item: 'a' }, qty: '2' }] };
    expect(judgeRecord({ record: '@order', state: 'open', values, lines: { lines: 1 } }, order, '')).toEqual(
      [],
    );
  });

  test('state, fields, rows and their number are told one by one; a text is no number', () => {
    const values = {
      amount: '10.51',
      code: '7',
      lines: [{ match: { item: 'a' }, qty: '3' }, { match: { item: 'b' } }],
    };
    expect(
      codes(judgeRecord({ record: '@order', state: 'done', values, lines: { lines: 2 } }, order, '/e')),
    ).toEqual([
      'scenario_record_differs /e/state',
      'scenario_record_differs /e/lines/lines',
      'scenario_record_differs /e/values/amount',
      'scenario_record_differs /e/values/code',
      'scenario_record_differs /e/values/lines/0/qty',
      'scenario_record_differs /e/values/lines/1',
    ]);
    expect(codes(judgeRecord({ record: '@order' }, undefined, '/e'))).toEqual(['scenario_record_gone /e']);
  });

  test('a refusal with another status, or without the fault', () => {
    const told = { status: 422, code: 'invalid', errors: [{ code: 'required', pointer: '#/note' }] };
    const wanted = { status: 409, errors: [{ code: 'required', pointer: '/note' }, { code: 'number_max' }] };
    expect(codes(judgeRefusal(wanted, told, ''))).toEqual([
      'scenario_refusal_differs /status',
      'scenario_refusal_differs /errors/1',
    ]);
  });

  test('people, whatever their order', () => {
    expect(judgePeople({ record: '@o', who: ['b', 'a'] }, ['a', 'b'], '')).toEqual([]);
    expect(judgePeople({ record: '@o', who: ['a'] }, [], '')).toMatchObject([
      { params: { expected: 'a', got: null } },
    ]);
  });

  test('the sum of all balances that fit, exactly', () => {
    const held = [{ qty: '0.1' }, { qty: '0.2' }];
    const about = { register: 'held', figure: 'balance' } as const;
    expect(judgeAmounts({ qty: '0.30' }, held, '', about)).toEqual([]);
    expect(judgeAmounts({ qty: '0.300001' }, held, '', about)).toMatchObject([{ params: { got: '0.3' } }]);
    expect(judgeAmounts({ qty: '0' }, [], '', about)).toEqual([]);
  });

  test('voucher lines one for one, and a voucher that does not balance', () => {
    const line = (account: string, debit: string | null, credit: string | null) => ({
      account,
      debit,
      credit,
    });
    const voucher = { lines: [line('1', '5.00', null), line('2', null, '5.00')] };
    const wanted = {
      record: '@o',
      lines: [
        { account: '2', credit: '5' },
        { account: '1', debit: '5' },
      ],
    };
    expect(judgeVouchers(wanted, [voucher], '')).toEqual([]);
    expect(codes(judgeVouchers(wanted, [voucher, voucher], ''))).toEqual(['scenario_vouchers_differ /lines']);
    const unequal = { lines: [line('1', '5.00', null), line('2', null, '4.99')] };
    expect(codes(judgeVouchers(wanted, [unequal], ''))).toEqual([
      'scenario_vouchers_differ /lines',
      'scenario_voucher_unbalanced ',
    ]);
  });
});
