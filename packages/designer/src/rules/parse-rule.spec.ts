import { parseRule } from './parse-rule.js';

const HEAD = { kind: 'rule', key: 'limit' };

describe('the typed text of a rule', () => {
  test('a whole rule is taken', () => {
    expect(parseRule(JSON.stringify(HEAD), 'limit')).toEqual({ ok: true, rule: HEAD });
  });

  test('a slip of the pen is told with line and column', () => {
    expect(parseRule('{\n  "kind": "rule",\n  "key" "limit"\n}', 'limit')).toMatchObject({
      ok: false,
      reason: 'syntax',
      line: 3,
    });
  });

  test('a text that ends too soon is told at its end', () => {
    expect(parseRule('{\n  "kind": "rule"', 'limit')).toMatchObject({ ok: false, reason: 'syntax', line: 2 });
  });

  test('the key stays, for it names the draft', () => {
    expect(parseRule(JSON.stringify({ ...HEAD, key: 'other' }), 'limit')).toEqual({
      ok: false,
      reason: 'otherKey',
    });
  });

  test('a list is no rule', () => {
    expect(parseRule('[]', 'limit')).toEqual({ ok: false, reason: 'notObject' });
  });
});
