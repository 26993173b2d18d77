import type { Value } from '../../../expression/index.js';
import { BLANK_CLASS } from '../axes/axis.js';
import type { ClassSpan } from '../axes/axis.js';
import { joined } from '../axes/spans.js';
import type { InputColumn } from '../compiled-table.js';
import { intersection, noRows, RowSetStore, toggle } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { RowSetMap } from '../lookup/row-set-map.js';
import { numbered } from './numbered.js';
import type { WorkBudget } from './work-budget.js';

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
  readonly isSolid: Uint8Array;
  /** Rows with equal numbers take the same values. */
  readonly cellNumbers: Int32Array;
  /** Rows whose cell takes every value. */
  readonly full: RowSet;
  private known: readonly Atom[] | undefined;

  constructor(readonly input: InputColumn) {
    const { axis, definition } = input;
    const isBlankLive = definition.required !== true;
    this.live = classesWithValues(axis, isBlankLive);
    this.blankRank = isBlankLive ? 0 : -1;
    this.rows = ranked(input, this.live);
    this.first = Int32Array.from(this.rows, (cell) => cell[0]?.first ?? 0);
    this.last = Int32Array.from(this.rows, (cell) => cell.at(-1)?.last ?? NONE);
    this.isSolid = Uint8Array.from(this.rows, (cell) => (cell.length === 1 ? 1 : 0));
    this.cellNumbers = numberedCells(this.rows, input.cellNumbers);
    this.full = noRows(this.rows.length);
    this.rows.forEach((cell, row) => {
      if (cell[0]?.first === 0 && cell[0].last === this.live.length - 1) toggle(this.full, row);
    });
  }

  /** The values of the column by the rows that take them; `undefined` when the budget is not enough to find them. */
  atoms(budget: WorkBudget): readonly Atom[] | undefined {
    if (this.known) return this.known;
    if (!budget.spend(this.live.length * (this.full.length + ATOM_STEPS))) return undefined;
    return (this.known = atomsOf(this.input, this.live));
  }

  /** The ranks of some atoms as spans. */
  ranksOf(atoms: readonly number[]): readonly ClassSpan[] {
    const isChosen = new Uint8Array(this.live.length + 1);
    for (const atom of atoms) for (const rank of this.known?.[atom]?.ranks ?? []) isChosen[rank] = 1;
    const spans: ClassSpan[] = [];
    for (let rank = 0, first = NONE; rank < isChosen.length; rank += 1) {
      if (isChosen[rank] === 1 && first === NONE) first = rank;
      if (isChosen[rank] === 1 || first === NONE) continue;
      spans.push({ first, last: rank - 1 });
      first = NONE;
    }
    return spans;
  }

  /** A value of some ranks, or of any: one that a cell names rather than another, not blank where it can be helped. */
  sample(ranks: readonly ClassSpan[] = [{ first: 0, last: this.live.length - 1 }]): Value {
    const candidates = ranks.flatMap(({ first, last }) =>
      [first, first + 1, first + 2].filter((rank) => rank <= last && rank !== this.blankRank),
    );
    const rank = candidates.find((each) => this.isNamed(each)) ?? candidates[0] ?? ranks[0]?.first ?? 0;
    return this.input.axis.sample(this.classOf(rank)) ?? null;
  }

  /** Whether a rank is a single value that a cell or the column names. */
  isNamed(rank: number): boolean {
    return this.input.axis.isNamed(this.classOf(rank));
  }

  /** Writes a span of filled ranks as a term of a cell. */
  write({ first, last }: ClassSpan): string {
    return this.input.axis.write({ first: this.classOf(first), last: this.classOf(last) });
  }

  private classOf(rank: number): number {
    return this.live[rank] as number;
  }
}

/** More than any column has. */
const RANKS_MAX = 2 ** 24;

/** What looking at a class costs besides its set of rows. */
const ATOM_STEPS = 10;

function classesWithValues(axis: InputColumn['axis'], isBlankLive: boolean): readonly number[] {
  const live = isBlankLive ? [BLANK_CLASS] : [];
  for (let cls = BLANK_CLASS + 1; cls < axis.classes; cls += 1) if (axis.hasValue(cls)) live.push(cls);
  return live;
}

/** Cells that are written differently may take the same values. */
function numberedCells(rows: CheckColumn['rows'], written: Int32Array): Int32Array {
  const different: (readonly ClassSpan[])[] = [];
  rows.forEach((cell, row) => (different[written[row] as number] = cell));
  const numbers = numbered(different, (cell) => keyOf(cell));
  return written.map((number) => numbers[number] as number);
}

/** The same key for the same spans; most cells have one. */
function keyOf(cell: readonly ClassSpan[]): unknown {
  const [only] = cell;
  if (only && cell.length === 1) return only.first * RANKS_MAX + only.last;
  return cell.map(({ first, last }) => `${first}-${last}`).join();
}

/** Spans of classes as spans of ranks, for each row; what no value can have falls away. */
function ranked(
  { axis: { classes }, cellNumbers, spans }: InputColumn,
  live: readonly number[],
): readonly (readonly ClassSpan[])[] {
  const from = new Int32Array(classes + 1).fill(live.length);
  for (let cls = classes - 1, rank = live.length; cls >= 0; cls -= 1) {
    if (live[rank - 1] === cls) rank -= 1;
    from[cls] = rank;
  }
  const known: (readonly ClassSpan[])[] = [];
  return spans.map((cell, row) => (known[cellNumbers[row] as number] ??= moved(cell, from)));
}

function moved(cell: readonly ClassSpan[], from: Int32Array): readonly ClassSpan[] {
  const result: ClassSpan[] = [];
  for (const span of cell) {
    const first = from[span.first] as number;
    const last = (from[span.last + 1] as number) - 1;
    if (first <= last) result.push({ first, last });
  }
  return joined(result);
}

function atomsOf({ index }: InputColumn, live: readonly number[]): readonly Atom[] {
  const atoms = new RowSetMap<{ ranks: number[]; rows: RowSet }>();
  let store: RowSetStore | undefined;
  live.forEach((cls, rank) => {
    const rows = index.rowsAt(cls);
    const known = atoms.get(rows);
    if (known) return void known.ranks.push(rank);
    store ??= new RowSetStore(rows.length);
    const own = store.copy(rows);
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
