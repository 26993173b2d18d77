import type { EvaluationInput, RecordData } from '../expression/index.js';
import type { Localized } from '../foundation/index.js';

/** What a computation may read besides the record: records referred to, and `actor`, `now`, `today`. */
export interface ComputeContext extends Pick<EvaluationInput, 'reference' | 'variables'> {
  /** Hears which rule or computed field comes next; may end the work by throwing, as `reference` may. */
  readonly onWork?: (what: Localized) => void;
  /** Hears that the work has come to its end, so that what follows is not taken for the last of it. */
  readonly onRest?: () => void;
}

/** The rows of a table; a record without them has none. */
export function rowsOf(record: RecordData, line: string): readonly RecordData[] {
  const rows = record[line];
  return Array.isArray(rows) ? rows : [];
}

const indexes = new WeakMap<readonly RecordData[], ReadonlyMap<unknown, RecordData>>();

/** A line by its id. Rows are immutable, so each list is indexed once. */
export function rowById(rows: readonly RecordData[], id: string): RecordData | undefined {
  const index = indexes.get(rows) ?? new Map(rows.map((row) => [row.id, row]));
  indexes.set(rows, index);
  return index.get(id);
}
