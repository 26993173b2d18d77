export { isDate } from './calendar.js';
export { compileCondition } from './conditions/compile-condition.js';
export { describeCondition, tellCondition } from './conditions/describe-condition.js';
export type { PathTitles } from './conditions/describe-condition.js';
export { namesAsked } from './conditions/names-asked.js';
export { wordedCondition } from './conditions/worded-condition.js';
export { compileUntyped, UntypedLogicError } from './conditions/untyped.js';
export { FORMULA_ERROR_KINDS, FormulaError, isFormulaError } from './formula-error.js';
export type { ErrorParams, FormulaErrorKind, Span } from './formula-error.js';
export { inOnePass } from './frame.js';
export { compileFormula } from './formula/compile-formula.js';
export { explainFormula } from './formula/explain-formula.js';
export type { ExplainedNode, FormulaExplanation } from './formula/explain-formula.js';
export { normalizeFormula } from './formula/normalize.js';
export { FUNCTIONS } from './functions/index.js';
export type { Call, EagerPart, FunctionPart, LazyPart, ParameterKind } from './functions/part.js';
export { compileNamedFormulas } from './named/compile-named-formulas.js';
export type { NamedFormulaIssue, NamedFormulas } from './named/compile-named-formulas.js';
export { evaluateNamedFormula } from './named/evaluate-named-formula.js';
export { compileNamedFormula, scopeOfFormula } from './named/named-formula.js';
export type { NamedFormula } from './named/named-formula.js';
export { FORBIDDEN_NAMES, SYSTEM_VARIABLES } from './names.js';
export { uniqueTitles } from './titles.js';
export { toWire } from './wire.js';
export type {
  BlankPolicy,
  CompiledCondition,
  CompiledFormula,
  ConditionTrace,
  DefinitionName,
  EvaluationInput,
  FieldTypes,
  FormulaOptions,
  FunctionUse,
  RecordData,
  Scope,
  Spelling,
  TraceNode,
  Value,
  ValueName,
  ValueType,
  WireValue,
} from './types.js';
