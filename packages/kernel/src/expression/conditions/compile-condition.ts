import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { Condition } from '../../metadata/index.js';
import { catching, FormulaError } from '../formula-error.js';
import { openFrame } from '../frame.js';
import { nearest } from '../nearest.js';
import type { CompiledCondition, Scope } from '../types.js';
import { below, countNode, placed, refuse } from './context.js';
import type { ConditionContext } from './context.js';
import { explainNode } from './explain.js';
import { literalNode } from './literal.js';
import { traced, truth } from './node.js';
import type { ConditionNode } from './node.js';
import { tellTruth } from './operators/logic.js';
import { OPERATORS } from './operators/index.js';
import { LOGIC_WORDS, phrase } from './words.js';

/**
 * Compiles a stored condition with the types of the fields it reads. Numbers compare as decimals, dates as dates,
 * and a comparison with a blank is not met. Every mistake is reported with a pointer into the condition.
 */
export function compileCondition(
  condition: Condition,
  scope: Scope,
): Result<CompiledCondition, readonly Issue[]> {
  const found = { nodes: 0, dependencies: new Set<string>(), issues: [] as Issue[] };
  const context: ConditionContext = { scope, pointer: '', depth: 0, found, compile: compileNode };
  const node = compileNode(condition, context);
  return found.issues.length > 0 ? refused(found.issues) : ok(makeCondition(node, [...found.dependencies]));
}

const UNKNOWN: ConditionNode = {
  operator: 'unknown',
  type: { kind: 'any' },
  run: () => null,
  trace: () => traced('unknown', null, []),
  tell: () => '?',
};

/** Compiles a node; a mistake is noted at its place and the node counts as unknown. */
function compileNode(logic: unknown, context: ConditionContext): ConditionNode {
  try {
    countNode(context);
    return isOperation(logic) ? compileOperation(logic, context) : literalNode(logic);
  } catch (thrown) {
    const known = context.found.issues.length;
    if (known < ISSUES_MAX) context.found.issues.push(placed(thrown, context.pointer));
    return UNKNOWN;
  }
}

const ISSUES_MAX = 50;

function isOperation(logic: unknown): logic is Readonly<Record<string, unknown>> {
  return typeof logic === 'object' && logic !== null && !Array.isArray(logic);
}

function compileOperation(
  logic: Readonly<Record<string, unknown>>,
  context: ConditionContext,
): ConditionNode {
  const [code, ...others] = Object.keys(logic);
  if (code === undefined || others.length > 0)
    return refuse('SYNTAX', { found: Object.keys(logic).slice(0, 3).join(', ') });
  const part = OPERATORS.get(code);
  if (part === undefined)
    return refuse('UNKNOWN_FUNCTION', { name: code.slice(0, 40), ...nearest(code, [...OPERATORS.keys()]) });
  const args = Array.isArray(logic[code]) ? (logic[code] as readonly unknown[]) : [logic[code]];
  if (args.length < part.minimum || args.length > (part.maximum ?? Infinity)) {
    return refuse('ARITY', { name: code, min: part.minimum, max: part.maximum ?? '…', given: args.length });
  }
  return part.compile(args, below(context, code));
}

function makeCondition(node: ConditionNode, dependencies: readonly string[]): CompiledCondition {
  return {
    dependencies,
    // A record whose values are not what the form says cannot meet a condition.
    holds: (input) => {
      const value = catching(() => node.run(openFrame(input)));
      return !(value instanceof FormulaError) && truth(value);
    },
    explain: (input) => explainNode(node, input),
    text: (title, language) => {
      if (node.literal && node.constant === true) return phrase(LOGIC_WORDS, 'always', { title, language });
      return tellTruth(node, { title, language });
    },
  };
}
