import { stateOfRule } from './deputy-state.js';

const rule = { from: '2026-12-01T00:00:00Z', to: '2026-12-05T00:00:00Z' };

test.each([
  ['before it begins', '2026-11-30T23:59:59Z', 'coming'],
  ['from its first moment on', '2026-12-01T00:00:00Z', 'inForce'],
  ['from its end on', '2026-12-05T00:00:00Z', 'over'],
])('%s the rule is %3$s', (_when, now, state) => {
  expect(stateOfRule(rule, now)).toBe(state);
});

test('without an end it holds until it is taken back', () => {
  expect(stateOfRule({ ...rule, to: null }, '2030-01-01T00:00:00Z')).toBe('inForce');
});
