import type { Sentences } from './catalogue.js';

/** What is said about the cells of sheets that are brought in. */
export const enExchange: Sentences = {
  sheet_fault:
    'The cell shows {value}: its formula gives no value. Mend the formula, or write the value itself.',
  sheet_digits_lost:
    'The sheet has kept only 15 digits of {value}. If it is a code or a long number, format the column as text and type it again.',
  date_unclear: '"{value}" is not a date, or could be read in two ways. Write it as 2026-11-20.',
  import_head_differs:
    'This row belongs to the document above it, where "{first}" stands, but says "{value}". Make them the same, or leave the cell blank.',
};
