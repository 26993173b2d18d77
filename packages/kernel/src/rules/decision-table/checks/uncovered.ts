import { fullFrom } from './check-column.js';
import type { Atom, CheckColumn } from './check-column.js';
import { hasRow, intersect, isEmpty, meet, RowSetStore } from '../lookup/row-set.js';
import type { RowSet } from '../lookup/row-set.js';
import { RowSetMap } from '../lookup/row-set-map.js';
import type { WorkBudget } from './work-budget.js';

/** Values that no row takes: for each column from here on some atoms, or all of them (`undefined`). Equal ones are one. */
interface Box {
  readonly atoms: readonly number[] | undefined;
  readonly rest: Box | undefined;
  readonly id: number;
}

/** For each column the numbers of its atoms, or `undefined` for any value. */
export type Uncovered = readonly (readonly number[] | undefined)[];

/** Atoms of a column that leave the same rows in play. */
interface Group {
  readonly rows: RowSet;
  readonly atoms: number[];
}

const BOXES_MAX = 50;

/** What an atom, a new group and a box cost besides the words of their sets. */
const ATOM_STEPS = 10;
const GROUP_STEPS = 150;
const BOX_STEPS = 100;

const END: Box = { atoms: undefined, rest: undefined, id: 0 };

/**
 * Sweeps column by column for values that no row takes: rows still in play are narrowed atom by atom, equal remainders
 * are solved once, and atoms with equal remainders are joined, so that a gap comes out as large as possible.
 */
export class UncoveredSearch {
  /** More was found than is told. */
  isCut = false;
  private readonly full: readonly RowSet[];
  private readonly open: readonly Box[];
  /** For each column what is known for the rows still in play. */
  private known: readonly RowSetMap<readonly Box[]>[] = [];
  private within: number | undefined;
  private readonly boxes = new Map<string, Box>();
  private readonly scratch: RowSet;
  private store: RowSetStore;

  constructor(
    private readonly columns: readonly CheckColumn[],
    private readonly everything: RowSet,
    private readonly budget: WorkBudget,
  ) {
    this.full = fullFrom(columns, everything);
    const open = [END];
    for (const _ of columns) open.unshift(this.boxOf(undefined, open[0] as Box));
    this.open = open;
    this.scratch = everything.slice();
    this.store = new RowSetStore(everything.length);
  }

  /** Values that none of the rows takes. */
  gaps(): readonly Uncovered[] {
    this.restart(undefined);
    return this.solve(0, this.everything).map((box) => cellsOf(box, this.columns.length));
  }

  /** Whether the other rows together take everything that a row takes; only sure while the budget lasts. */
  isCovered(row: number, others: RowSet): boolean {
    this.restart(row);
    return this.solve(0, others).length === 0 && !this.budget.isSpent;
  }

  private restart(within: number | undefined): void {
    this.within = within;
    this.known = this.columns.map(() => new RowSetMap());
    this.store = new RowSetStore(this.everything.length);
  }

  private solve(depth: number, rows: RowSet): readonly Box[] {
    if (isEmpty(rows)) return [this.open[depth] as Box];
    if (meet(rows, this.full[depth] as RowSet)) return [];
    const known = this.known[depth] as RowSetMap<readonly Box[]>;
    const before = known.get(rows);
    if (before) return before;
    const found = this.sweep(depth, rows);
    known.add(rows, found);
    return found;
  }

  private sweep(depth: number, rows: RowSet): readonly Box[] {
    const atoms = (this.columns[depth] as CheckColumn).atoms(this.budget);
    if (!atoms || !this.budget.spend(atoms.length * (rows.length + ATOM_STEPS))) return [];
    const byRest = new Map<Box, number[]>();
    for (const group of this.groups(atoms, rows)) {
      for (const rest of this.solve(depth + 1, group.rows)) {
        const joined = byRest.get(rest);
        if (joined) joined.push(...group.atoms);
        else byRest.set(rest, [...group.atoms]);
        this.budget.spend(group.atoms.length + BOX_STEPS);
      }
    }
    if (byRest.size > BOXES_MAX) this.isCut = true;
    return [...byRest]
      .slice(0, BOXES_MAX)
      .map(([rest, found]) => this.boxOf(found.length === atoms.length ? undefined : found, rest));
  }

  private boxOf(atoms: readonly number[] | undefined, rest: Box): Box {
    const key = `${atoms?.join() ?? '*'};${rest.id}`;
    const known = this.boxes.get(key);
    if (known) return known;
    const box = { atoms, rest, id: this.boxes.size + 1 };
    this.boxes.set(key, box);
    return box;
  }

  /** The atoms of a column by the rows that they leave in play. */
  private groups(atoms: readonly Atom[], rows: RowSet): readonly Group[] {
    const groups = new RowSetMap<Group>();
    const left = this.scratch;
    atoms.forEach((atom, number) => {
      if (this.within !== undefined && !hasRow(atom.rows, this.within)) return;
      intersect(left, rows, atom.rows);
      const group = groups.get(left);
      if (group) return void group.atoms.push(number);
      this.budget.spend(GROUP_STEPS);
      const kept = this.store.copy(left);
      groups.add(kept, { rows: kept, atoms: [number] });
    });
    return groups.values();
  }
}

function cellsOf(box: Box, columns: number): Uncovered {
  const cells: (readonly number[] | undefined)[] = [];
  for (let at: Box | undefined = box; at && cells.length < columns; at = at.rest) cells.push(at.atoms);
  return cells;
}
