import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import type { TableFinding } from '@dougong/kernel/rules';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import type { LineGridHandle } from '@dougong/ui/lines';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { TestList } from '../definitions/TestList.js';
import { today } from '../definitions/today.js';
import { useEditing } from '../definitions/use-editing.js';
import { UsesPanel } from '../definitions/UsesPanel.js';
import { useText } from '../i18n/text.js';
import { checkWhileTyping, placeOf } from './check-table.js';
import type { CheckedTable } from './check-table.js';
import { ColumnsPanel } from './ColumnsPanel.js';
import { PolicyBar } from './PolicyBar.js';
import { inputColumn, outputColumn } from './rows-store.js';
import type { RowsStore } from './rows-store.js';
import { addTest, insertRow, removeTest } from './table-edits.js';
import { TableFindings } from './TableFindings.js';
import { TableGrid } from './TableGrid.js';
import { tryTable, valuesOf } from './try-table.js';
import type { Given, TriedTable } from './try-table.js';
import { TryStrip } from './TryStrip.js';
import { useRowsStore } from './use-rows-store.js';
import './tables.css';

/** A decision table: its rows in a grid, what the check finds, its tests, and values to try. */
export function TablePage() {
  return (
    <DesignedPage<DecisionTableDefinition> kind="decision-table">
      {(designed, current) => <TableDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

interface TableDeskProps {
  readonly designed: Designed<DecisionTableDefinition>;
  readonly current: DecisionTableDefinition;
}

function TableDesk({ designed, current }: TableDeskProps) {
  const text = useText();
  const editing = useEditing(designed, current);
  const { document } = editing;
  const grid = useRef<LineGridHandle>(null);
  const { store, reshape } = useRowsStore(editing);
  const settled = useDeferredValue(document);
  const scope = designed.surroundings?.form.scope;
  const checked = useMemo(() => checkWhileTyping(settled, scope), [settled, scope]);
  const { given, setGiven, tried } = useTrial(checked);
  useMarks(store, settled, checked, tried);
  const show = (found: TableFinding) => {
    const place = placeOf(found, settled);
    const row = place === undefined ? undefined : store.keyOf(place.row);
    if (place === undefined || row === undefined) return;
    grid.current?.goTo(row, place.side === 'when' ? inputColumn(place.column) : outputColumn(place.column));
  };
  const keep = () => {
    if (checked.table === undefined || tried === undefined) return;
    const inputs = valuesOf(checked.table, given);
    const name = Object.values(given).filter(Boolean).join(' · ');
    const test = { name, inputs, expect: tried.outputs ?? null, rows: [...tried.rows] };
    editing.edit((table) =>
      addTest(table, tried.outputs === undefined ? { name, inputs, expect: null } : test),
    );
  };
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className="ds-designed">
        <div className="ds-designed-main">
          <TryStrip definition={document} given={given} onGive={setGiven} tried={tried} onKeep={keep} />
          <div className="ds-panel">
            <PolicyBar definition={document} onChange={reshape} />
            <TableGrid
              ref={grid}
              definition={document}
              store={store}
              reshape={reshape}
              isTrying={tried !== undefined}
            />
            <Otherwise definition={document} />
          </div>
          <ColumnsPanel definition={document} onChange={reshape} />
          <NamesPanel
            title={document.title}
            onChange={(title) => editing.edit((now) => ({ ...now, title }), 'title')}
          />
        </div>
        <aside className="ds-designed-side" aria-label={text('check.title')}>
          <TableFindings
            checked={checked}
            onShow={show}
            onMend={(when) => reshape((table) => insertRow(table, when))}
          />
          <Tests editing={editing} checked={checked} onTry={setGiven} />
          <UsesPanel called={document} all={designed.all} />
        </aside>
      </div>
    </>
  );
}

/** The values that are tried, and what the table makes of them as it stands. */
function useTrial({ table }: CheckedTable) {
  const [given, setGiven] = useState<Given>({});
  const tried = useMemo(() => {
    const hasValues = Object.values(given).some((value) => value.trim() !== '');
    return table === undefined || !hasValues ? undefined : tryTable(table, given, today());
  }, [table, given]);
  return { given, setGiven, tried };
}

/** Writes findings and the answer of the trial into the grid. */
function useMarks(
  store: RowsStore,
  definition: DecisionTableDefinition,
  { findings }: CheckedTable,
  tried: TriedTable | undefined,
): void {
  const text = useText();
  const title = useLocalized();
  useEffect(() => {
    store.mark(
      findings.flatMap((found) => {
        const place = placeOf(found, definition);
        if (place === undefined) return [];
        const column = place.side === 'when' ? inputColumn(place.column) : outputColumn(place.column);
        return [{ row: place.row, column, issue: found }];
      }),
    );
  }, [store, definition, findings]);
  useEffect(() => {
    const { inputs, rows } = definition;
    const nameOf = (id: string | undefined) => title(inputs.find((input) => input.id === id)?.title);
    const word = (id: string) => {
      if (tried === undefined) return '';
      if (tried.rows.includes(id)) return text('tables.hit');
      const column = tried.excludedBy.get(id);
      return column === undefined
        ? text('tables.fitsToo')
        : text('tables.missed', { column: nameOf(column) });
    };
    store.tell(tried === undefined ? new Map() : new Map(rows.map(({ id }) => [id, word(id)])));
  }, [store, definition, tried, text, title]);
}

/** What happens where no row fits is said, never left to be found out. */
function Otherwise({ definition: { outputs, hitPolicy } }: { readonly definition: DecisionTableDefinition }) {
  const text = useText();
  const title = useLocalized();
  const defaults = outputs.filter((output) => output.default !== undefined);
  const collects = ['COLLECT', 'RULE_ORDER', 'OUTPUT_ORDER'].includes(hitPolicy);
  if (defaults.length === 0)
    return <p className="ds-otherwise">{text(collects ? 'tables.otherwiseList' : 'tables.otherwiseNone')}</p>;
  const values = defaults.map((output) => `${title(output.title)} = ${output.default ?? ''}`).join('，');
  return <p className="ds-otherwise">{text('tables.otherwise', { values })}</p>;
}

interface TestsProps {
  readonly editing: ReturnType<typeof useEditing<DecisionTableDefinition>>;
  readonly checked: CheckedTable;
  readonly onTry: (given: Given) => void;
}

function Tests({ editing, checked, onTry }: TestsProps) {
  const title = useLocalized();
  const text = useText();
  const { language } = useLanguage();
  const { document } = editing;
  const words = (
    values: Readonly<Record<string, unknown>>,
    columns: readonly { readonly id: string; readonly title: Parameters<typeof title>[0] }[],
  ) =>
    columns
      .filter(({ id }) => Object.hasOwn(values, id))
      .map(({ id, title: name }) => `${title(name)} ${String(values[id] ?? text('change.nothing'))}`)
      .join(language === 'zh-CN' ? '，' : ', ');
  return (
    <TestList
      tests={document.tests ?? []}
      found={checked.table === undefined ? undefined : checked.tests}
      words={({ inputs, expect }) =>
        text('tables.testWords', {
          inputs: words(inputs, document.inputs),
          outcome: expect === null ? text('tables.noAnswer') : words(expect, document.outputs),
        })
      }
      onTry={({ inputs }) =>
        onTry(Object.fromEntries(Object.entries(inputs).map(([id, value]) => [id, String(value ?? '')])))
      }
      onRemove={(at) => editing.edit((table) => removeTest(table, at))}
    />
  );
}
