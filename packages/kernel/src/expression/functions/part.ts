import type { Localized } from '../../foundation/index.js';
import type { FormulaErrorKind, Span } from '../formula-error.js';
import { fail } from '../formula-error.js';
import { spend } from '../frame.js';
import type { Frame, Run } from '../frame.js';
import { own } from '../names.js';
import type { CallNode, Node } from '../formula/ast.js';
import type { BlankPolicy, DefinitionName, RecordData, Value, ValueType } from '../types.js';

/** What a parameter takes. `numbers` takes single numbers and whole lists alike. */
export type ParameterKind =
  | 'number'
  | 'numbers'
  | 'text'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'list'
  | 'numberList'
  | 'table'
  /** One value of any kind. */
  | 'single'
  | 'any';

const NO_RECORD: RecordData = {};

/** The place where a function is called, and the evaluation under way. */
export class Call {
  constructor(
    readonly name: string,
    readonly span: Span,
    readonly blank: BlankPolicy,
    private readonly frame: Frame,
  ) {}

  /** Ends the evaluation with an error of this call. */
  fail(kind: FormulaErrorKind, params: Readonly<Record<string, unknown>> = {}): never {
    return fail(kind, this.span, { name: this.name, ...params });
  }

  /** Counts work that grows with the data. */
  spend(steps: number): void {
    spend(this.frame, steps, this.span);
  }

  /** Runs the body of a function of the release on its arguments, within the budget of the evaluation under way. */
  within(args: readonly Value[], body: Run): Value {
    const { input, budget } = this.frame;
    const within = { record: NO_RECORD, variables: input.variables };
    return body({ input: within, args, budget, pass: within });
  }

  /** A value of the occasion: `today`, `now`. */
  occasion(name: string): Value {
    const value = own(this.frame.input.variables, name);
    return typeof value === 'string' ? value : null;
  }
}

interface PartHead {
  readonly code: string;
  readonly title: Localized;
  readonly description: Localized;
  /** Further names under which people type it; the stored formula has `code`. */
  readonly aliases: readonly string[];
  readonly minimum: number;
  /** No maximum: the last parameter may be repeated. */
  readonly maximum?: number;
  readonly parameters: readonly ParameterKind[];
  readonly result: ValueType | ((args: readonly ValueType[]) => ValueType);
  /** Columns given directly to parameters that take many values are whole columns, even where a current row is at hand. */
  readonly aggregate?: true;
  /** Names of the parameters, for help and for records of what was given. */
  readonly parameterNames?: readonly string[];
  /** What it reads besides its arguments: `today`. */
  readonly reads?: readonly string[];
  /** Where it comes from when the release defines it; its calls can be recorded. */
  readonly definition?: DefinitionName;
  /** Stands for another piece of formula: the call is replaced before it is compiled. */
  readonly rewrite?: (call: CallNode) => Node;
}

/** Evaluates all arguments first. */
export interface EagerPart extends PartHead {
  /** `own`: the function itself sees blanks; else a blank argument follows the form's policy. */
  readonly blanks?: 'own';
  readonly lazy?: undefined;
  /** The arguments as a definition of the release takes them, rounded to its places; a record of the call keeps these. */
  taken?(args: readonly Value[], call: Call): readonly Value[];
  evaluate(args: readonly Value[], call: Call): Value;
}

/** Asks for each argument only when it needs it. */
export interface LazyPart extends PartHead {
  readonly lazy: true;
  evaluate(args: readonly (() => Value)[], call: Call): Value;
}

/**
 * A function of the formula language: a definition object that the editor reads for help and completion, the
 * compiler for types and the evaluation for its work. A new function is a new object and a line in the index.
 */
export type FunctionPart = EagerPart | LazyPart;

export const NUMBER: ValueType = { kind: 'number' };
export const TEXT: ValueType = { kind: 'text' };
export const BOOLEAN: ValueType = { kind: 'boolean' };
export const DATE: ValueType = { kind: 'date' };
export const NUMBERS: ValueType = { kind: 'list', of: NUMBER };
