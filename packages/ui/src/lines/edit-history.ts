import type { CellEdit, CellValue, LineStore, LineValues, PlacedRow } from './line-store.js';

interface Step {
  undo(store: LineStore): void;
  redo(store: LineStore): void;
}

const STEPS_MAX = 200;

export interface EditChange extends CellEdit {
  readonly before: CellValue;
}

/** Steps that can be taken back and done again. One leave of a cell, one paste, one row command is one step. */
export class EditHistory {
  private done: Step[] = [];
  private undone: Step[] = [];

  constructor(private readonly store: LineStore) {}

  /** Records edits that stand in the store already. */
  recordEdits(changes: readonly EditChange[]): void {
    const real = changes.filter((change) => change.before !== change.value);
    if (real.length === 0) return;
    this.push({
      undo: (store) =>
        store.setCells(real.map(({ row, column, before }) => ({ row, column, value: before }))),
      redo: (store) => store.setCells(real),
    });
  }

  recordInsert(rows: readonly PlacedRow[]): void {
    this.push({
      undo: (store) => void store.deleteRows(rows.map((row) => row.key)),
      redo: (store) => void store.insertRows(rows),
    });
  }

  recordDelete(rows: readonly PlacedRow[]): void {
    this.push({
      undo: (store) => void store.insertRows(rows),
      redo: (store) => void store.deleteRows(rows.map((row) => row.key)),
    });
  }

  undo(): boolean {
    const step = this.done.pop();
    if (step === undefined) return false;
    step.undo(this.store);
    this.undone.push(step);
    return true;
  }

  redo(): boolean {
    const step = this.undone.pop();
    if (step === undefined) return false;
    step.redo(this.store);
    this.done.push(step);
    return true;
  }

  private push(step: Step): void {
    this.done.push(step);
    if (this.done.length > STEPS_MAX) this.done.shift();
    this.undone = [];
  }
}

/** The values of a row as they are now, for the columns named. */
export function rowValues(store: LineStore, row: string, columns: readonly string[]): LineValues {
  return Object.fromEntries(columns.map((column) => [column, store.value(row, column)]));
}
