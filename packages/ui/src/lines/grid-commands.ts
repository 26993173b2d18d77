import type { GridController } from './grid-controller.js';
import type { GridCommand } from './key-model.js';

/** What a command needs from the picture. */
export interface GridView {
  /** Writes what is typed in the focused cell. */
  commit(): void;
  /** Shows a text in the focused cell and selects it. */
  show(text: string): void;
  caretToEnd(): void;
  pageRows(): number;
  say(key: 'lines.undone' | 'lines.redone'): void;
}

type Of<K extends GridCommand['do']> = Extract<GridCommand, { do: K }>;
type Handlers = {
  readonly [K in GridCommand['do']]: (grid: GridController, command: Of<K>, view: GridView) => boolean;
};

function done(): true {
  return true;
}

function pick(grid: GridController, command: Of<'pick'>, view: GridView): boolean {
  const state = grid.options.state();
  if (state === null) return false;
  grid.options.take((option) => {
    if (option === undefined) view.commit();
    else grid.pick(state.row, state.column, option);
    grid.options.hide();
    if (command.then === 'enter') grid.enter(command.back);
    else grid.toNextEditable(command.back);
  });
  return true;
}

/** Each command carried out; false gives the key back to the browser. */
const HANDLERS: Handlers = {
  move: (grid, { rows, columns, extend }, view) => {
    view.commit();
    if (extend === true) grid.extendBy(rows, columns);
    else grid.moveBy(rows, columns);
    return true;
  },
  edge: (grid, { rows, columns }, view) => {
    view.commit();
    grid.moveToEdge(rows, columns);
    return true;
  },
  page: (grid, { direction }, view) => {
    view.commit();
    grid.moveBy(direction * view.pageRows(), 0);
    return true;
  },
  enter: (grid, { back }, view) => {
    view.commit();
    grid.enter(back);
    return true;
  },
  tab: (grid, { back }, view) => {
    view.commit();
    return grid.toNextEditable(back);
  },
  restore: (grid, _command, view) => {
    const text = grid.restore();
    if (text !== null) view.show(text);
    return text !== null;
  },
  edit: (grid, _command, view) => {
    grid.setMode('edit');
    view.caretToEnd();
    return true;
  },
  undo: (grid, _command, view) => {
    view.commit();
    if (grid.history.undo()) view.say('lines.undone');
    grid.moveTo(grid.active());
    return true;
  },
  redo: (grid, _command, view) => {
    view.commit();
    if (grid.history.redo()) view.say('lines.redone');
    // The row that was active may be gone; the focus must stay in the table.
    grid.moveTo(grid.active());
    return true;
  },
  fillDown: (grid) => (grid.fillDown(), done()),
  deleteRow: (grid) => (grid.deleteRow(), done()),
  nextProblem: (grid, { back }, view) => {
    view.commit();
    return grid.toProblem(back);
  },
  repair: (grid) => grid.repairActive(),
  openOptions: (grid) => {
    const cell = grid.activeCell();
    if (cell !== null && grid.isEditable(cell.row, cell.column))
      grid.options.show(cell.row, grid.columnAt(cell.row, cell.column), '');
    return true;
  },
  option: (grid, { step }) => (grid.options.move(step), done()),
  pick,
  toggle: (grid) => (grid.toggle(), done()),
};

/** Carries a command out; answers whether the key was used. */
export function runGridCommand(grid: GridController, command: GridCommand, view: GridView): boolean {
  const handler = HANDLERS[command.do] as (
    grid: GridController,
    command: GridCommand,
    view: GridView,
  ) => boolean;
  return handler(grid, command, view);
}
