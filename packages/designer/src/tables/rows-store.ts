import type { DecisionTableDefinition, TableRow } from '@dougong/kernel/metadata';
import { createLineStore } from '@dougong/ui/lines';
import type { CellIssue, LineValues, MemoryLineStore } from '@dougong/ui/lines';
import { freeId } from './table-edits.js';

type Columns = Pick<DecisionTableDefinition, 'inputs' | 'outputs'>;

/** The column of the grid in which a cell stands. */
export const inputColumn = (id: string) => `when.${id}`;
export const outputColumn = (id: string) => `then.${id}`;
export const NOTE_COLUMN = 'note';
/** Tells which rows the values that are tried hit. */
export const HIT_COLUMN = 'hit';

/** The rows of a table as the grid edits them, and back. */
export class RowsStore {
  readonly lines: MemoryLineStore = createLineStore([]);
  /** Ids of rows by the keys that the grid knows them by. */
  private readonly ids = new Map<string, string>();
  private marked: readonly (readonly [string, string])[] = [];

  constructor(private readonly table: DecisionTableDefinition) {
    this.lines.insertRows(
      table.rows.map((row, index) => {
        const key = keyOf(row.id);
        this.ids.set(key, row.id);
        return { key, index, values: valuesOf(row, table) };
      }),
    );
  }

  /** The rows as they are now. A row that the grid added is one as soon as something stands in it. */
  rows(): TableRow[] {
    const lines = this.lines.lines();
    return this.lines.rows().flatMap((key, at) => {
      const values = lines[at] ?? {};
      return this.ids.has(key) || hasContent(values) ? [rowOf(this.idOf(key), values, this.table)] : [];
    });
  }

  /** The id of a row that the grid shows at a position. */
  idAt(index: number): string | undefined {
    const key = this.lines.rows()[index];
    return key === undefined ? undefined : this.ids.get(key);
  }

  /** The key under which the grid knows a row. */
  keyOf(id: string): string | undefined {
    return this.lines.rows().find((key) => this.ids.get(key) === id);
  }

  /** Shows what was found at cells, in the place of what was shown before. */
  mark(found: readonly { readonly row: string; readonly column: string; readonly issue: CellIssue }[]): void {
    const cells = new Map<string, CellIssue[]>();
    const places = new Map<string, readonly [string, string]>();
    for (const { row, column, issue } of found) {
      const key = this.keyOf(row);
      if (key === undefined) continue;
      const place = `${key}/${column}`;
      places.set(place, [key, column]);
      cells.set(place, [...(cells.get(place) ?? []), issue]);
    }
    for (const [row, column] of this.marked)
      if (!places.has(`${row}/${column}`)) this.lines.setIssues(row, column, []);
    for (const [place, [row, column]] of places) this.lines.setIssues(row, column, cells.get(place) ?? []);
    this.marked = [...places.values()];
  }

  /** Writes beside each row what the values that are tried make of it. */
  tell(words: ReadonlyMap<string, string>): void {
    const edits = this.lines.rows().map((row) => ({
      row,
      column: HIT_COLUMN,
      value: words.get(this.ids.get(row) ?? '') ?? null,
    }));
    const news = edits.filter(({ row, value }) => this.lines.value(row, HIT_COLUMN) !== value);
    if (news.length > 0) this.lines.setCells(news);
  }

  private idOf(key: string): string {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = freeId('row', this.ids.values());
    this.ids.set(key, id);
    return id;
  }
}

/** Keys of rows that are there from the start never meet those that the store makes. */
function keyOf(id: string): string {
  return `row:${id}`;
}

function valuesOf({ when, then, note }: TableRow, { inputs, outputs }: Columns): LineValues {
  return {
    ...Object.fromEntries(inputs.map(({ id }) => [inputColumn(id), when[id] ?? null])),
    ...Object.fromEntries(outputs.map(({ id }) => [outputColumn(id), then[id] ?? null])),
    [NOTE_COLUMN]: note ?? null,
  };
}

function hasContent(values: LineValues): boolean {
  return Object.entries(values).some(
    ([column, value]) => column !== HIT_COLUMN && value !== null && value !== '',
  );
}

function rowOf(id: string, values: LineValues, { inputs, outputs }: Columns): TableRow {
  const cells = (ids: readonly { readonly id: string }[], column: (id: string) => string) =>
    Object.fromEntries(
      ids.flatMap(({ id: each }) => {
        const value = values[column(each)];
        return typeof value === 'string' && value !== '' ? [[each, value] as const] : [];
      }),
    );
  const note = values[NOTE_COLUMN];
  return {
    id,
    when: cells(inputs, inputColumn),
    then: cells(outputs, outputColumn),
    ...(typeof note === 'string' && note !== '' ? { note } : {}),
  };
}
