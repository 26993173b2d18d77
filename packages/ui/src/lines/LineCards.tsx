import { useId, useLayoutEffect, useRef, useState } from 'react';
import { Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { issueSentence, useLanguage, useUiText } from '../i18n/index.js';
import type { GridController } from './grid-controller.js';
import { COLUMN_KINDS } from './kinds/index.js';
import type { LineColumn, LineOption } from './line-column.js';
import type { CellIssue } from './line-store.js';
import { isErrorIssue } from './problems.js';
import { useCellStanding, useCellValue, useRowHasError } from './use-cell.js';
import { useComposition } from './use-composition.js';
import { useSums } from './GridSums.js';
import { formatDecimal, signOf } from '../numbers/index.js';

interface FieldProps {
  readonly grid: GridController;
  readonly row: string;
  readonly column: LineColumn;
  readonly id: string;
  readonly faulty: boolean;
}

function TextInput({ grid, row, column, id, faulty }: FieldProps) {
  const element = useRef<HTMLInputElement>(null);
  const composition = useComposition();
  const { value } = useCellValue(grid.store, row, column);
  const kind = COLUMN_KINDS[column.kind];
  const shown = kind.show(value, column);
  useLayoutEffect(() => {
    if (element.current !== null && document.activeElement !== element.current) element.current.value = shown;
  }, [shown]);
  return (
    <input
      ref={element}
      id={id}
      defaultValue={shown}
      inputMode={kind.inputMode}
      autoComplete="off"
      aria-invalid={faulty || undefined}
      aria-describedby={faulty ? `${id}-issue` : undefined}
      className={kind.align === 'end' ? 'is-end' : undefined}
      onFocus={(event) => {
        grid.beginEdit(row, column);
        event.target.value = kind.edit(value, column);
        event.target.select();
      }}
      onCompositionStart={composition.start}
      onCompositionEnd={(event) => {
        composition.end();
        grid.type(row, column, event.currentTarget.value);
      }}
      onInput={(event) => {
        if (!composition.isComposing()) grid.type(row, column, event.currentTarget.value);
      }}
      onBlur={(event) => {
        grid.endEdit(row, column, event.target.value);
        event.target.value = kind.show(grid.store.value(row, column.key), column);
      }}
    />
  );
}

/** A list that is made only when it is touched: hundreds of lines would each carry one otherwise. */
function OptionInput({ grid, row, column, id, faulty }: FieldProps) {
  const text = useUiText();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<readonly LineOption[]>(grid.columnAt(row, column).options ?? []);
  const { value } = useCellValue(grid.store, row, column);
  const shown = COLUMN_KINDS[column.kind].show(value, column);
  const search = (typed: string) => {
    const atHand = COLUMN_KINDS[column.kind].options?.(typed, grid.columnAt(row, column));
    if (atHand !== undefined) return setFound(atHand);
    void column.search?.(typed, new AbortController().signal, row).then(setFound, () => setFound([]));
  };
  if (!open) {
    return (
      <button
        type="button"
        id={id}
        aria-haspopup="listbox"
        aria-invalid={faulty || undefined}
        onClick={() => {
          setOpen(true);
          search('');
        }}
      >
        {shown === '' ? <span className="dg-t3">{text('forms.choose')}</span> : shown}
      </button>
    );
  }
  return (
    <Select
      id={id}
      autoFocus
      defaultOpen
      showSearch={{ filterOption: false, onSearch: search }}
      allowClear={{ label: text('forms.clear') }}
      value={typeof value === 'string' ? value : undefined}
      options={found.map((option) => ({
        value: option.value,
        label: [option.code, option.title].filter(Boolean).join(' '),
      }))}
      onChange={(next: string | undefined) => {
        const option = found.find((candidate) => candidate.value === next);
        if (option === undefined) grid.put([{ row, column: column.key, value: null }]);
        else grid.pick(row, column, option);
      }}
      onBlur={() => setOpen(false)}
    />
  );
}

function SwitchInput({ grid, row, column, id }: FieldProps) {
  const { value } = useCellValue(grid.store, row, column);
  return (
    <input
      type="checkbox"
      className="dg-tick"
      id={id}
      checked={value === true}
      onChange={() => grid.put([{ row, column: column.key, value: value !== true }])}
    />
  );
}

const EDITORS = { input: TextInput, options: OptionInput, switch: SwitchInput } as const;

function Faults({ id, issues }: { readonly id: string; readonly issues: readonly CellIssue[] }) {
  const { language } = useLanguage();
  if (issues.length === 0) return null;
  return (
    <p id={`${id}-issue`} className={`dg-card-issue${issues.some(isErrorIssue) ? '' : ' is-warning'}`}>
      {issues.map((issue) => issueSentence(issue, language)).join(' ')}
    </p>
  );
}

function CardField({ grid, row, column }: Omit<FieldProps, 'id' | 'faulty'>) {
  const text = useUiText();
  const id = useId();
  const { value, issues } = useCellValue(grid.store, row, column);
  const rowFaulty = useRowHasError(grid, row);
  const standing = useCellStanding(grid, row, column);
  const kind = COLUMN_KINDS[column.kind];
  const faulty = issues.some(isErrorIssue);
  if (standing === 'hidden') return null;
  if (standing !== 'read' && kind.editor !== 'none') {
    const Editor = EDITORS[kind.editor];
    return (
      <div className={`dg-card-field is-edit${faulty ? ' is-faulty' : ''}`} data-field={column.key}>
        <label htmlFor={id}>
          {column.title}
          {standing === 'required' ? (
            <span className="dg-required" aria-hidden="true">
              *
            </span>
          ) : null}
        </label>
        <Editor grid={grid} row={row} column={column} id={id} faulty={faulty} />
        <Faults id={id} issues={issues} />
      </div>
    );
  }
  const shown = kind.show(value, column);
  const sign = typeof value === 'string' && kind.align === 'end' ? signOf(value) : null;
  return (
    <div className="dg-card-field">
      <span>{column.title}</span>
      <span className={sign === 'negative' ? 'is-negative' : sign === 'zero' ? 'is-zero' : undefined}>
        {shown === '' && kind.editor === 'none' && rowFaulty ? text('states.pending') : shown}
      </span>
    </div>
  );
}

function LineCard({
  grid,
  row,
  index,
  columns,
}: {
  readonly grid: GridController;
  readonly row: string;
  readonly index: number;
  readonly columns: readonly LineColumn[];
}) {
  const text = useUiText();
  const heads = columns.filter((column) => column.rowHeader === true && !grid.isEditable(row, column));
  const title = heads
    .map((column) => COLUMN_KINDS[column.kind].show(grid.store.value(row, column.key), column))
    .filter((part) => part !== '')
    .join(' ');
  return (
    <li className="dg-line-card" data-card={row}>
      <div className="dg-line-card-head">
        <span className="dg-t3">{index + 1}</span>
        <h3>{title === '' ? text('lines.row', { row: index + 1 }) : title}</h3>
        {grid.canDeleteRows() ? (
          <button
            type="button"
            aria-label={text('lines.deleteRow', { row: index + 1 })}
            onClick={() => grid.deleteRow(index)}
          >
            <Trash2 size={20} aria-hidden="true" />
          </button>
        ) : null}
      </div>
      <div className="dg-line-card-fields">
        {columns
          .filter((column) => !heads.includes(column))
          .map((column) => (
            <CardField key={column.key} grid={grid} row={row} column={column} />
          ))}
      </div>
    </li>
  );
}

function CardSums({
  grid,
  columns,
}: {
  readonly grid: GridController;
  readonly columns: readonly LineColumn[];
}) {
  const text = useUiText();
  const sums = useSums(grid, columns);
  const summed = columns.filter((column) => column.sum === true);
  if (summed.length === 0) return null;
  return (
    <dl className="dg-card-sums" aria-label={text('lines.total')}>
      {summed.map((column) => {
        const value = sums.byColumn[column.key] ?? '0';
        const format =
          column.fixedScale === true && column.scale !== undefined ? { scale: column.scale } : {};
        return (
          <div key={column.key}>
            <dt>{`${text('lines.total')} ${column.title}`}</dt>
            <dd className={signOf(value) === 'negative' ? 'is-negative' : undefined}>
              {formatDecimal(value, { signed: column.signed === true, ...format })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface LineCardsProps {
  readonly grid: GridController;
  readonly rows: readonly string[];
  readonly columns: readonly LineColumn[];
  readonly label: string;
}

/** The lines of a phone: one card a line, what can be filled large enough for a thumb. */
export function LineCards({ grid, rows, columns, label }: LineCardsProps) {
  const text = useUiText();
  return (
    <div className="dg-line-cards">
      <ul aria-label={label}>
        {rows.map((row, index) => (
          <LineCard key={row} grid={grid} row={row} index={index} columns={columns} />
        ))}
      </ul>
      {grid.canAddRows() ? (
        <button type="button" className="dg-add-row" onClick={() => grid.appendRows(1)}>
          <Plus size={20} aria-hidden="true" />
          {text('lines.addRow')}
        </button>
      ) : null}
      <CardSums grid={grid} columns={columns} />
    </div>
  );
}
