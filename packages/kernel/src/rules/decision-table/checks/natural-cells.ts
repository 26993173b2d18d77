import type { ClassSpan } from '../axes/axis.js';
import { complement } from '../axes/spans.js';
import { CELL_LENGTH_MAX, CELL_TERMS_MAX } from '../cells/parse-cell.js';
import type { CheckColumn } from './check-column.js';

/** Some values of a column as one cell; without a text where no cell can say them. */
export interface NaturalCell {
  /** Spans of ranks, from the lowest to the highest. */
  readonly ranks: readonly ClassSpan[];
  readonly text: string | undefined;
}

/** So many ranges stand in rows of their own; more are put into lists. */
const RANGES_APART_MAX = 6;

/** A range names two values. */
const LISTED_MAX = CELL_TERMS_MAX / 2;

/**
 * Writes values of a column, not all of them, as people write cells: one range in a cell, since another range will hardly
 * want the same answer; "all but 5" where single values are left out; blank for itself; and never more than a cell can
 * hold. Together the cells say exactly the values given.
 */
export function naturalCells(column: CheckColumn, ranks: readonly ClassSpan[]): readonly NaturalCell[] {
  const lowest = column.blankRank + 1;
  const blank = ranks[0]?.first === column.blankRank ? [cellOf([oneOf(column.blankRank)], 'blank')] : [];
  const filled = ranks
    .map(({ first, last }) => ({ first: Math.max(first, lowest), last }))
    .filter(({ first, last }) => first <= last);
  return filled.length === 0 ? blank : [...filledCells(column, filled), ...blank];
}

function filledCells(column: CheckColumn, ranks: readonly ClassSpan[]): readonly NaturalCell[] {
  const { axis } = column.input;
  const others = complement(ranks, column.blankRank + 1, column.live.length - 1);
  if (others.length === 0) return [cellOf(ranks, 'not blank')];
  if (!axis.isOrdered) return nominalCells(column, ranks, others);
  const rest = ranks.length > 1 ? allBut(column, others) : undefined;
  if (rest !== undefined) return [cellOf(ranks, rest)];
  const cells = ranks.map((span) => cellOf([span], column.write(span)));
  return cells.length > RANGES_APART_MAX ? listed(cells) : cells;
}

/** Values that no cell names can only be said by leaving out all that are named. */
function nominalCells(
  column: CheckColumn,
  ranks: readonly ClassSpan[],
  others: readonly ClassSpan[],
): readonly NaturalCell[] {
  const values = ranks.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
  const named = values.filter((rank) => column.isNamed(rank));
  if (named.length === values.length)
    return listed(named.map((rank) => cellOf([oneOf(rank)], column.write(oneOf(rank)))));
  return [cellOf(ranks, allBut(column, others))];
}

/** Everything but some values; `undefined` where others than single values are left out, or too many. */
function allBut(column: CheckColumn, others: readonly ClassSpan[]): string | undefined {
  const values: string[] = [];
  for (const { first, last } of others)
    for (let rank = first; rank <= last; rank += 1) {
      if (values.length === LISTED_MAX || !column.isNamed(rank)) return undefined;
      values.push(column.write(oneOf(rank)));
    }
  const text = values.length === 1 ? `!= ${values.join()}` : `not in (${values.join(', ')})`;
  return text.length <= CELL_LENGTH_MAX ? text : undefined;
}

/** Puts cells together into lists, each as long as a cell can be. */
function listed(cells: readonly NaturalCell[]): readonly NaturalCell[] {
  const lists: { ranks: ClassSpan[]; text: string; count: number }[] = [];
  for (const { ranks, text = '' } of cells) {
    const list = lists.at(-1);
    if (list && list.count < LISTED_MAX && list.text.length + text.length + 2 <= CELL_LENGTH_MAX) {
      list.ranks.push(...ranks);
      list.text += `, ${text}`;
      list.count += 1;
    } else lists.push({ ranks: [...ranks], text, count: 1 });
  }
  return lists;
}

function cellOf(ranks: readonly ClassSpan[], text: string | undefined): NaturalCell {
  return { ranks, text };
}

function oneOf(rank: number): ClassSpan {
  return { first: rank, last: rank };
}
