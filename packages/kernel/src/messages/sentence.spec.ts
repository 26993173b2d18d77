import { hasSentence, saysAll, sentence } from './index.js';

describe('a sentence', () => {
  test('says what is wrong and how to mend it, in the language asked for', () => {
    const params = { max: 3 };
    expect(sentence('too_many_lines', params, 'zh-CN')).toBe('明细最多 3 行，请删去一些或分成几张单据。');
    expect(sentence('too_many_lines', params, 'en')).toBe(
      'At most 3 lines are allowed. Delete some, or use several documents.',
    );
  });

  test('takes a localized parameter in its own language', () => {
    const params = { message: { 'zh-CN': '超出了', en: 'Too much' } };
    expect(sentence('rule_refused', params, 'zh-CN')).toBe('超出了');
    expect(sentence('rule_refused', params, 'en')).toBe('Too much');
  });

  test('shows a decimal exactly as it was given', () => {
    expect(sentence('number_min', { limit: '1234.50' }, 'en')).toContain('1234.50');
  });

  test('shows a quantity without the zeros that only its register adds', () => {
    const params = { balance: '100.000000', wanted: '120.500000', short: '20.5' };
    expect(sentence('insufficient_balance', params, 'en')).toContain(
      '100 in the balance, 120.5 wanted, 20.5 short',
    );
  });

  test('calls a state by its title where one is given', () => {
    const params = { state: 'undone', stateTitle: { 'zh-CN': '已撤销', en: 'Undone' } };
    expect(sentence('wrong_state', params, 'zh-CN')).toContain('“已撤销”');
    expect(sentence('wrong_state', { state: 'undone' }, 'zh-CN')).toContain('“undone”');
  });

  test('calls a field by its title where one is given', () => {
    const params = { field: 'counted', title: { 'zh-CN': '数量', en: 'Quantity' } };
    expect(sentence('required', params, 'zh-CN')).toBe('“数量”还没有填，请填写。');
    expect(sentence('required', params, 'en')).toContain('"Quantity"');
    expect(sentence('required', { field: 'counted' }, 'zh-CN')).toContain('“counted”');
  });

  test('leaves out what it was not told', () => {
    expect(sentence('decimal_invalid', {}, 'zh-CN')).toBe('不是数字，请只填数字、小数点和负号。');
    expect(sentence('decimal_invalid', { value: '12a' }, 'zh-CN')).toContain('“12a”');
    expect(sentence('stale_version', {}, 'en')).not.toContain('?');
  });

  test('joins the entries of a list', () => {
    expect(sentence('cycle', { ring: ['a', 'b'] }, 'en')).toContain('a, b');
    expect(sentence('cycle', { ring: ['a', 'b'] }, 'zh-CN')).toContain('a、b');
  });

  test('says machine words in words', () => {
    const params = { expected: 'number', actual: 'text' };
    expect(sentence('formula_result', params, 'zh-CN')).toBe(
      '公式的结果是文字，这里要的是数字。请修改公式。',
    );
    expect(sentence('formula_error', { kind: 'DIV_ZERO' }, 'en')).toContain('division by zero');
    expect(sentence('formula_limit', { what: 'nesting', max: 50 }, 'zh-CN')).toContain('嵌套太深，最多 50');
  });

  test('is not taken in by values that look like placeholders or by inherited names', () => {
    expect(sentence('unknown_field', { field: '{suggestion}[x]' }, 'en')).toContain('"{suggestion}[x]"');
    expect(sentence('unknown_field', {}, 'en')).toContain('"?"');
    expect(hasSentence('constructor')).toBe(false);
  });

  test('cuts a value that is longer than a sentence can bear', () => {
    expect(sentence('choice_unknown', { value: 'x'.repeat(10_000) }, 'en').length).toBeLessThan(300);
  });

  test('of a code that nobody knows names the code and what to do', () => {
    expect(sentence('never_heard_of', {}, 'zh-CN')).toContain('never_heard_of');
    expect(sentence('toString', {}, 'en')).toContain('toString');
  });

  test('knows whether it was told everything', () => {
    expect(saysAll('number_min', { limit: '0' }, 'en')).toBe(true);
    expect(saysAll('number_min', {}, 'en')).toBe(false);
    expect(saysAll('never_heard_of', {}, 'en')).toBe(false);
  });
});
