/** An index as it is to stand on a table, whether a form declares it or the engine finds it useful. */
export interface TableIndex {
  /** Says what it is made of, so that a changed declaration is another index. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Which of the columns run downwards where not all run one way; one for each. */
  readonly downwards?: readonly boolean[];
  readonly unique: boolean;
  /** Finds the rows whose one column holds a value among several; keeps no order. */
  readonly isContainment?: true;
  /** SQL of the rows that it holds; all where it is left out. */
  readonly where?: string;
}
