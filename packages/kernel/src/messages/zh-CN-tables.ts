import type { Sentences } from './catalogue.js';

/** What is said about decision tables while they are designed. */
export const zhCNTables: Sentences = {
  unknown_column: '决策表里没有列“{column}”，请去掉这个单元格，或添加这一列。',
  aggregation_without_collect: '只有“汇集”才能对多行合计，{policy} 不行。请改用“汇集”，或去掉合计。',
  aggregation_type: '{aggregation} 需要数字，但该列是{type}。请修改列的类型，或换一种合计。',
  cell_syntax: '单元格写法不对[，在“{found}”附近]。可以写成 > 100、[1..5)、in a, b、not in a、blank 或 -。',
  cell_value: '单元格里的“{value}”不是{expected}，请改正。',
  cell_choice: '该列没有选项“{value}”，请从中选择：{known}。',
  cell_no_order: '该列的值不分大小，不能用“{found}”。请用 =、!=、in 或 not in。',
  cell_range_empty: '范围“{value}”里没有任何值。请把较小的一端写在前面；两端相同时请包含端点。',
  cell_thousands: '“{value}”可能是一个数，也可能是几个数。数字请不要加逗号；列举请在逗号后加空格。',
  cell_needs_quotes: '请给“{value}”加引号：它以单元格里有特殊含义的词开头。',
  cell_too_many: '单元格里列举的值超过 {max} 个，请拆成几行。',
  cell_outside: '“{value}”超出了该列允许的范围，请修改它，或修改该列的范围。',
  table_too_large: '决策表的条件超过 {max} 个，请拆成几张表。',
  table_too_much_work: '符合的行太多、公式太长，得出结果会耗时过久。请缩短公式，或减少同时符合的行。',
  table_tests_too_much_work: '决策表的测试耗时过久，从这一项起没有运行。请去掉一些测试，或减少其中符合的行。',
  formula_tests_too_much_work:
    '所有公式的测试合计耗时过久，从这一项起没有运行。请去掉一些测试，或缩小其规模。',
  table_text_too_long: '决策表各单元格合计超过 {max} 个字符，请拆成几张表。',
  table_formulas_too_long:
    '决策表的公式太长：每个公式按其长度加 60 个字符计，合计不能超过 {max}。请把重复的部分改成输入列，或拆成几张表。',
  table_test_failed: '测试“{test}”没有通过：“{column}”应为 {expected}，实际为 {actual}。请修改决策表或测试。',
  table_test_refused: '测试“{test}”期望有结果，但决策表没有给出（{reason}）。请修改决策表或测试。',
  table_test_answered: '测试“{test}”期望没有结果，但第 {rows} 行给出了结果。请修改决策表或测试。',
  table_test_rows: '测试“{test}”期望由 {expected} 行决定，实际是 {actual}。请修改决策表或测试。',
  table_rows_overlap:
    '第 {row} 行和第 {others} 行都符合 {witness}，但只能有一行。请缩小其中一行的范围，或换一种命中策略。',
  table_rows_disagree:
    '第 {row} 行和第 {others} 行都符合 {witness}，结果却不同。请缩小其中一行的范围，或让结果一致。',
  table_rows_may_disagree:
    '第 {row} 行和第 {others} 行都符合 {witness}，它们的公式可能得出不同结果。请缩小其中一行的范围，或用同一个公式。',
  table_rows_duplicate: '第 {row} 行与第 {others} 行重复，请删掉其中一行。',
  table_row_subsumed:
    '第 {row} 行可以去掉：第 {others} 行已包含它的全部取值，结果也相同。若不是有意保留，请删掉它。',
  table_row_unreachable:
    '第 {row} 行永远轮不到，因为它的取值都先由第 {others} 行处理。请把它上移、缩小其他行，或删掉它。',
  table_row_never: '没有任何值能符合第 {row} 行，请修改它的条件，或删掉它。',
  table_gap: '没有哪一行符合 {witness}。请为 {proposal} 补一行，或设置默认值。',
  table_gap_unwritable:
    '没有哪一行符合 {witness}，而表中列举的其他值太多，一个单元格无法全部排除。请设置默认值。',
  table_gap_blank: '没有哪一行符合 {witness}。请把该输入设为必填，或为 {proposal} 补一行，或设置默认值。',
  table_not_fully_checked:
    '决策表太大或太复杂，未能全部检查：{part}未完整检查。请拆分决策表，或用测试来检查。',
};

/** Why a decision table gives no answer, in a few words. */
export const zhCNTableReasons: Sentences = {
  table_no_hit: '没有符合的行',
  table_several_hits: '有几行同时符合，但只能有一行',
  table_hits_disagree: '符合的几行结果不同',
  table_not_in_effect: '这一天不在有效期内',
  table_input_type: '有输入的类型不对',
  table_input_outside: '有输入超出了该列允许的范围',
  table_input_blank: '必需的输入是空白',
  table_output_outside: '公式得出了该列不允许的值',
  table_too_much_work: '得出结果会耗时过久',
  formula_div_zero: '公式除以了零',
  formula_domain: '公式里的值不在范围内',
  formula_limit: '公式超出限制',
  formula_overflow: '公式的结果太大',
  formula_type: '公式里的值类型不对',
};
