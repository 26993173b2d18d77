import { useMemo, useRef, useState, type FocusEvent, type Ref } from 'react';
import { Button } from 'antd';
import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { LineGrid } from '@dougong/ui/lines';
import type { LineColumn, LineGridHandle } from '@dougong/ui/lines';
import { useText } from '../i18n/text.js';
import { HIT_COLUMN, inputColumn, NOTE_COLUMN, outputColumn } from './rows-store.js';
import type { RowsStore } from './rows-store.js';
import { insertRow, moveRow } from './table-edits.js';

interface TableGridProps {
  readonly definition: DecisionTableDefinition;
  readonly store: RowsStore;
  readonly reshape: (change: (table: DecisionTableDefinition) => DecisionTableDefinition) => void;
  /** Values are being tried, so each row tells what became of it. */
  readonly isTrying: boolean;
  readonly ref?: Ref<LineGridHandle>;
}

const CELL_LENGTH_MAX = 1000;
const OUTPUT_LENGTH_MAX = 4000;

/** The rows, one cell for each column; cells are short texts, pasted from a spreadsheet if need be. */
export function TableGrid({ definition, store, reshape, isTrying, ref }: TableGridProps) {
  const text = useText();
  const columns = useColumns(definition, isTrying);
  const { row, onFocus } = useCurrentRow(store);
  const at = definition.rows.findIndex(({ id }) => id === row);
  const move = (by: -1 | 1) => row !== undefined && reshape((table) => moveRow(table, row, by));
  return (
    <div className="ds-table-grid" onFocus={onFocus}>
      <LineGrid
        {...(ref === undefined ? {} : { ref })}
        store={store.lines}
        label={text('tables.rows')}
        columns={columns}
        canAddRows
        canDeleteRows
        enterMoves="next-row"
        toolbar={
          <>
            <Button
              size="small"
              icon={<Plus size={14} />}
              disabled={at < 0}
              onClick={() => reshape((table) => insertRow(table, {}, row))}
            >
              {text('tables.insertRow')}
            </Button>
            <Button
              size="small"
              icon={<ArrowUp size={14} />}
              aria-label={text('tables.rowUp')}
              disabled={at < 1}
              onClick={() => move(-1)}
            />
            <Button
              size="small"
              icon={<ArrowDown size={14} />}
              aria-label={text('tables.rowDown')}
              disabled={at < 0 || at === definition.rows.length - 1}
              onClick={() => move(1)}
            />
          </>
        }
        empty={<p className="dg-t2">{text('tables.noRows')}</p>}
        footer={<span className="dg-t2">{text('tables.cellHelp')}</span>}
      />
    </div>
  );
}

/** The row that has or had the focus last, by its id, so that it is still the same one after it has moved. */
function useCurrentRow(store: RowsStore) {
  const [current, setCurrent] = useState<{ readonly store: RowsStore; readonly id: string | undefined }>();
  const last = useRef<string>(undefined);
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const at = target.closest('[role="row"]')?.getAttribute('aria-rowindex');
    const id = at === null || at === undefined ? undefined : store.idAt(Number.parseInt(at, 10) - 2);
    if (id === undefined || id === last.current) return;
    last.current = id;
    setCurrent({ store, id });
  };
  return { row: current?.id, onFocus };
}

const WIDTHS_PX: Readonly<Record<string, number>> = { number: 140, date: 180, boolean: 90 };

function useColumns(definition: DecisionTableDefinition, isTrying: boolean): readonly LineColumn[] {
  const text = useText();
  const title = useLocalized();
  const { inputs, outputs } = definition;
  return useMemo(
    () => [
      ...inputs.map((column): LineColumn => ({
        key: inputColumn(column.id),
        title: title(column.title) || column.id,
        kind: 'text',
        width: WIDTHS_PX[column.type] ?? 170,
        maxLength: CELL_LENGTH_MAX,
        group: text('tables.if'),
      })),
      ...outputs.map((column): LineColumn => ({
        key: outputColumn(column.id),
        title: title(column.title) || column.id,
        kind: 'text',
        width: WIDTHS_PX[column.type] ?? 170,
        maxLength: OUTPUT_LENGTH_MAX,
        group: text('tables.then'),
      })),
      { key: NOTE_COLUMN, title: text('tables.note'), kind: 'text', width: 150, maxLength: 500 },
      ...(isTrying
        ? [
            {
              key: HIT_COLUMN,
              title: text('tables.tried'),
              kind: 'computed',
              shows: 'text',
              width: 150,
            } satisfies LineColumn,
          ]
        : []),
    ],
    [inputs, outputs, isTrying, text, title],
  );
}
