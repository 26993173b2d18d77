import type { Decimal, Language, Localized } from '../foundation/index.js';
import type { FormulaError } from './formula-error.js';
import type { FunctionPart } from './functions/part.js';

/** What a formula or condition knows about a value before it sees one. */
export type ValueType =
  /** `integer` values travel as JSON integers, all other numbers as decimal text. */
  | { readonly kind: 'number'; readonly scale?: number; readonly integer?: boolean }
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'datetime' }
  /** The value is the id; member access reads the record referred to. A function, because forms refer in circles. */
  | { readonly kind: 'reference'; readonly form: string; readonly fields: () => FieldTypes }
  | { readonly kind: 'table'; readonly columns: FieldTypes }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'record'; readonly fields: FieldTypes }
  /** Known only when it is evaluated; every use checks it then. */
  | { readonly kind: 'any' };

export type FieldTypes = Readonly<Record<string, ValueType>>;

/** A value as it travels: decimals are text, numbers are integers only, a table is a list of lines. */
export type WireValue =
  string | number | boolean | null | readonly RecordData[] | readonly string[] | RecordData;

export interface RecordData {
  readonly [field: string]: WireValue | undefined;
}

/** A value inside an evaluation: exact decimals; dates are ISO text whose meaning is typed statically. */
export type Value = Decimal | string | boolean | null | readonly Value[];

/** The names that a formula or condition may use. */
export interface Scope {
  readonly fields: FieldTypes;
  /** The table whose current row `lines.x` means. */
  readonly row?: string;
  /** Title -> field code (`qty`) or path (`lines.qty`); only titles that are unique. */
  readonly titles?: Readonly<Record<string, string>>;
  /** Functions beside those of the language: the named formulas and decision tables of a release. */
  readonly functions?: readonly FunctionPart[];
  /** What functions that conditions call make of a blank argument; `propagate` when left out. */
  readonly blank?: BlankPolicy;
}

/** Everything that an evaluation may read. Nothing else reaches it. */
export interface EvaluationInput {
  readonly record: RecordData;
  readonly row?: RecordData;
  readonly reference?: (form: string, id: string) => RecordData | undefined;
  /** `actor`, `now`, `today`, and records that the caller puts beside the document. */
  readonly variables?: Readonly<Record<string, WireValue | RecordData | undefined>>;
  /** Results that do not depend on the row, kept while one column is computed row by row over one record. */
  readonly shared?: Map<object, Value>;
  /**
   * Why a field that is computed has no value, if it failed: reading it fails in the same way. `whole` asks about all
   * rows of a column, otherwise it is the current one.
   */
  readonly failed?: (path: string, whole: boolean) => FormulaError | undefined;
  /** Marks the questions of one pass; see `inOnePass`. */
  readonly pass?: object;
}

/** A definition of the release that functions come from. */
export interface DefinitionName {
  readonly kind: string;
  readonly key: string;
}

/** One call of a function that the release defines: enough to work the same result out again. */
export interface FunctionUse {
  readonly definition: DefinitionName;
  /** Arguments by the names of the parameters, as the definition took them, and what it read besides: `today`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}

/** What arithmetic makes of a blank operand. */
export type BlankPolicy = 'propagate' | 'zero';

/**
 * How a formula is spelled. `stored` is the grammar of stored formulas. `typed` also takes what people bring from
 * spreadsheets: `=` and a leading `=`, `<>`, `&`. Full-width punctuation is read in both.
 */
export type Spelling = 'stored' | 'typed';

export interface FormulaOptions {
  readonly blank?: BlankPolicy;
  /** `stored` when left out. Spans are places in the text as it was given. */
  readonly spelling?: Spelling;
}

export interface CompiledFormula {
  readonly source: string;
  readonly type: ValueType;
  /** Paths read: `qty`, `lines.price`, `place.leader`. */
  readonly dependencies: readonly string[];
  /** Codes of the functions of the release that it calls itself. */
  readonly calls: readonly string[];
  /**
   * Never throws: a failure comes back as a `FormulaError`.
   * @param onUse hears of each call of a function of the release, with its inputs and its result
   */
  evaluate(input: EvaluationInput, onUse?: (use: FunctionUse) => void): Value | FormulaError;
}

/** One node of an explained condition. Values are text as a person reads them; `null` is blank. */
export interface TraceNode {
  readonly operator: string;
  /** The path of a `var`. */
  readonly path?: string;
  /** What was asked by a `call`. */
  readonly name?: Localized;
  readonly value: string | null;
  /** Whether the node counts as true. */
  readonly holds: boolean;
  /** The node was not met only because one of its operands is blank. */
  readonly blank?: true;
  /** The node did not matter any more, so it was not looked at. */
  readonly skipped?: true;
  /** Position of the line that decided, for `some`, `all` and `none`. */
  readonly line?: number;
  readonly operands: readonly TraceNode[];
}

/** Why a condition holds or does not. */
export interface ConditionTrace {
  readonly holds: boolean;
  readonly root: TraceNode;
  /** The comparison that settled the answer. */
  readonly deciding: TraceNode;
}

/** What the value of a field is called: the title of a choice, the name of a person or a record. */
export type ValueName = (path: string, value: string) => string;

export interface CompiledCondition {
  readonly dependencies: readonly string[];
  holds(input: EvaluationInput): boolean;
  explain(input: EvaluationInput): ConditionTrace;
  /** One sentence for the whole condition; `title` names a path to people, `nameOf` what it is compared with. */
  readonly text: (title: (path: string) => string, language: Language, nameOf?: ValueName) => string;
}
