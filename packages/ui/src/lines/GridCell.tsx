import {
  memo,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type CSSProperties,
  type RefObject,
} from 'react';
import { signOf } from '../numbers/index.js';
import { useLanguage, useUiText } from '../i18n/index.js';
import { alignment, DIGIT_WIDTH_PX } from './column-places.js';
import type { CellStanding, GridController } from './grid-controller.js';
import { WORDS_SHRINK_TO } from './grid-layout.js';
import { COLUMN_KINDS } from './kinds/index.js';
import { columnWidthPx, type LineColumn } from './line-column.js';
import type { CellValue } from './line-store.js';
import { isErrorIssue } from './problems.js';
import { useCellPlace, useCellStanding, useCellValue, useRowHasError } from './use-cell.js';

export interface CellProps {
  readonly grid: GridController;
  readonly gridId: string;
  readonly row: string;
  readonly rowIndex: number;
  readonly column: LineColumn;
  readonly columnIndex: number;
  readonly className: string;
  readonly style: CSSProperties | undefined;
}

/** A cell with how it stands. */
type StandingCellProps = CellProps & { readonly standing: CellStanding };

/** Moves the focus in when the grid moved here by key. */
function useFocusTurn(element: RefObject<HTMLElement | null>, focusTurn: number): void {
  useLayoutEffect(() => {
    if (focusTurn > 0) element.current?.focus();
  }, [element, focusTurn]);
}

/** Whether the text may be cut where the column is as narrow as it gets. */
function isTooLong(shown: string, column: LineColumn): boolean {
  return shown.length * DIGIT_WIDTH_PX > columnWidthPx(column) * WORDS_SHRINK_TO;
}

function toneOf(value: CellValue): string {
  const sign = typeof value === 'string' ? signOf(value) : null;
  return sign === 'negative' ? ' is-negative' : sign === 'zero' ? ' is-zero' : '';
}

function ReadCell({
  grid,
  row,
  rowIndex,
  column,
  columnIndex,
  className,
  style,
  standing,
}: StandingCellProps) {
  const text = useUiText();
  const element = useRef<HTMLDivElement>(null);
  const { value } = useCellValue(grid.store, row, column);
  const { active, focusTurn, selected } = useCellPlace(grid, row, rowIndex, columnIndex);
  const rowFaulty = useRowHasError(grid, row);
  useFocusTurn(element, focusTurn);
  const kind = COLUMN_KINDS[column.kind];
  const shown = standing === 'hidden' ? '' : kind.show(value, column);
  const pending = kind.editor === 'none' && standing === 'read' && shown === '' && rowFaulty;
  const number = kind.align === 'end' && !pending;
  return (
    <div
      ref={element}
      role={column.rowHeader === true ? 'rowheader' : 'gridcell'}
      aria-colindex={columnIndex + 2}
      aria-readonly={column.rowHeader === true ? undefined : true}
      aria-selected={selected || undefined}
      tabIndex={active ? 0 : -1}
      data-row={row}
      data-column={column.key}
      className={`${className} is-${kind.align} is-read${number ? toneOf(value) : ''}${selected ? ' is-selected' : ''}`}
      style={{ ...style, ...(number ? alignment(shown, column, columnIndex) : undefined) }}
      title={isTooLong(shown, column) ? shown : undefined}
    >
      {pending ? (
        <span className="dg-t3">{text('states.pending')}</span>
      ) : (
        <span className="dg-clip">{shown}</span>
      )}
    </div>
  );
}

