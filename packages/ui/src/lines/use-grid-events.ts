import {
  useMemo,
  type ClipboardEvent,
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import type { GridController } from './grid-controller.js';
import { runGridCommand, type GridView } from './grid-commands.js';
import { COLUMN_KINDS } from './kinds/index.js';
import { gridCommand, type KeyContext } from './key-model.js';
import type { LineColumn } from './line-column.js';
import type { PasteResult } from './paste-block.js';
import { useComposition, type Composition } from './use-composition.js';

interface FocusedCell {
  readonly row: string;
  readonly rowIndex: number;
  readonly column: LineColumn;
  readonly columnIndex: number;
  readonly input: HTMLInputElement | null;
}

/** The cell that an event happened in; cells carry their place in data attributes, so one handler serves all. */
function cellOf(grid: GridController, target: EventTarget): FocusedCell | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  const row = element?.dataset['row'];
  const columnIndex = grid.columns().findIndex((column) => column.key === element?.dataset['column']);
  const column = grid.columns()[columnIndex];
  const rowIndex = row === undefined ? -1 : grid.store.rows().indexOf(row);
  if (row === undefined || column === undefined || rowIndex < 0) return null;
  const input = target instanceof HTMLInputElement && target.type !== 'checkbox' ? target : null;
  return { row, rowIndex, column, columnIndex, input };
}

function contextOf(grid: GridController, cell: FocusedCell): KeyContext {
  const { input } = cell;
  const caret = input?.selectionStart ?? 0;
  const collapsed = input === null || input.selectionStart === input.selectionEnd;
  return {
    mode: grid.editMode(),
    caretAtStart: collapsed && caret === 0,
    caretAtEnd: collapsed && caret === (input?.value.length ?? 0),
    optionsOpen: grid.options.state() !== null,
    isSwitch: COLUMN_KINDS[cell.column.kind].editor === 'switch',
  };
}

function viewOf(grid: GridController, cell: FocusedCell, hooks: GridHooks): GridView {
  return {
    commit: () => {
      if (cell.input !== null) grid.endEdit(cell.row, cell.column, cell.input.value);
    },
    show: (text) => {
      if (cell.input === null) return;
      cell.input.value = text;
      cell.input.select();
    },
    caretToEnd: () => cell.input?.setSelectionRange(cell.input.value.length, cell.input.value.length),
    pageRows: hooks.pageRows,
    say: hooks.say,
  };
}

export interface GridHooks {
  pageRows(): number;
  say(key: 'lines.undone' | 'lines.redone'): void;
  pasted(result: PasteResult): void;
}

function onFocus(grid: GridController, event: FocusEvent): void {
  const cell = cellOf(grid, event.target);
  if (cell === null) return;
  grid.activate({ row: cell.rowIndex, column: cell.columnIndex });
  if (cell.input === null || cell.input.readOnly) return;
  const kind = COLUMN_KINDS[cell.column.kind];
  grid.beginEdit(cell.row, cell.column);
  cell.input.value = kind.edit(grid.store.value(cell.row, cell.column.key), cell.column);
  cell.input.select();
}

function onBlur(grid: GridController, event: FocusEvent): void {
  const cell = cellOf(grid, event.target);
  if (cell?.input == null) return;
  grid.endEdit(cell.row, cell.column, cell.input.value);
  grid.options.hide();
  cell.input.value = COLUMN_KINDS[cell.column.kind].show(
    grid.store.value(cell.row, cell.column.key),
    cell.column,
  );
}

function onInput(grid: GridController, target: EventTarget): void {
  const cell = cellOf(grid, target);
  if (cell?.input != null) grid.type(cell.row, cell.column, cell.input.value);
}

function onKeyDown(
  grid: GridController,
  event: KeyboardEvent,
  composition: Composition,
  hooks: GridHooks,
): void {
  if (composition.ownsKey(event.nativeEvent)) return;
  const cell = cellOf(grid, event.target);
  if (cell === null) return;
  const press = {
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
    alt: event.altKey,
  };
  const command = gridCommand(press, contextOf(grid, cell));
  if (command === null || !runGridCommand(grid, command, viewOf(grid, cell, hooks))) return;
  event.preventDefault();
  event.stopPropagation();
}

function onPaste(grid: GridController, event: ClipboardEvent, hooks: GridHooks): void {
  const cell = cellOf(grid, event.target);
  const text = event.clipboardData.getData('text/plain');
  if (cell === null || text === '') return;
  const isBlock = /[\t\n\r]/.test(text);
  if (!isBlock && grid.editMode() === 'edit') return;
  event.preventDefault();
  hooks.pasted(grid.paste(text));
}

function onCopy(grid: GridController, event: ClipboardEvent): void {
  const cell = cellOf(grid, event.target);
  if (cell === null || (grid.editMode() === 'edit' && !grid.hasRange())) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', grid.copy());
}

function onMouseDown(grid: GridController, event: MouseEvent): void {
  const cell = cellOf(grid, event.target);
  if (cell === null) return;
  if (event.shiftKey) {
    event.preventDefault();
    grid.extendTo({ row: cell.rowIndex, column: cell.columnIndex });
    return;
  }
  // The first press chooses the cell, the second one puts the caret.
  if (document.activeElement === event.target) grid.setMode('edit');
}

function onMouseUp(grid: GridController, event: MouseEvent): void {
  const input = event.target;
  if (
    input instanceof HTMLInputElement &&
    grid.editMode() === 'navigate' &&
    cellOf(grid, input)?.input === input
  ) {
    // The browser has just put the caret where the mouse was; a chosen cell has its whole text selected.
    if (input.selectionStart === input.selectionEnd) input.select();
  }
}

/** One set of handlers for the whole table. */
export function useGridEvents(grid: GridController, hooks: GridHooks) {
  const composition = useComposition();
  return useMemo(
    () => ({
      onFocus: (event: FocusEvent) => onFocus(grid, event),
      onBlur: (event: FocusEvent) => onBlur(grid, event),
      onInput: (event: FormEvent) => {
        if (!composition.isComposing()) onInput(grid, event.target);
      },
      onCompositionStart: () => {
        composition.start();
        grid.setMode('edit');
      },
      onCompositionEnd: (event: { target: EventTarget }) => {
        composition.end();
        onInput(grid, event.target);
      },
      onKeyDown: (event: KeyboardEvent) => onKeyDown(grid, event, composition, hooks),
      onPaste: (event: ClipboardEvent) => onPaste(grid, event, hooks),
      onCopy: (event: ClipboardEvent) => onCopy(grid, event),
      onMouseDown: (event: MouseEvent) => onMouseDown(grid, event),
      onMouseUp: (event: MouseEvent) => onMouseUp(grid, event),
    }),
    [grid, composition, hooks],
  );
}
