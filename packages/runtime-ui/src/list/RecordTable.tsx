import { useMemo } from 'react';
import type { TableProps } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Link } from 'react-router';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { StoredRecord } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { Ledger } from '@dougong/ui/shell';
import { FieldValue, StateSeal } from '../parts/FieldValue.js';
import { isNumeric, sortableFields, type ShownField } from '../parts/fields.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { sortLevels, type SortLevel } from './list-state.js';

interface RecordTableProps {
  readonly definition: FormDefinition;
  readonly columns: readonly ShownField[];
  readonly records: readonly StoredRecord[];
  readonly sort: string | undefined;
  readonly label: string;
  readonly loading: boolean;
  /** @param adds behind what the list is sorted by already */
  onSort(field: string, adds: boolean): void;
  onOpen(record: StoredRecord): void;
}

type Column = NonNullable<TableProps<StoredRecord>['columns']>[number];

interface SortHeadProps {
  readonly field: string;
  readonly title: string;
  readonly levels: readonly SortLevel[];
  onSort(field: string, adds: boolean): void;
}

/** Sorts by a column; with Shift, pressed or by keyboard, behind the others, whose places are told. */
function SortHead({ field, title, levels, onSort }: SortHeadProps) {
  const text = useText();
  const at = levels.findIndex((level) => level.field === field);
  const direction = levels[at]?.descending === true ? 'down' : 'up';
  const Icon = direction === 'up' ? ArrowUp : ArrowDown;
  const place = levels.length > 1 ? String(at + 1) : '';
  return (
    <button
      type="button"
      className="rt-sort"
      onClick={(event) => onSort(field, event.shiftKey)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.shiftKey) return;
        event.preventDefault();
        onSort(field, true);
      }}
      title={text('list.sortBy', { title })}
    >
      {title}
      {at < 0 ? null : (
        <>
          <Icon size={12} aria-hidden="true" />
          {place === '' ? null : (
            <span className="rt-sort-place" aria-hidden="true">
              {place}
            </span>
          )}
          <span className="dg-sr">
            {place === ''
              ? text(`list.sorted_${direction}`)
              : text('list.sortedAt', { place, direction: text(`list.sorted_${direction}`) })}
          </span>
        </>
      )}
    </button>
  );
}

/** The column that leads to the record: its code, or else what comes first. */
function linkColumn(definition: FormDefinition, columns: readonly ShownField[]): string | undefined {
  const { codeField } = definition.ui;
  return columns.some((column) => column.key === codeField) ? codeField : columns[0]?.key;
}

function cellOf(definition: FormDefinition, column: ShownField, record: StoredRecord, linked: boolean) {
  const value = record[column.key];
  if (column.states !== undefined) {
    const state = column.states.find(({ id }) => id === value);
    return <StateSeal state={state} fallback={String(value ?? '')} />;
  }
  if (linked) {
    return (
      <Link to={paths.record(definition.key, record.id)} className="rt-row-link" data-row-link>
        {value === null || value === undefined || value === '' ? (
          '—'
        ) : (
          <FieldValue value={value} schema={column.schema} />
        )}
      </Link>
    );
  }
  return <FieldValue value={value} schema={column.schema} />;
}

/** The records of a page as a ruled table; every row opens its document. */
export function RecordTable({
  definition,
  columns,
  records,
  sort,
  label,
  loading,
  onSort,
  onOpen,
}: RecordTableProps) {
  const title = useLocalized();
  const sortable = useMemo(() => sortableFields(definition), [definition]);
  const linked = linkColumn(definition, columns);
  const levels = sortLevels(sort);
  const [first] = levels;
  const firstNumber = columns.findIndex((column) => isNumeric(column.schema));
  const tableColumns = columns.map((column, index): Column => {
    const isNumber = isNumeric(column.schema);
    const words = title(column.title);
    return {
      key: column.key,
      dataIndex: column.key,
      align: isNumber ? 'end' : 'start',
      className: index === firstNumber && index > 0 ? 'dg-rule' : '',
      title: sortable.has(column.key) ? (
        <SortHead field={column.key} title={words} levels={levels} onSort={onSort} />
      ) : (
        words
      ),
      onHeaderCell: () =>
        ({
          'aria-sort':
            first?.field !== column.key ? undefined : first.descending ? 'descending' : 'ascending',
        }) as React.ThHTMLAttributes<HTMLTableCellElement>,
      render: (_, record) => cellOf(definition, column, record, column.key === linked),
    };
  });
  return (
    <Ledger<StoredRecord>
      className="rt-list-table"
      rowKey="id"
      aria-label={label}
      columns={tableColumns}
      dataSource={records as StoredRecord[]}
      loading={loading}
      onRow={(record) => ({
        onClick: (event) => {
          const target = event.target as HTMLElement;
          if (target.closest('a, button') === null && window.getSelection()?.toString() === '')
            onOpen(record);
        },
      })}
    />
  );
}