function SwitchCell({ grid, row, rowIndex, column, columnIndex, className, style }: CellProps) {
  const text = useUiText();
  const element = useRef<HTMLInputElement>(null);
  const { value, issues } = useCellValue(grid.store, row, column);
  const { active, focusTurn, selected } = useCellPlace(grid, row, rowIndex, columnIndex);
  useFocusTurn(element, focusTurn);
  const faulty = issues.some(isErrorIssue);
  return (
    <div
      role="gridcell"
      aria-colindex={columnIndex + 2}
      className={`${className} is-center is-edit${faulty ? ' is-faulty' : ''}${selected ? ' is-selected' : ''}`}
      style={style}
    >
      <input
        ref={element}
        type="checkbox"
        className="dg-tick"
        aria-label={text('lines.cell', { row: rowIndex + 1, column: column.title })}
        aria-invalid={faulty || undefined}
        tabIndex={active ? 0 : -1}
        checked={value === true}
        onChange={() => grid.put([{ row, column: column.key, value: value !== true }])}
        data-row={row}
        data-column={column.key}
      />
    </div>
  );
}

/** The attributes that tell a screen reader about the list under the cell. */
function useOptionAttributes(grid: GridController, gridId: string, active: boolean, isOptions: boolean) {
  const state = useSyncExternalStore(
    (listener) => grid.options.subscribe(listener),
    () => (active && isOptions ? grid.options.state() : null),
  );
  if (!isOptions) return {};
  const open = state !== null;
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': open,
    ...(open ? { 'aria-controls': `${gridId}-options` } : {}),
    ...(open && state.chosen >= 0 ? { 'aria-activedescendant': `${gridId}-option-${state.chosen}` } : {}),
  } as const;
}

/** A real input that is always there: an input method can start composing at the first key. */
function InputCell({
  grid,
  gridId,
  row,
  rowIndex,
  column,
  columnIndex,
  className,
  style,
  standing,
}: StandingCellProps) {
  const text = useUiText();
  const { language } = useLanguage();
  const element = useRef<HTMLInputElement>(null);
  const { value, issues } = useCellValue(grid.store, row, column);
  const { active, focusTurn, selected } = useCellPlace(grid, row, rowIndex, columnIndex);
  const kind = COLUMN_KINDS[column.kind];
  const optionAttributes = useOptionAttributes(grid, gridId, active, kind.editor === 'options');
  useFocusTurn(element, focusTurn);
  useLayoutEffect(() => {
    const input = element.current;
    if (input === null) return;
    const focused = document.activeElement === input;
    // What is being typed or composed is never written over.
    if (focused && grid.editMode() === 'edit') return;
    const shown = focused ? kind.edit(value, column) : kind.show(value, column);
    if (input.value === shown) return;
    input.value = shown;
    if (focused) input.select();
  }, [grid, kind, value, column, language]);
  const faulty = issues.some(isErrorIssue);
  const shown = kind.show(value, column);
  // The head of the column says it where the whole column is asked for.
  const asked = standing === 'required' && column.required !== true && shown === '';
  const typed = active && grid.editMode() === 'edit' && typeof value === 'string' ? value : undefined;
  return (
    <div
      role="gridcell"
      aria-colindex={columnIndex + 2}
      aria-selected={selected || undefined}
      className={`${className} is-${kind.align} is-edit${toneOf(value)}${faulty ? ' is-faulty' : issues.length > 0 ? ' is-warned' : ''}${asked ? ' is-asked' : ''}${selected ? ' is-selected' : ''}`}
      style={style}
    >
      <input
        ref={element}
        defaultValue={shown}
        inputMode={kind.inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-label={text('lines.cell', { row: rowIndex + 1, column: column.title })}
        aria-required={standing === 'required' || undefined}
        aria-invalid={faulty || undefined}
        aria-describedby={issues.length > 0 && active ? `${gridId}-tip` : undefined}
        {...optionAttributes}
        tabIndex={active ? 0 : -1}
        data-row={row}
        data-column={column.key}
        style={alignment(typed ?? shown, column, columnIndex)}
      />
    </div>
  );
}

/** One cell; it listens to its own value and nothing else. */
export const GridCell = memo(function GridCell(props: CellProps) {
  const standing = useCellStanding(props.grid, props.row, props.column);
  if (standing === 'hidden' || standing === 'read') return <ReadCell {...props} standing={standing} />;
  return COLUMN_KINDS[props.column.kind].editor === 'switch' ? (
    <SwitchCell {...props} />
  ) : (
    <InputCell {...props} standing={standing} />
  );
});
