import { sentence } from './index.js';

const told = (code: string, params: Record<string, unknown>) =>
  (['zh-CN', 'en'] as const).map((language) => sentence(code, params, language));

const five = { 'zh-CN': '金额 = 5', en: 'Amount = 5' };
const fiveAndMore = { 'zh-CN': '金额: >= 5', en: 'Amount: >= 5' };

describe('what an administrator reads about a decision table', () => {
  test('with two rows that fit the same values', () => {
    expect(told('table_rows_overlap', { row: 3, others: [1], witness: [five] })).toEqual([
      '第 3 行和第 1 行都符合 金额 = 5，但只能有一行。请缩小其中一行的范围，或换一种命中策略。',
      'Row 3 and row 1 both fit Amount = 5, but only one may. Narrow one of them, or choose another hit policy.',
    ]);
  });

  test('with a gap: an example, and the row that closes it', () => {
    expect(told('table_gap', { witness: [five], proposal: [fiveAndMore] })).toEqual([
      '没有哪一行符合 金额 = 5。请为 金额: >= 5 补一行，或设置默认值。',
      'No row fits Amount = 5. Add a row for Amount: >= 5, or a default.',
    ]);
  });

  test('with a faulty cell: what is wrong and how cells are written', () => {
    expect(told('cell_syntax', { found: ')' })).toEqual([
      '单元格写法不对，在“)”附近。可以写成 > 100、[1..5)、in a, b、not in a、blank 或 -。',
      'The cell is not well formed near ")". Write it like > 100, [1..5), in a, b, not in a, blank or -.',
    ]);
    expect(told('cell_value', { value: '五', expected: 'number' })[0]).toContain('不是数');
  });

  test.each([
    ['table_no_hit', '没有符合的行', 'no row fits'],
    ['table_input_blank', '必需的输入是空白', 'an input that it needs is blank'],
    ['formula_div_zero', '公式除以了零', 'a formula divides by zero'],
  ])('whose test gets no answer because of %s: the reason in words', (reason, chinese, english) => {
    expect(told('table_test_refused', { test: 'small', reason })).toEqual([
      `测试“small”期望有结果，但决策表没有给出（${chinese}）。请修改决策表或测试。`,
      `The test "small" expects an answer, but the table gives none (${english}). Correct the table or the test.`,
    ]);
  });

  test('whose test fails', () => {
    const column = { 'zh-CN': '费用', en: 'Fee' };
    expect(told('table_test_failed', { test: 'small', column, expected: '2', actual: '1.00' })).toEqual([
      '测试“small”没有通过：“费用”应为 2，实际为 1.00。请修改决策表或测试。',
      'The test "small" fails: "Fee" should be 2 and is 1.00. Correct the table or the test.',
    ]);
  });
});
