import { Decimal, issue, ok, refused, roundTo, ZERO } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { FormulaDefinition, FormulaParameter, FormulaValueType } from '../../metadata/index.js';
import { fail } from '../formula-error.js';
import type { Typed } from '../frame.js';
import { compileSource, openContext } from '../formula/compile-formula.js';
import type { Parameter } from '../formula/compile-context.js';
import { isName } from '../formula/lexer.js';
import type { Call, EagerPart, FunctionPart, ParameterKind } from '../functions/part.js';
import { uniqueTitles } from '../titles.js';
import { checked, comparableKind } from '../typing.js';
import type { Scope, Value, ValueType } from '../types.js';

/** A named formula that can be called. */
export interface NamedFormula {
  readonly definition: FormulaDefinition;
  readonly part: EagerPart;
  readonly result: ValueType;
  /** Keys of the functions of the release that its expression calls itself. */
  readonly calls: readonly string[];
  /** What its expression may name; the editor completes and normalises with it. */
  readonly scope: Scope;
}

const KINDS: Readonly<Record<FormulaValueType, ParameterKind>> = {
  number: 'number',
  numbers: 'numberList',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
};

function typeOf({ type, scale }: { readonly type: FormulaValueType; readonly scale?: number }): ValueType {
  const number: ValueType = scale === undefined ? { kind: 'number' } : { kind: 'number', scale };
  if (type === 'number') return number;
  return type === 'numbers' ? { kind: 'list', of: number } : { kind: type };
}

/** What the expression of a named formula may name: its parameters and the functions of the release before it. */
export function scopeOfFormula(definition: FormulaDefinition, functions: readonly FunctionPart[]): Scope {
  const { parameters } = definition;
  const titled = parameters.map(({ id, title }) => [title['zh-CN'], id] as const);
  return {
    fields: Object.fromEntries(parameters.map((parameter) => [parameter.id, typeOf(parameter)])),
    titles: uniqueTitles(titled),
    functions,
  };
}

/**
 * Compiles a named formula into a function of the language.
 * @param functions those that it may call; itself is not among them
 */
export function compileNamedFormula(
  definition: FormulaDefinition,
  functions: readonly FunctionPart[],
): Result<NamedFormula, readonly Issue[]> {
  const scope = scopeOfFormula(definition, functions);
  const parameters = new Map(
    definition.parameters.map((each, index): [string, Parameter] => [each.id, { index, type: typeOf(each) }]),
  );
  const context = { ...openContext(scope, {}), parameters };
  const compiled = compileSource(definition.expression, context);
  if (!compiled.ok) return refused(compiled.error.map((found) => ({ ...found, path: '/expression' })));
  const { typed } = compiled.value;
  const misfits = checkResult(definition, typed.type);
  if (misfits.length > 0) return refused(misfits);
  const part = partOf(definition, typed, [...context.dependencies]);
  return ok({ definition, part, result: typeOf(definition.result), calls: [...context.calls], scope });
}

function partOf(definition: FormulaDefinition, body: Typed, reads: readonly string[]): EagerPart {
  const { key, title, description, parameters, result } = definition;
  const takes = parameters.map(readerOf);
  const taken = (args: readonly Value[], call: Call) => takes.map((take, at) => take(args[at] ?? null, call));
  const give = giverOf(definition, body.type);
  return {
    code: key,
    title,
    description: description ?? title,
    aliases: aliasesOf(definition),
    minimum: parameters.length,
    maximum: parameters.length,
    parameters: parameters.map(({ type }) => KINDS[type]),
    parameterNames: parameters.map(({ id }) => id),
    result: typeOf(result),
    // A parameter that takes a column makes the column whole.
    ...(parameters.some(({ type }) => type === 'numbers') ? { aggregate: true as const } : {}),
    // The formula itself says what a blank means: COALESCE, ISBLANK.
    blanks: 'own',
    reads,
    definition: { kind: definition.kind, key },
    taken,
    evaluate: (args, call) => give(call.within(taken(args, call), body.run), call),
  };
}

/** Its titles, where they can be typed as names. */
function aliasesOf({ key, title }: FormulaDefinition): readonly string[] {
  return [...new Set([title['zh-CN'], title.en])].filter((name) => name !== key && isName(name));
}

/** An argument as the formula takes it: zero for a blank number where the form counts blanks as zero, rounded to its places. */
function readerOf({ type, scale }: FormulaParameter): (value: Value, call: Call) => Value {
  const round = roundingTo(scale);
  if (type === 'number') return (value, call) => round(value ?? (call.blank === 'zero' ? ZERO : null));
  if (type !== 'numbers') return (value) => value;
  return (value) => (Array.isArray(value) ? value.map((item) => round(item as Value)) : value);
}

function roundingTo(scale: number | undefined): (value: Value) => Value {
  if (scale === undefined) return (value) => value;
  return (value) => (Decimal.isDecimal(value) ? roundTo(value as Decimal, scale) : value);
}

/** The result as it is promised: of its type, rounded once. */
function giverOf({ result, key }: FormulaDefinition, type: ValueType): (value: Value, call: Call) => Value {
  const round = roundingTo(result.scale);
  const { type: promised } = result;
  return (value, call) => {
    if (promised !== 'numbers')
      return round(type.kind === 'any' ? checked(value, promised, call.span, key) : value);
    return Array.isArray(value)
      ? value.map((item) => round(item as Value))
      : fail('TYPE', call.span, { name: key, expected: 'list' });
  };
}

/** A result of another type than the one promised. */
function checkResult({ result }: FormulaDefinition, type: ValueType): readonly Issue[] {
  const expected = result.type === 'numbers' ? 'list' : result.type;
  const fits = type.kind === 'any' || comparableKind(type) === expected;
  return fits ? [] : [issue('formula_result', '/result/type', { expected, actual: type.kind })];
}
