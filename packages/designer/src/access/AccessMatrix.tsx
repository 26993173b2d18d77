import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { wordOf } from './actions.js';
import { columnsOf } from './columns.js';
import type { MatrixColumn } from './columns.js';
import { ActionMark, CellWords, GrantSummary } from './MatrixCell.js';
import { cellsBetween, isBetween, moved } from './range.js';
import type { Cell } from './range.js';
import type { Place } from './toggle.js';
import { useCellRange } from './use-cell-range.js';

interface MatrixProps {
  readonly forms: readonly FormDefinition[];
  /** Several stand beside each other; one alone is shown action by action. */
  readonly roles: readonly RoleDefinition[];
  /** What Space gives and takes while several roles are shown. */
  readonly action: string;
  readonly onToggle: (places: readonly Place[]) => void;
  readonly onOpen: (form: string, role: string) => void;
}

/**
 * Forms beside roles, or beside the actions of one role. Arrows move, with Shift they draw a range; Space gives or takes
 * in all of it, Enter opens the whole grant.
 */
export function AccessMatrix({ forms, roles, action, onToggle, onOpen }: MatrixProps) {
  const text = useText();
  const title = useLocalized();
  const table = useRef<HTMLTableElement>(null);
  const { at, from, go, onFocus } = useCellRange(table);
  const columns = columnsOf(roles, action);
  const isApart = roles.length === 1;

  const toggle = (cells: readonly Cell[]) => onToggle(placesIn(cells, forms, columns));
  const open = ({ row, column }: Cell) => {
    const [form, found] = [forms[row], columns[column]];
    if (form && found) onOpen(form.key, found.role.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(at, event.key, forms.length, columns.length);
    const isMeant = next !== undefined || event.key === ' ' || event.key === 'Enter';
    if (!isMeant) return;
    event.preventDefault();
    if (next) go(next, event.shiftKey);
    else if (event.key === ' ') toggle(cellsBetween(from, at));
    else open(at);
  };
  const onClick = (cell: Cell) => {
    if (columns[cell.column]?.isWhole === false) toggle([cell]);
    else open(cell);
  };
  const tabStop = {
    row: Math.min(at.row, forms.length - 1),
    column: Math.min(at.column, columns.length - 1),
  };
  return (
    <ScrollTable label={text('access.matrix')}>
      <table
        ref={table}
        className={`ds-access-matrix${isApart ? ' is-apart' : ''}`}
        onKeyDown={onKeyDown}
        aria-label={text('access.matrix')}
      >
        <MatrixHead columns={columns} isApart={isApart} />
        <tbody>
          {forms.map((form, row) => (
            <tr key={form.key}>
              <th scope="row">{title(form.title)}</th>
              {columns.map((column, index) => {
                const cell = { row, column: index };
                return (
                  <td key={column.key} className={isBetween(cell, from, at) ? 'is-chosen' : undefined}>
                    <MatrixButton
                      form={form}
                      column={column}
                      cell={cell}
                      isTabStop={row === tabStop.row && index === tabStop.column}
                      onFocus={() => onFocus(cell)}
                      onClick={() => onClick(cell)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

interface HeadProps {
  readonly columns: readonly MatrixColumn[];
  readonly isApart: boolean;
}

function MatrixHead({ columns, isApart }: HeadProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <thead>
      <tr>
        <th scope="col">{text('access.form')}</th>
        {columns.map(({ key, role }) => (
          <th key={key} scope="col">
            {isApart ? text(`access.actions.${wordOf(key)}`) : title(role.title)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface ButtonProps {
  readonly form: FormDefinition;
  readonly column: MatrixColumn;
  readonly cell: Cell;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onClick: () => void;
}

function MatrixButton({ form, column, cell, isTabStop, onFocus, onClick }: ButtonProps) {
  const { role, action = '', isWhole } = column;
  return (
    <button
      type="button"
      data-cell={`${cell.row}/${cell.column}`}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onClick}
    >
      <CellWords form={form} column={column} />
      {isWhole ? (
        <GrantSummary role={role} form={form} />
      ) : (
        <ActionMark role={role} form={form} action={action} />
      )}
    </button>
  );
}

function placesIn(
  cells: readonly Cell[],
  forms: readonly FormDefinition[],
  columns: readonly MatrixColumn[],
): readonly Place[] {
  return cells.flatMap(({ row, column }) => {
    const [form, found] = [forms[row], columns[column]];
    if (!form || found?.action === undefined) return [];
    return [{ form: form.key, role: found.role.key, action: found.action }];
  });
}
