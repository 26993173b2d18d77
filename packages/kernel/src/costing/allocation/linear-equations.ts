import { fraction, isNothing, minus, over, times } from '../fraction.js';
import type { Fraction } from '../fraction.js';

/**
 * Solves linear equations exactly (Gauss and Jordan).
 * @param rows one row an equation: the factor of each unknown, then the right side.
 * @returns the unknowns in their order; nothing when there is no one answer.
 */
export function solveLinear(rows: readonly (readonly Fraction[])[]): readonly Fraction[] | undefined {
  let open = rows;
  for (let column = 0; column < rows.length; column += 1) {
    const pivotAt = open.findIndex((row, at) => at >= column && !isNothing(factor(row, column)));
    if (pivotAt < 0) return undefined;
    open = eliminate(swapped(open, column, pivotAt), column);
  }
  return open.map((row) => factor(row, rows.length));
}

/** Makes the pivot's factor one, and that of every other row zero. */
function eliminate(rows: readonly (readonly Fraction[])[], column: number): readonly (readonly Fraction[])[] {
  const given = rows[column] ?? [];
  const pivot = given.map((each) => over(each, factor(given, column)));
  return rows.map((row, at) => {
    if (at === column) return pivot;
    const own = factor(row, column);
    return isNothing(own) ? row : row.map((each, to) => minus(each, times(own, factor(pivot, to))));
  });
}

function swapped<Row>(rows: readonly Row[], one: number, other: number): readonly Row[] {
  const result = [...rows];
  [result[one], result[other]] = [rows[other] as Row, rows[one] as Row];
  return result;
}

function factor(row: readonly Fraction[], column: number): Fraction {
  return row[column] ?? fraction(0n, 1n);
}
