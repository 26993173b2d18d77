import { NEEDS_ORDER, order, ORDERINGS } from '../../comparison.js';
import type { Run } from '../../frame.js';
import { comparableKind } from '../../typing.js';
import type { ScalarKind } from '../../typing.js';
import type { Value } from '../../types.js';
import { NOWHERE, refuse } from '../context.js';
import { adapt } from '../literal.js';
import { strictNode } from '../node.js';
import type { ConditionNode } from '../node.js';
import { COMPARISON_WORDS, phrase } from '../words.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

/** The kind in which operands compare: that of the first whose type does not depend on the others. */
export function sharedKind(operands: readonly ConditionNode[], operator: string): ScalarKind | 'any' {
  const lead =
    operands.find((operand) => !operand.literal) ??
    operands.find((operand) => operand.type.kind === 'number') ??
    operands[0];
  if (lead === undefined || lead.type.kind === 'any') return 'any';
  const kind = comparableKind(lead.type);
  return kind === undefined || kind === 'list'
    ? refuse('TYPE', { name: operator, expected: 'value', given: lead.type.kind })
    : kind;
}

/** Brings operands to one kind or refuses. */
export function inKind(
  operands: readonly ConditionNode[],
  kind: ScalarKind | 'any',
  operator: string,
): readonly ConditionNode[] {
  if (kind === 'any') return operands;
  return operands.map((operand) => {
    const adapted = adapt(operand, kind, operator);
    const given = comparableKind(adapted.type);
    const fits = given === kind || adapted.type.kind === 'any';
    return fits ? adapted : refuse('TYPE', { name: operator, expected: kind, given: adapted.type.kind });
  });
}

/** A comparison with a blank operand is not met, whatever the operator. */
function comparison(code: string, meaning: string, maximum: number): OperatorPart {
  const met = ORDERINGS[meaning] as (order: number) => boolean;
  const holds = (left: Value, right: Value): boolean =>
    left !== null && right !== null && met(order(left, right, NOWHERE));
  return {
    code,
    minimum: 2,
    maximum,
    compile(args, context) {
      const compiled = compileAll(args, context);
      const kind = sharedKind(compiled, code);
      if (kind === 'boolean' && NEEDS_ORDER.has(meaning))
        refuse('TYPE', { name: code, expected: 'number', given: kind });
      const operands = inKind(compiled, kind, code);
      return strictNode({
        operator: code,
        type: { kind: 'boolean' },
        operands,
        compute: (values) => values.slice(1).every((value, index) => holds(values[index] as Value, value)),
        run: operands.length === 2 ? twoSided(operands, holds) : undefined,
        tell: (telling) =>
          operands.map((operand) => operand.tell(telling)).join(phrase(COMPARISON_WORDS, meaning, telling)),
      });
    },
  };
}

function twoSided(operands: readonly ConditionNode[], holds: (left: Value, right: Value) => boolean): Run {
  const [left, right] = operands as readonly [ConditionNode, ConditionNode];
  return (frame) => holds(left.run(frame), right.run(frame));
}

export const COMPARISONS = [
  comparison('==', '==', 2),
  comparison('===', '==', 2),
  comparison('!=', '!=', 2),
  comparison('!==', '!=', 2),
  comparison('>', '>', 3),
  comparison('>=', '>=', 3),
  comparison('<', '<', 3),
  comparison('<=', '<=', 3),
];
