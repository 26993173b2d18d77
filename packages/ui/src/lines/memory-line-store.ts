import {
  NO_ISSUES,
  type CellEdit,
  type CellIssue,
  type CellValue,
  type LineStore,
  type LineValues,
  type PlacedRow,
} from './line-store.js';
import { Topics } from './topics.js';

export interface MemoryLineStore extends LineStore {
  /** All lines in order, as values. */
  lines(): readonly LineValues[];
  setIssues(row: string, column: string, issues: readonly CellIssue[]): void;
}

type Subscriptions = Pick<LineStore, 'subscribeRows' | 'subscribeRow' | 'subscribeCell' | 'subscribeAll'>;

function subscriptions(topics: Topics): Subscriptions {
  return {
    subscribeRows: (listener) => topics.subscribe('rows', listener),
    subscribeRow: (row, listener) => topics.subscribe(`row:${row}`, listener),
    subscribeCell: (row, column, listener) => topics.subscribe(`cell:${row}:${column}`, listener),
    subscribeAll: (listener) => topics.subscribe('*', listener),
  };
}

/** Lines in memory: for tables that belong to no form, and for tests. */
export function createLineStore(
  initial: readonly LineValues[],
  compute: (values: LineValues) => LineValues = () => ({}),
): MemoryLineStore {
  const topics = new Topics();
  const values = new Map<string, LineValues>();
  const issues = new Map<string, readonly CellIssue[]>();
  let keys: readonly string[] = [];
  let version = 0;
  let made = 0;

  const tell = (...changed: string[]) => {
    version += 1;
    topics.tell([...changed, '*']);
  };
  const put = (row: string, change: LineValues): string[] => {
    const before = values.get(row) ?? {};
    const typed = { ...before, ...change };
    const after: LineValues = { ...typed, ...compute(typed) };
    values.set(row, after);
    const columns = Object.keys(after).filter((column) => after[column] !== before[column]);
    return [`row:${row}`, ...columns.map((column) => `cell:${row}:${column}`)];
  };
  const store: MemoryLineStore = {
    lines: () => keys.map((key) => values.get(key) ?? {}),
    rows: () => keys,
    value: (row, column) => values.get(row)?.[column] ?? null,
    issues: (row, column) => issues.get(`${row}:${column}`) ?? NO_ISSUES,
    version: () => version,
    ...subscriptions(topics),
    setCells: (edits: readonly CellEdit[]) => {
      const byRow = new Map<string, Record<string, CellValue>>();
      for (const { row, column, value } of edits) {
        byRow.set(row, { ...byRow.get(row), [column]: value });
        issues.delete(`${row}:${column}`);
      }
      tell(...[...byRow].flatMap(([row, change]) => put(row, change)));
    },
    insertRows: (rows) => {
      const next = [...keys];
      const added = [...rows]
        .sort((a, b) => a.index - b.index)
        .map((row) => {
          const key = row.key ?? `line-${(made += 1)}`;
          put(key, row.values);
          next.splice(row.index, 0, key);
          return key;
        });
      keys = next;
      tell('rows');
      return added;
    },
    deleteRows: (gone) => {
      const placed = gone.map((key): PlacedRow => ({
        key,
        index: keys.indexOf(key),
        values: values.get(key) ?? {},
      }));
      const removed = placed.filter((row) => row.index >= 0);
      keys = keys.filter((key) => !gone.includes(key));
      tell('rows');
      return removed;
    },
    setIssues: (row, column, found) => {
      issues.set(`${row}:${column}`, found);
      tell(`cell:${row}:${column}`, `row:${row}`);
    },
  };
  store.insertRows(initial.map((line, index) => ({ index, values: line })));
  return store;
}
