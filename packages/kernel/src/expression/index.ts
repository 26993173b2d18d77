export { compileCondition } from './conditions/compile-condition.js';
export { compileUntyped, UntypedLogicError } from './conditions/untyped.js';
export { FORMULA_ERROR_KINDS, FormulaError, isFormulaError } from './formula-error.js';
export type { ErrorParams, FormulaErrorKind, Span } from './formula-error.js';
export { compileFormula } from './formula/compile-formula.js';
export { normalizeFormula } from './formula/normalize.js';
export { describeFormulaError } from './formula-sentences.js';
export { FUNCTIONS } from './functions/index.js';
export type { FunctionPart } from './functions/part.js';
export { FORBIDDEN_NAMES, SYSTEM_VARIABLES } from './names.js';
export { toWire } from './wire.js';
export type {
  BlankPolicy,
  CompiledCondition,
  CompiledFormula,
  ConditionTrace,
  EvaluationInput,
  FieldTypes,
  FormulaOptions,
  RecordData,
  Scope,
  TraceNode,
  Value,
  ValueType,
  WireValue,
} from './types.js';
