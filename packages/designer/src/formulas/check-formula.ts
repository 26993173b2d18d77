import {
  compileNamedFormulas,
  evaluateNamedFormula,
  explainFormula,
  isFormulaError,
  normalizeFormula,
  toWire,
} from '@dougong/kernel/expression';
import type { ExplainedNode, FunctionPart, NamedFormula, Span } from '@dougong/kernel/expression';
import type { Issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { FormulaDefinition, FormulaParameter } from '@dougong/kernel/metadata';

export interface CheckedFormula {
  /** Absent while it cannot be worked out. */
  readonly formula?: NamedFormula;
  /** Faults of the definition, its tests left aside. */
  readonly findings: readonly Issue[];
  readonly tests: readonly Issue[];
}

/** Checks a named formula as a publish does, against the others as they would be published now. */
export function checkFormula(
  definition: FormulaDefinition,
  functions: readonly FunctionPart[],
): CheckedFormula {
  const shape = checkDefinition(definition);
  if (!shape.ok) return { findings: shape.error, tests: [] };
  const { formulas, issues } = compileNamedFormulas([definition], othersThan(definition, functions));
  const formula = formulas.get(definition.key);
  const isTest = ({ path }: Issue) => path.startsWith('/tests/');
  return {
    ...(formula === undefined ? {} : { formula }),
    findings: issues.filter((found) => !isTest(found)),
    tests: issues.filter(isTest),
  };
}

function othersThan({ key }: FormulaDefinition, functions: readonly FunctionPart[]): readonly FunctionPart[] {
  return functions.filter(({ code }) => code !== key);
}

/** The places in the expression that a finding is about, each inside the text. */
export function spansOf(findings: readonly Issue[], expression: string): readonly Span[] {
  return findings.flatMap(({ path, params }) => {
    const span = params?.['span'] as Span | undefined;
    if (path !== '/expression' || span === undefined) return [];
    const start = Math.min(span.start, Math.max(0, expression.length - 1));
    return [{ start, end: Math.max(start + 1, Math.min(span.end, expression.length)) }];
  });
}

/** The expression as it is stored: titles and aliases as codes. `undefined` when it cannot be read. */
export function storedText({ definition, scope }: NamedFormula): string | undefined {
  const stored = normalizeFormula(definition.expression, scope);
  return stored.ok ? stored.value : undefined;
}

/** Arguments by parameter as they are typed. */
export type Given = Readonly<Record<string, string>>;

export interface TriedFormula {
  /** As it travels. */
  readonly value?: unknown;
  readonly fault?: Issue & { readonly kind: string };
  /** What each piece of the expression was worth. */
  readonly pieces: readonly ExplainedNode[];
}

const PIECES_MAX = 12;

/** Works the formula out with values typed for it, piece by piece. */
export function tryFormula(formula: NamedFormula, given: Given, today: string): TriedFormula {
  const { definition, scope, result } = formula;
  const record = argumentsOf(definition.parameters, given);
  const variables = { today, now: `${today}T00:00:00Z`, actor: null };
  const explained = explainFormula(definition.expression, scope, { record: record as never, variables });
  const pieces = explained.ok ? calculated(explained.value.root).slice(0, PIECES_MAX) : [];
  const value = evaluateNamedFormula(formula, record, variables);
  if (isFormulaError(value)) return { fault: { ...value.toIssue(), kind: value.kind }, pieces };
  return { value: toWire(value, result), pieces };
}

/** What was worked out on the way, from the inside out; names and plain values are known anyway. */
function calculated(node: ExplainedNode): readonly ExplainedNode[] {
  const inner = node.operands.flatMap(calculated);
  return node.operands.length === 0 || node.skipped === true ? inner : [...inner, node];
}

type Argument = string | boolean | readonly string[];

/** Arguments as they travel: lists are typed with spaces or semicolons between the numbers. */
export function argumentsOf(
  parameters: readonly FormulaParameter[],
  given: Given,
): Readonly<Record<string, Argument>> {
  return Object.fromEntries(
    parameters
      .map(({ id, type }) => [id, argumentOf(type, given[id]?.trim() ?? '')] as const)
      .filter((entry): entry is [string, Argument] => entry[1] !== undefined),
  );
}

function argumentOf(type: FormulaParameter['type'], typed: string): Argument | undefined {
  if (typed === '') return undefined;
  if (type === 'boolean') return typed === 'true';
  return type === 'numbers' ? typed.split(/[\s;；、]+/).filter(Boolean) : typed;
}
