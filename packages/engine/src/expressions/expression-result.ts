import { FormulaError, isFormulaError, tellCondition, toWire } from '@dougong/kernel/expression';
import type { EvaluationInput, Value, ValueType } from '@dougong/kernel/expression';
import { pathTitles } from '@dougong/kernel/rules';
import type { Issue, Language } from '@dougong/kernel/foundation';
import type { ExpressionErrorWire, FindingWire } from './expression.wire.js';
import { explanation, shortNode } from './explanation.js';
import type { ReadCondition, ReadExpression, ReadFormula } from './read-expression.js';
import type { Sight } from './sight.js';
import { errorToWire, findingToWire, typeToWire } from './wire-findings.js';
import type { WireType } from './wire-findings.js';

export interface ExpressionResult {
  readonly value?: unknown;
  readonly type?: WireType;
  readonly holds?: boolean;
  readonly error?: ExpressionErrorWire;
  readonly sentence?: string;
  readonly explain?: unknown;
  readonly findings: readonly FindingWire[];
  readonly release: number;
}

/** Evaluates what was read and writes the result down with its reasons. */
export function resultOf(
  sight: Sight,
  read: ReadExpression,
  input: EvaluationInput,
  failures: readonly Issue[],
  language: Language,
): ExpressionResult {
  const result =
    read.kind === 'formula'
      ? formulaResult(sight, read, input, language)
      : conditionResult(sight, read, input, language);
  const findings = failures.map((found) => findingToWire(found, language));
  return { ...result, findings, release: sight.release.number };
}

type Result = Omit<ExpressionResult, 'findings' | 'release'>;

function formulaResult(
  { model }: Sight,
  { formula, scope }: ReadFormula,
  input: EvaluationInput,
  language: Language,
): Result {
  const result = bounded(formula.evaluate(input), formula.source);
  const explain = explanation(formula.source, scope, input, { blank: model.blank, spelling: 'typed' });
  const type = typeToWire(formula.type);
  if (isFormulaError(result)) return { value: null, type, error: errorToWire(result, language), explain };
  const { value, type: own } = ownPart(result, formula.type, input);
  return { value: toWire(value, own), type: typeToWire(own), explain };
}

const RESULT_LENGTH_MAX = 1_000_000;

/** One text is bounded by the language; a list of them is bounded here. */
function bounded(result: Value | FormulaError, source: string): Value | FormulaError {
  if (!Array.isArray(result)) return result;
  const length = result.reduce<number>((sum, item) => sum + (typeof item === 'string' ? item.length : 1), 0);
  if (length <= RESULT_LENGTH_MAX) return result;
  return new FormulaError(
    'LIMIT',
    { start: 0, end: source.length },
    { what: 'length', max: RESULT_LENGTH_MAX },
  );
}

/** A column whose formula shares something out over all lines takes its own line's part, as the form does. */
function ownPart(value: Value, type: ValueType, { row }: EvaluationInput): { value: Value; type: ValueType } {
  const at = row?.['line_no'];
  if (type.kind !== 'list' || !Array.isArray(value) || typeof at !== 'number') return { value, type };
  return { value: (value[at - 1] as Value | undefined) ?? null, type: type.of };
}

function conditionResult(
  { release, model }: Sight,
  { condition }: ReadCondition,
  input: EvaluationInput,
  language: Language,
): Result {
  const { holds, root, deciding } = condition.explain(input);
  const sentence = tellCondition(condition, pathTitles(model, release.models))[language];
  return { holds, sentence, explain: { holds, root: shortNode(root), deciding: shortNode(deciding) } };
}
