import type { Sentences } from './catalogue.js';

/** What is said about decision tables while they are designed. */
export const enTables: Sentences = {
  unknown_column: 'The table has no column "{column}". Take the cell away, or add the column.',
  aggregation_without_collect:
    'Only COLLECT makes a total of several rows; {policy} does not. Choose COLLECT, or take the total away.',
  aggregation_type:
    '{aggregation} needs numbers, but the column holds {type}. Change the type of the column, or the total.',
  cell_syntax:
    'The cell is not well formed[ near "{found}"]. Write it like > 100, [1..5), in a, b, not in a, blank or -.',
  cell_value: '"{value}" in the cell is not {expected}. Correct it.',
  cell_choice: 'There is no choice "{value}" in this column. Choose one of: {known}.',
  cell_no_order:
    'The values of this column have no order, so "{found}" cannot be used. Use =, !=, in or not in.',
  cell_range_empty:
    'Nothing lies in the range "{value}". Put the smaller end first, and include an end where both are the same.',
  cell_thousands:
    '"{value}" could be one number or several. Write a number without commas, and a list with a space after each comma.',
  cell_needs_quotes: 'Put "{value}" in quotes: it begins with a word that means something in a cell.',
  cell_too_many: 'The cell names more than {max} values. Split it into several rows.',
  cell_outside: '"{value}" lies outside what the column allows. Change it, or the limits of the column.',
  table_too_large: 'The table has more than {max} conditions. Split it into several tables.',
  table_too_much_work:
    'So many rows fit, with so long formulas, that the answer would take too long. Shorten the formulas, or let fewer rows fit.',
  table_tests_too_much_work:
    'The tests of the table take too long; those from here on did not run. Leave some out, or let fewer rows fit in them.',
  formula_tests_too_much_work:
    'The tests of all named formulas take too long together; those from here on did not run. Leave some out, or make them smaller.',
  table_text_too_long:
    'The cells of the table have more than {max} characters together. Split it into several tables.',
  table_formulas_too_long:
    'The formulas of the table are too long: each counts 60 characters more than it has, and together they may have {max}. Move what repeats into an input, or split the table.',
  table_test_failed:
    'The test "{test}" fails: "{column}" should be {expected} and is {actual}. Correct the table or the test.',
  table_test_refused:
    'The test "{test}" expects an answer, but the table gives none ({reason}). Correct the table or the test.',
  table_test_answered:
    'The test "{test}" expects no answer, but row {rows} answers. Correct the table or the test.',
  table_test_rows:
    'The test "{test}" expects the rows {expected}, but {actual} decide. Correct the table or the test.',
  table_rows_overlap:
    'Row {row} and row {others} both fit {witness}, but only one may. Narrow one of them, or choose another hit policy.',
  table_rows_disagree:
    'Row {row} and row {others} both fit {witness} and give different outputs. Narrow one of them, or make the outputs the same.',
  table_rows_may_disagree:
    'Row {row} and row {others} both fit {witness}; their formulas may give different outputs. Narrow one of them, or use the same formula.',
  table_rows_duplicate: 'Row {row} repeats row {others}. Delete one of them.',
  table_row_subsumed:
    'Row {row} can go: row {others} fits all its values and gives the same outputs. Delete it, if it is not meant as a note.',
  table_row_unreachable:
    'Row {row} never answers, because row {others} comes before it for all its values. Move it up, narrow the others, or delete it.',
  table_row_never: 'No value can ever fit row {row}. Correct its conditions, or delete it.',
  table_gap: 'No row fits {witness}. Add a row for {proposal}, or a default.',
  table_gap_unwritable:
    'No row fits {witness}, and the table names too many other values to leave them all out in one cell. Add a default.',
  table_gap_blank:
    'No row fits {witness}. Make the input required, or add a row for {proposal}, or a default.',
  table_not_fully_checked:
    'The table is too large or too entangled to be checked wholly: {part} are not fully checked. Split the table, or check them by tests.',
};

/** Why a decision table gives no answer, in a few words. */
export const enTableReasons: Sentences = {
  table_no_hit: 'no row fits',
  table_several_hits: 'several rows fit, and only one may',
  table_hits_disagree: 'the rows that fit disagree',
  table_not_in_effect: 'it is not in effect on that day',
  table_input_type: 'an input is of the wrong type',
  table_input_outside: 'an input lies outside what its column allows',
  table_input_blank: 'an input that it needs is blank',
  table_output_outside: 'a formula gives what its column does not allow',
  table_too_much_work: 'it would take too long',
  formula_div_zero: 'a formula divides by zero',
  formula_domain: 'a formula gets a value out of range',
  formula_limit: 'a formula goes over a limit',
  formula_overflow: 'the result of a formula is too large',
  formula_type: 'a formula gets a value of the wrong type',
};
