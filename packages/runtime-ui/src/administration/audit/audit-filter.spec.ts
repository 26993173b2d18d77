import { changedFilter, filterOf, questionOf } from './audit-filter.js';

test('the address names the filter; what it does not know it leaves alone', () => {
  expect(filterOf(new URLSearchParams('actor=a&form=claim&field=cost&other=1&ip='))).toEqual({
    actor: 'a',
    form: 'claim',
    field: 'cost',
  });
});

test('a field without an object means nothing', () => {
  expect(filterOf(new URLSearchParams('field=cost'))).toEqual({});
});

test('another object has other fields and other records', () => {
  const filter = { form: 'claim', field: 'cost', recordId: 'x', actor: 'a' };
  expect(changedFilter(filter, { form: 'place' })).toEqual({ form: 'place', actor: 'a' });
  expect(changedFilter(filter, { outcome: 'refused' })).toEqual({ ...filter, outcome: 'refused' });
  expect(changedFilter(filter, { actor: undefined })).toEqual({
    form: 'claim',
    field: 'cost',
    recordId: 'x',
  });
});

test('the last day of a period is asked for whole', () => {
  const { from = '', to = '' } = questionOf({ from: '2026-03-01', to: '2026-03-01' });
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  expect(questionOf({ from: 'nonsense', actor: 'a' })).toEqual({ actor: 'a' });
});
