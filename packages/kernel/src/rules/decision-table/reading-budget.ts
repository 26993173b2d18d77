import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { Cell, Term } from './cells/cell.js';

/** Values and ranges that all different conditions of a table name; a condition that repeats in its column counts once. */
const TABLE_TERMS_MAX = 24_000;

/** Characters of all different cells of a table; each formula counts as some more, whatever its length. */
const TABLE_LETTERS_MAX = 500_000;
const FORMULA_LETTERS_MAX = 100_000;
const FORMULA_LETTERS = 60;

/** Nobody reads more faults than this at a time. */
const TABLE_ISSUES_MAX = 100;

/**
 * Collects the faults of a table while it is read and counts what reading costs. Once a table is too large, or has
 * more faults than anybody reads, the rest of it is left unread.
 */
export class ReadingBudget {
  readonly issues: Issue[] = [];
  private terms = 0;
  private letters = 0;
  private formulaLetters = 0;
  private isTooLarge = false;

  /** Whether what follows is not worth reading any more. */
  get isSpent(): boolean {
    return this.isTooLarge || this.issues.length >= TABLE_ISSUES_MAX;
  }

  report(...found: readonly Issue[]): void {
    this.issues.push(...found.slice(0, TABLE_ISSUES_MAX - this.issues.length));
  }

  /** Counts the text of a cell before it is read, of equal cells the first; `false` when it is too much. */
  spendText(source: string): boolean {
    this.letters += source.length;
    if (this.letters > TABLE_LETTERS_MAX) this.refuse('table_text_too_long', TABLE_LETTERS_MAX);
    return !this.isTooLarge;
  }

  /** Counts a formula before it is compiled; `false` when it is too much. */
  spendFormula(source: string): boolean {
    this.formulaLetters += source.length + FORMULA_LETTERS;
    if (this.formulaLetters > FORMULA_LETTERS_MAX)
      this.refuse('table_formulas_too_long', FORMULA_LETTERS_MAX);
    return !this.isTooLarge;
  }

  /** Counts the values that a cell names. */
  spendTerms(cell: Cell): void {
    if (cell !== 'any') this.terms += countOf(cell);
    if (this.terms > TABLE_TERMS_MAX) this.refuse('table_too_large', TABLE_TERMS_MAX);
  }

  private refuse(code: string, max: number): void {
    if (!this.isTooLarge) this.issues.push(issue(code, '/rows', { max }));
    this.isTooLarge = true;
  }
}

function countOf(terms: readonly Term[]): number {
  let count = 0;
  for (const term of terms) {
    if (term.kind === 'not') count += countOf(term.terms);
    else if (term.kind === 'interval') count += 1;
  }
  return count;
}
