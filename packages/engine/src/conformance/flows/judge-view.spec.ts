import { differenceOf } from './judge-view.js';
import type { CaseView } from './judge-view.js';

const VIEW: CaseView = {
  status: 'suspended',
  reason: 'no_branch',
  open: { a: ['bob', 'ann'] },
  trace: ['a=approved'],
  record: { amount: '5000.000000', team: ['ann'], note: null, done: true },
  notices: [
    [
      ['urge', 'bob', 'a'],
      ['urge', 'ann', 'a'],
    ],
    [['cc', 'cid', 'b']],
  ],
  calls: { erp: { total: 2, distinctKeys: 1 } },
};

describe('what a case expects to be seen', () => {
  test('is compared key by key; what it does not name is not looked at', () => {
    expect(differenceOf({}, VIEW)).toBeUndefined();
    expect(
      differenceOf({ status: 'suspended', reason: 'no_branch', trace: ['a=approved'] }, VIEW),
    ).toBeUndefined();
    expect(differenceOf({ reason: 'loop_limit' }, VIEW)).toEqual({
      expected: 'reason "loop_limit"',
      got: '"no_branch"',
    });
  });

  test('names open to-dos in any order, and a node without any as well as not at all', () => {
    expect(differenceOf({ open: { a: ['ann', 'bob'], z: [] } }, VIEW)).toBeUndefined();
    expect(differenceOf({ open: {} }, VIEW)).toEqual({ expected: 'open {}', got: '{"a":["ann","bob"]}' });
  });

  test('compares numbers by what they are, and a blank field with null', () => {
    expect(
      differenceOf({ record: { amount: 5000, team: ['ann'], note: null, done: true } }, VIEW),
    ).toBeUndefined();
    expect(differenceOf({ record: { amount: 5001 } }, VIEW)).toEqual({
      expected: 'record.amount 5001',
      got: '"5000.000000"',
    });
    expect(differenceOf({ record: { team: ['bob'] } }, VIEW)).toBeDefined();
  });

  test('has an order of occasions, but none of people who are told on one', () => {
    const urged = [
      ['urge', 'ann', 'a'],
      ['urge', 'bob', 'a'],
    ];
    expect(differenceOf({ notices: [...urged, ['cc', 'cid', 'b']] }, VIEW)).toBeUndefined();
    expect(differenceOf({ notices: [['cc', 'cid', 'b'], ...urged] }, VIEW)).toBeDefined();
    expect(differenceOf({ notices: urged }, VIEW)).toBeDefined();
  });

  test('counts calls by receiver; one that was never called has none', () => {
    expect(
      differenceOf({ calls: { erp: { total: 2, distinctKeys: 1 }, crm: { total: 0 } } }, VIEW),
    ).toBeUndefined();
    expect(differenceOf({ calls: { erp: { distinctKeys: 2 } } }, VIEW)).toEqual({
      expected: 'calls.erp.distinctKeys 2',
      got: '1',
    });
  });
});
