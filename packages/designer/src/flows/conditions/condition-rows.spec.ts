import fc from 'fast-check';
import type { Condition } from '@dougong/kernel/metadata';
import { conditionOf, rowsOf } from './condition-rows.js';
import type { ConditionRow, ConditionRows } from './condition-rows.js';

const field = fc.constantFrom('amount', 'place.leader', 'note', 'urgent');
const literal = fc.oneof(fc.constantFrom('5000', '0.10', '', 'abc'), fc.integer(), fc.boolean());

const row: fc.Arbitrary<ConditionRow> = fc.oneof(
  fc.record({
    field,
    operator: fc.constantFrom('==', '!=', '>', '>=', '<', '<='),
    value: fc.oneof(
      literal.map((value) => ({ kind: 'value' as const, value })),
      field.map((other) => ({ kind: 'field' as const, field: other })),
    ),
  }) as fc.Arbitrary<ConditionRow>,
  fc.record({
    field,
    operator: fc.constant('in' as const),
    value: fc.array(literal, { maxLength: 4 }).map((values) => ({ kind: 'values' as const, values })),
  }),
  fc.record({
    field,
    operator: fc.constant('contains' as const),
    value: fc.string().map((value) => ({ kind: 'value' as const, value })),
  }),
  fc.record({
    field,
    operator: fc.constantFrom('empty', 'notEmpty', 'yes', 'no') as fc.Arbitrary<ConditionRow['operator']>,
    value: fc.constant({ kind: 'none' as const }),
  }),
);

describe('a condition as rows', () => {
  test('what rows say comes back as the same rows', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('and', 'or'),
        (rows, join) => {
          const given: ConditionRows = { join: rows.length === 1 ? 'and' : join, rows };
          expect(rowsOf(conditionOf(given))).toEqual(given);
        },
      ),
    );
  });

  test.each<[string, Condition]>([
    ['an amount', { '>': [{ var: 'amount' }, '5000'] }],
    ['two joined by any', { or: [{ '==': [{ var: 'note' }, 'x'] }, { var: 'urgent' }] }],
    ['a list', { in: [{ var: 'status' }, ['draft', 'done']] }],
    ['a negation', { '!': [{ var: 'urgent' }] }],
  ])('%s is stored again as it was', (_name, condition) => {
    const rows = rowsOf(condition);
    expect(rows && conditionOf(rows)).toEqual(condition);
  });

  test('an amount keeps its digits as text', () => {
    const rows = rowsOf({ '>': [{ var: 'amount' }, '123456789012345678.10'] });
    expect(rows?.rows[0]?.value).toEqual({ kind: 'value', value: '123456789012345678.10' });
  });

  test.each<[string, Condition]>([
    ['groups in groups', { and: [{ var: 'urgent' }, { or: [{ var: 'a' }, { var: 'b' }] }] }],
    ['lines', { some: [{ var: 'lines' }, { '>': [{ var: 'qty' }, '0'] }] }],
    ['calculations', { '>': [{ '+': [{ var: 'a' }, { var: 'b' }] }, '1'] }],
    ['a fallback for a blank', { '>': [{ var: ['amount', '0'] }, '1'] }],
    ['a range', { '<': ['1', { var: 'amount' }, '9'] }],
    ['always', true],
  ])('%s say more than rows can and are left alone', (_name, condition) => {
    expect(rowsOf(condition)).toBeUndefined();
  });

  test('no condition has no row, and no row makes no condition', () => {
    expect(rowsOf(undefined)).toEqual({ join: 'and', rows: [] });
    expect(conditionOf({ join: 'and', rows: [] })).toBeUndefined();
  });
});
