import type { Value } from '../../../expression/index.js';
import type { Cell } from '../cells/cell.js';

/** Classes from `first` to `last`, both inside; spans of a cell are sorted and do not touch. */
export interface ClassSpan {
  readonly first: number;
  readonly last: number;
}

/** The class of blank on every axis. */
export const BLANK_CLASS = 0;

/**
 * The values of one input, cut into classes that no cell of the column tells apart: the boundaries that the cells
 * name, what lies between them, and blank. Lookup and checks work on class numbers only.
 */
export interface Axis {
  readonly classes: number;
  /** Classes follow one another, so that a span of them is a range. */
  readonly isOrdered: boolean;
  /** The class of a value; `undefined` when it lies outside the column's domain. */
  classOf(value: Value): number | undefined;
  /** The class of a value whose float is exact enough; `undefined` where that does not settle it. */
  classOfFloat?(float: number): number | undefined;
  spansOf(cell: Cell): readonly ClassSpan[];
  /** Whether the domain has a value in the class: a whole number between 5 and 6 there is none. */
  hasValue(cls: number): boolean;
  /** A value of the class, a simple one; `undefined` when the domain has none. */
  sample(cls: number): Value | undefined;
  /** Whether the class is a single value that a cell or the domain names. */
  isNamed(cls: number): boolean;
  /** Writes a span as a term of a cell; it begins and ends with a class that has a value. A nominal span is one value. */
  write(span: ClassSpan): string;
}
