import type { Value } from '../../../expression/index.js';
import { BLANK_CLASS } from '../axes/axis.js';
import type { ClassSpan } from '../axes/axis.js';
import type { InputColumn } from '../compiled-table.js';
import { intersection, noRows, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { RowSetMap } from '../lookup/row-set-map.js';
import { joined } from '../axes/spans.js';

/** Below every rank: the highest one of a row that takes nothing. */
const NONE = -1;

/** Values of a column that exactly the same rows take. */
export interface Atom {
  readonly ranks: readonly number[];
  readonly rows: RowSet;
}

/**
 * A column as the checks see it: only classes that a value can have count, numbered by rank. Whole numbers have nothing
 * between 5 and 6, and a required input is never blank, so no gap is reported there.
 */
export class CheckColumn {
  /** Classes by rank. */
  readonly live: readonly number[];
  /** The rank of blank; -1 where the input is never blank. */
  readonly blankRank: number;
  /** For each row the ranks that its cell takes. */
  readonly rows: readonly (readonly ClassSpan[])[];
  /** The lowest and the highest rank of each row, and whether it takes all between them. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly isSolid: readonly boolean[];
  readonly atoms: readonly Atom[];
  /** Rows whose cell takes every value. */
  readonly full: RowSet;

  constructor(readonly input: InputColumn) {
    const { axis, definition, spans } = input;
    const isBlankLive = definition.required !== true;
    this.live = Array.from({ length: axis.classes }, (_, cls) => cls).filter((cls) =>
      cls === BLANK_CLASS ? isBlankLive : axis.hasValue(cls),
    );
    this.blankRank = isBlankLive ? 0 : -1;
    this.rows = ranked(spans, this.live, axis.classes);
    this.first = Int32Array.from(this.rows, (cell) => cell[0]?.first ?? 0);
    this.last = Int32Array.from(this.rows, (cell) => cell.at(-1)?.last ?? NONE);
    this.isSolid = this.rows.map((cell) => cell.length === 1);
    this.atoms = atomsOf(input, this.live);
    this.full = noRows(spans.length);
    this.rows.forEach((cell, row) => {
      if (cell[0]?.first === 0 && cell[0].last === this.live.length - 1) toggle(this.full, row);
    });
  }

  /** A value that has one of the ranks, not blank where it can be helped. */
  sample(ranks: readonly number[]): Value {
    const filled = ranks.find((rank) => rank !== this.blankRank);
    return this.input.axis.sample(this.live[filled ?? ranks[0] ?? 0] as number) ?? null;
  }

  /** Whether the ranks are blank and nothing else. */
  isOnlyBlank(ranks: readonly number[]): boolean {
    return ranks.length === 1 && ranks[0] === this.blankRank;
  }

  /** Writes ranks as a cell. */
  write(ranks: readonly number[]): string {
    return this.input.axis.write(new Set(ranks.map((rank) => this.live[rank] as number)));
  }
}

/** Spans of classes as spans of ranks; what no value can have falls away. */
function ranked(
  cells: readonly (readonly ClassSpan[])[],
  live: readonly number[],
  classes: number,
): readonly (readonly ClassSpan[])[] {
  const from = new Int32Array(classes + 1).fill(live.length);
  for (let cls = classes - 1, rank = live.length; cls >= 0; cls -= 1) {
    if (live[rank - 1] === cls) rank -= 1;
    from[cls] = rank;
  }
  return cells.map((spans) => {
    const moved = spans.map(({ first, last }) => ({
      first: from[first] as number,
      last: (from[last + 1] as number) - 1,
    }));
    return joined(moved.filter(({ first, last }) => first <= last));
  });
}

function atomsOf({ index }: InputColumn, live: readonly number[]): readonly Atom[] {
  const atoms = new RowSetMap<{ ranks: number[]; rows: RowSet }>();
  live.forEach((cls, rank) => {
    const rows = index.rowsAt(cls);
    const known = atoms.get(rows);
    if (known) return void known.ranks.push(rank);
    const own = rows.slice();
    atoms.add(own, { ranks: [rank], rows: own });
  });
  return atoms.values();
}

/** Rows that take every value of the columns from each position on. */
export function fullFrom(columns: readonly CheckColumn[], everything: RowSet): readonly RowSet[] {
  const result = [everything];
  for (const column of columns.toReversed()) result.unshift(intersection(result[0] as RowSet, column.full));
  return result;
}
