import type { Value, ValueType, WireValue } from '../../../expression/index.js';
import type { Decimal, Issue, Result } from '../../../foundation/index.js';

/** Values that stand on a line: numbers as they are, dates as their day number. */
export interface OrderedDomain {
  readonly ordered: true;
  position(value: Value): Decimal;
  valueAt(position: Decimal): Value;
  /** Places after the point that a value can have; any when left out. */
  readonly scale?: number;
  readonly least?: Decimal;
  readonly most?: Decimal;
}

/** Values that are only equal or not. */
export interface NominalDomain {
  readonly ordered: false;
  /** All values that there are; open when left out. */
  readonly values?: readonly Value[];
}

/** How a column reads, keeps and writes its values: a part for each type of the schema. */
export interface ColumnType {
  readonly valueType: ValueType;
  /** What the table takes at this place when it is called as a function. */
  readonly parameter: 'number' | 'text' | 'boolean' | 'date';
  readonly domain: OrderedDomain | NominalDomain;
  /** Reads a value as it stands in a cell, full-width characters made narrow. */
  literal(text: string): Result<Value, Issue>;
  /** Reads a value of a record or of a formula: `null` is blank, `undefined` is of another type. */
  take(raw: unknown): Value | undefined;
  /**
   * A value as it travels as a float, where that is exact enough: it has at most 15 digits and needs no rounding, so two
   * such values are equal when their floats are. `undefined` sends the value the careful way.
   */
  float?(raw: unknown): number | undefined;
  /** Writes a value as a cell can hold it; the parser reads it back. */
  write(value: Value): string;
  /** Writes a value as it travels, rounded once to the column's scale. */
  wire(value: Value): WireValue;
}
