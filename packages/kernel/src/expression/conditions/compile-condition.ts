import { ok, refused } from '../../foundation/index.js';
import type { Issue, Language, Result } from '../../foundation/index.js';
import type { Condition } from '../../metadata/index.js';
import { isFailure } from '../formula-error.js';
import { openFrame } from '../frame.js';
import { CONDITION_NODES_MAX } from '../limits.js';
import { nearest } from '../nearest.js';
import type { CompiledCondition, ConditionTrace, EvaluationInput, Scope, ValueName } from '../types.js';
import { below, checkLength, countNode, placed, refuse } from './context.js';
import type { ConditionContext } from './context.js';
import { explainNode } from './explain.js';
import { literalNode } from './literal.js';
import { traced } from './node.js';
import type { ConditionNode, Telling } from './node.js';
import { tellTruth, testOf } from './operators/logic.js';
import { OPERATORS } from './operators/index.js';
import { passes, programmed } from './program.js';
import type { Start } from './program.js';
import { wordedCondition } from './worded-condition.js';
import { LOGIC_WORDS, phrase } from './words.js';

/**
 * Compiles a stored condition with the types of the fields it reads. Numbers compare as decimals, dates as dates,
 * and a comparison with a blank is not met. Every mistake is reported with a pointer into the condition.
 */
export function compileCondition(
  condition: Condition,
  scope: Scope,
): Result<CompiledCondition, readonly Issue[]> {
  const { node, found } = compileAnew(condition, scope);
  if (found.issues.length > 0) return refused(found.issues);
  return ok(
    new TestedCondition(programmed(testOf(node), scope.fields), [...found.dependencies], condition, scope),
  );
}

function compileAnew(condition: Condition, scope: Scope) {
  const found = { nodes: 0, dependencies: new Set<string>(), issues: [] as Issue[] };
  const context: ConditionContext = { scope, pointer: '', depth: 0, found, compile: compileNode };
  return { node: compileNode(condition, context), found };
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
  // Once there is too much, the rest is not looked at: each refusal has its price.
  if (context.found.nodes > CONDITION_NODES_MAX) return UNKNOWN;
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
  if (Array.isArray(logic[code])) checkLength(logic[code]);
  const args = Array.isArray(logic[code]) ? (logic[code] as readonly unknown[]) : [logic[code]];
  if (args.length < part.minimum || args.length > (part.maximum ?? Infinity)) {
    return refuse('ARITY', { name: code, min: part.minimum, max: part.maximum ?? '…', given: args.length });
  }
  return part.compile(args, below(context, code));
}

/**
 * Keeps the short way only. What explains and tells is five times as large and rarely asked for, so it is compiled
 * again at the first question.
 */
class TestedCondition implements CompiledCondition {
  private whole: ConditionNode | undefined;

  constructor(
    private readonly start: Start,
    readonly dependencies: readonly string[],
    private readonly condition: Condition,
    private readonly scope: Scope,
  ) {}

  /** A record whose values are not what the form says cannot meet a condition. */
  holds(input: EvaluationInput): boolean {
    try {
      return passes(this.start, openFrame(input));
    } catch (thrown) {
      if (isFailure(thrown)) return false;
      throw thrown;
    }
  }

  explain(input: EvaluationInput): ConditionTrace {
    return explainNode(this.node(), input);
  }

  text(title: (path: string) => string, language: Language, nameOf?: ValueName): string {
    const node =
      nameOf === undefined
        ? this.node()
        : compileAnew(wordedCondition(this.condition, nameOf), this.scope).node;
    return tell(node, { title, language });
  }

  private node(): ConditionNode {
    return (this.whole ??= compileAnew(this.condition, this.scope).node);
  }
}

function tell(node: ConditionNode, telling: Telling): string {
  const isAlways = node.literal && node.constant === true;
  return isAlways ? phrase(LOGIC_WORDS, 'always', telling) : tellTruth(node, telling);
}
