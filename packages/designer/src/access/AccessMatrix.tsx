import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { EyeOff } from 'lucide-react';
import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { COMMON_ACTIONS } from './actions.js';
import { furtherGrants, gives, ownGrant } from './grants.js';
import { cellsBetween, isBetween, moved } from './range.js';
import type { Cell } from './range.js';

interface MatrixProps {
  readonly forms: readonly FormDefinition[];
  readonly roles: readonly RoleDefinition[];
  /** Cells in which reading is given, or taken where all of them have it. */
  readonly onToggle: (cells: readonly { readonly form: string; readonly role: string }[]) => void;
  readonly onOpen: (form: string, role: string) => void;
}

/**
 * Roles beside forms. Arrows move, with Shift they draw a range; Space gives or takes reading in all of it, Enter opens
 * the whole grant.
 */
export function AccessMatrix({ forms, roles, onToggle, onOpen }: MatrixProps) {
  const text = useText();
  const title = useLocalized();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const [from, setFrom] = useState<Cell>({ row: 0, column: 0 });

  const go = (cell: Cell, extend: boolean) => {
    setAt(cell);
    if (!extend) setFrom(cell);
    table.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}/${cell.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(at, event.key, forms.length, roles.length);
    if (next) {
      event.preventDefault();
      go(next, event.shiftKey);
    } else if (event.key === ' ') {
      event.preventDefault();
      onToggle(
        cellsBetween(from, at).flatMap(({ row, column }) => {
          const [form, role] = [forms[row], roles[column]];
          return form && role ? [{ form: form.key, role: role.key }] : [];
        }),
      );
    }
  };
  return (
    <ScrollTable label={text('access.matrix')}>
      <table ref={table} className="ds-access-matrix" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{text('access.form')}</th>
            {roles.map((role) => (
              <th key={role.key} scope="col">
                {title(role.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {forms.map((form, row) => (
            <tr key={form.key}>
              <th scope="row">{title(form.title)}</th>
              {roles.map((role, column) => {
                const cell = { row, column };
                return (
                  <td key={role.key} className={isBetween(cell, from, at) ? 'is-chosen' : undefined}>
                    <button
                      type="button"
                      data-cell={`${row}/${column}`}
                      tabIndex={row === at.row && column === at.column ? 0 : -1}
                      onFocus={() => setAt(cell)}
                      onClick={() => {
                        setFrom(cell);
                        onOpen(form.key, role.key);
                      }}
                      aria-label={`${title(form.title)}, ${title(role.title)}: ${said(text, role, form)}`}
                    >
                      <CellText role={role} form={form} />
                    </button>
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

type Text = ReturnType<typeof useText>;

function said(text: Text, role: RoleDefinition, form: FormDefinition): string {
  return summary(text, role, form).join(', ') || text('access.nothing');
}

/** What a role gives on a form, in few words. */
export function summary(text: Text, role: RoleDefinition, form: FormDefinition): readonly string[] {
  const given = COMMON_ACTIONS.filter((action) => gives(role, form.key, action));
  const own = (form.lifecycle?.actions ?? []).filter(({ id }) => gives(role, form.key, id));
  return [
    ...given.map((action) => text(`access.short.${action}`)),
    ...(own.length > 0 ? [`+${own.length}`] : []),
  ];
}

function CellText({ role, form }: { readonly role: RoleDefinition; readonly form: FormDefinition }) {
  const text = useText();
  const grant = ownGrant(role, form.key);
  const parts = summary(text, role, form);
  const hidden = (grant?.hidden?.length ?? 0) + (grant?.masked?.length ?? 0);
  const isNarrowed = grant !== undefined && (grant.rows !== 'all' || grant.states || grant.where);
  const more = furtherGrants(role, form.key);
  if (parts.length === 0) return <span className="ds-access-none">—</span>;
  return (
    <>
      <span className={grant === undefined ? 'is-inherited' : undefined}>{parts.join(' ')}</span>
      {isNarrowed ? <small>{text(`access.rows.${grant.rows}`)}</small> : null}
      {hidden > 0 ? (
        <small>
          <EyeOff size={12} aria-hidden="true" /> {text('access.hiddenCount', { count: hidden })}
        </small>
      ) : null}
      {more > 0 ? <small>{text('access.further', { count: more })}</small> : null}
    </>
  );
}
