import { FormulaFailure } from '../../formula-error.js';
import { spend } from '../../frame.js';
import type { Frame } from '../../frame.js';
import { Call } from '../../functions/part.js';
import type { EagerPart, ParameterKind } from '../../functions/part.js';
import { nearest } from '../../nearest.js';
import type { ScalarKind } from '../../typing.js';
import type { BlankPolicy, Value } from '../../types.js';
import { below, NOWHERE, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { traced } from '../node.js';
import type { ConditionNode, Telling, Traced } from '../node.js';
import { filled, LIST_WORDS, phrase, VALUE_WORDS } from '../words.js';
import { inKind } from './comparison.js';
import type { OperatorPart } from './part.js';

/**
 * Asks a named formula or a decision table of the release: `{"call": ["key", argument, ...]}`. Functions of the formula
 * language cannot be called: what a condition works out has a name and tests of its own.
 */
export const call: OperatorPart = {
  code: 'call',
  minimum: 1,
  compile([key, ...given], context) {
    const part = partOf(key, context);
    const { minimum: min, maximum: max } = part;
    if (given.length < min || given.length > (max ?? Infinity))
      return refuse('ARITY', { name: part.code, min, max: max ?? '…', given: given.length });
    for (const name of part.reads ?? []) context.found.dependencies.add(name);
    const operands = given.map((arg, at) =>
      fitting(context.compile(arg, below(context, at + 1)), part.parameters[at] ?? 'any', part.code),
    );
    return callNode(part, operands, context.scope.blank);
  },
};

/** Defined by the release and called by its key; built-in functions and titles are none. */
function partOf(key: unknown, { scope: { functions = [] } }: ConditionContext): EagerPart {
  if (typeof key !== 'string') return refuse('TYPE', { name: 'call', expected: 'text' });
  const part = functions.find(({ code, definition }) => code === key && definition !== undefined);
  if (part !== undefined && !part.lazy) return part;
  const known = functions.map(({ code }) => code);
  return refuse('UNKNOWN_FUNCTION', { name: key.slice(0, 60), ...nearest(key, known), called: true });
}

const SCALARS: ReadonlySet<ParameterKind> = new Set(['number', 'text', 'boolean', 'date', 'datetime']);

function fitting(operand: ConditionNode, kind: ParameterKind, name: string): ConditionNode {
  if (SCALARS.has(kind)) return inKind([operand], kind as ScalarKind, name)[0] as ConditionNode;
  const given = operand.type.kind;
  if (kind !== 'numberList' || given === 'list' || given === 'any') return operand;
  return refuse('TYPE', { name, expected: 'list', given });
}

function callNode(
  part: EagerPart,
  operands: readonly ConditionNode[],
  blank: BlankPolicy = 'propagate',
): ConditionNode {
  const runs = operands.map((operand) => operand.run);
  const type =
    typeof part.result === 'function' ? part.result(operands.map((each) => each.type)) : part.result;
  const trace = (frame: Frame): Traced => {
    const parts = operands.map((operand) => operand.trace(frame));
    const value = answer(
      part,
      parts.map((each) => each.value),
      blank,
      frame,
    );
    return traced('call', value, parts, { name: part.title, ...(value === null ? { blank: true } : {}) });
  };
  return {
    operator: 'call',
    type,
    run: (frame) =>
      answer(
        part,
        runs.map((run) => run(frame)),
        blank,
        frame,
      ),
    trace,
    tell: (telling) => told(part, operands, telling),
  };
}

/** What cannot be worked out has no value, so what asks for it is not met; the budget is that of the condition. */
function answer(part: EagerPart, values: readonly Value[], blank: BlankPolicy, frame: Frame): Value {
  spend(frame, 1, NOWHERE);
  try {
    return part.evaluate(values, new Call(part.code, NOWHERE, blank, frame));
  } catch (thrown) {
    if (thrown instanceof FormulaFailure && thrown.error.kind !== 'LIMIT') return null;
    throw thrown;
  }
}

function told({ title }: EagerPart, operands: readonly ConditionNode[], telling: Telling): string {
  const given = operands.map((operand) => operand.tell(telling));
  return filled(
    phrase(VALUE_WORDS, operands.length === 0 ? 'asked' : 'call', telling),
    title[telling.language],
    given.join(phrase(LIST_WORDS, 'separator', telling)),
  );
}
