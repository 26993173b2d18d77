import type { Value } from '../../../expression/index.js';
import { Decimal, ZERO } from '../../../foundation/index.js';
import type { TableAggregation } from '../../../metadata/index.js';
import type { ColumnType } from '../column-types/column-type.js';
import { numberColumn } from '../column-types/number.column.js';

interface Aggregation {
  readonly isList: boolean;
  /** The type of what comes out of a column, of each item where it is a list. */
  readonly column: (type: ColumnType) => ColumnType;
  /** Blanks have been left out of `values`, except of lists; `rows` counts all rows that fit. */
  readonly of: (values: readonly Value[], type: ColumnType, rows: number) => Value;
}

const same = (type: ColumnType): ColumnType => type;
const COUNTED = numberColumn({ scale: 0 });

/** What COLLECT makes of the values of one output. */
export const AGGREGATIONS: Readonly<Record<TableAggregation, Aggregation>> = {
  LIST: { isList: true, column: same, of: (values) => values },
  SUM: {
    isList: false,
    column: same,
    of: (values) => values.reduce<Decimal>((sum, value) => sum.plus(value as Decimal), ZERO),
  },
  MIN: { isList: false, column: same, of: (values, type) => extreme(values, type, -1) },
  MAX: { isList: false, column: same, of: (values, type) => extreme(values, type, 1) },
  COUNT: { isList: false, column: () => COUNTED, of: (_, __, rows) => new Decimal(rows) },
};

/** The value farthest in a direction; blank when there is none. */
function extreme(values: readonly Value[], { domain }: ColumnType, direction: 1 | -1): Value {
  if (!domain.ordered) return null;
  return values.reduce<Value>((best, value) => {
    const isFarther = best === null || domain.position(value).cmp(domain.position(best)) * direction > 0;
    return isFarther ? value : best;
  }, null);
}
