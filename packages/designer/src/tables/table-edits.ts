import type {
  DecisionTableDefinition,
  TableInput,
  TableOutput,
  TableRow,
  TableTest,
} from '@dougong/kernel/metadata';

/** Changes of a decision table, each from one whole to the next. */

export type Side = 'inputs' | 'outputs';
export type TableColumn = TableInput | TableOutput;
type Table = DecisionTableDefinition;

const CELLS = { inputs: 'when', outputs: 'then' } as const;

/** A name that nothing in the list has yet: `row_7`. */
export function freeId(prefix: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  for (let number = known.size + 1; ; number += 1) {
    const id = `${prefix}_${number}`;
    if (!known.has(id)) return id;
  }
}

/** Adds a text column at the end of a side. */
export function addColumn(table: Table, side: Side, title: string): Table {
  const ids = [...table.inputs, ...table.outputs].map(({ id }) => id);
  const id = freeId(side === 'inputs' ? 'input' : 'output', ids);
  const column = { id, title: { 'zh-CN': title, en: title }, type: 'text' as const };
  return { ...table, [side]: [...table[side], column] };
}

/** Puts another column in the place of one; a new id takes its cells along. */
export function changeColumn(table: Table, side: Side, id: string, next: TableColumn): Table {
  const columns = (table[side] as readonly TableColumn[]).map((column) => (column.id === id ? next : column));
  const changed = { ...table, [side]: columns } as Table;
  return next.id === id ? changed : withCells(changed, side, (cells) => renamed(cells, id, next.id));
}

/** Takes a column out with all its cells. A side keeps its last one. */
export function removeColumn(table: Table, side: Side, id: string): Table {
  if (table[side].length === 1) return table;
  const columns = (table[side] as readonly TableColumn[]).filter((column) => column.id !== id);
  return withCells({ ...table, [side]: columns } as Table, side, (cells) => without(cells, id));
}

/** Moves a column one place to the left (-1) or to the right (1). */
export function moveColumn(table: Table, side: Side, id: string, by: -1 | 1): Table {
  const columns = table[side] as readonly TableColumn[];
  return {
    ...table,
    [side]: moved(
      columns,
      columns.findIndex((column) => column.id === id),
      by,
    ),
  } as Table;
}

/** Puts a row behind another one, at the end without it. */
export function insertRow(table: Table, when: TableRow['when'], behind?: string): Table {
  const id = freeId(
    'row',
    table.rows.map((row) => row.id),
  );
  const at = behind === undefined ? table.rows.length : table.rows.findIndex((row) => row.id === behind) + 1;
  return { ...table, rows: table.rows.toSpliced(at, 0, { id, when, then: {} }) };
}

/** Moves a row one place up (-1) or down (1). */
export function moveRow(table: Table, id: string, by: -1 | 1): Table {
  return {
    ...table,
    rows: [
      ...moved(
        table.rows,
        table.rows.findIndex((row) => row.id === id),
        by,
      ),
    ],
  };
}

/** Keeps what was tried as a test. */
export function addTest(table: Table, test: TableTest): Table {
  return { ...table, tests: [...(table.tests ?? []), test] };
}

/** Takes a test out. */
export function removeTest(table: Table, at: number): Table {
  const tests = (table.tests ?? []).filter((_, index) => index !== at);
  const { tests: _, ...rest } = table;
  return tests.length === 0 ? rest : { ...rest, tests };
}

type Cells = Readonly<Record<string, unknown>>;

/** Changes the cells of a side wherever they stand: in rows and in tests. */
function withCells(table: Table, side: Side, change: (cells: Cells) => Cells): Table {
  const part = CELLS[side];
  const rows = table.rows.map((row) => ({ ...row, [part]: change(row[part]) }));
  const tests = table.tests?.map((test) => changedTest(test, side, change));
  return { ...table, rows, ...(tests === undefined ? {} : { tests }) } as Table;
}

function changedTest(test: TableTest, side: Side, change: (cells: Cells) => Cells): TableTest {
  if (side === 'inputs') return { ...test, inputs: change(test.inputs) };
  return test.expect === null ? test : { ...test, expect: change(test.expect) };
}

function renamed(cells: Cells, from: string, to: string): Cells {
  return Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id === from ? to : id, cell]));
}

function without(cells: Cells, id: string): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([each]) => each !== id));
}

function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const item = list[at];
  const to = at + by;
  if (item === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(at, 1).toSpliced(to, 0, item);
}
