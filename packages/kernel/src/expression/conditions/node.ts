import { Decimal } from '../../foundation/index.js';
import type { Language } from '../../foundation/index.js';
import type { Frame, Run, Typed } from '../frame.js';
import type { TraceNode, Value, ValueType } from '../types.js';
import { valueText } from '../wire.js';

/** A value together with how it came about. */
export interface Traced {
  readonly value: Value;
  readonly node: TraceNode;
}

/** What a sentence about a condition is made with. */
export interface Telling {
  readonly title: (path: string) => string;
  readonly language: Language;
}

/** A compiled node of a condition. `run` is the short way, `trace` the same with its reasons. */
export interface ConditionNode extends Typed {
  readonly operator: string;
  /** Written in the condition itself, so it takes the type of what it is compared with. */
  readonly literal?: true;
  readonly constant?: Value;
  readonly trace: (frame: Frame) => Traced;
  readonly tell: (telling: Telling) => string;
}

/** Yes or no of any value: blank, zero, empty text and empty lists are no. */
export function truth(value: Value): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  if (Decimal.isDecimal(value)) return !(value as Decimal).isZero();
  return (value as string | readonly Value[]).length > 0;
}

/** Puts a value and the traces of its operands into one trace. */
export function traced(
  operator: string,
  value: Value,
  operands: readonly Traced[],
  extra: Partial<TraceNode> = {},
): Traced {
  const node = {
    operator,
    value: valueText(value),
    holds: truth(value),
    ...extra,
    operands: operands.map((item) => item.node),
  };
  return { value, node };
}

/** Marks what was not looked at because the answer was settled already. */
export function skipped(node: ConditionNode): Traced {
  return traced(node.operator, null, [], { skipped: true });
}

interface StrictNode {
  readonly operator: string;
  readonly type: ValueType;
  readonly operands: readonly ConditionNode[];
  readonly compute: (values: readonly Value[]) => Value;
  readonly tell: (telling: Telling) => string;
  /** The hot path, when there is a shorter one than by way of `compute`. */
  readonly run?: Run;
}

/** A node that needs all its operands before it has a value. */
export function strictNode({ operator, type, operands, compute, tell, run }: StrictNode): ConditionNode {
  return {
    operator,
    type,
    tell,
    run: run ?? ((frame) => compute(operands.map((operand) => operand.run(frame)))),
    trace(frame) {
      const parts = operands.map((operand) => operand.trace(frame));
      const value = compute(parts.map((part) => part.value));
      const blank = parts.some((part) => part.value === null) && !truth(value);
      return traced(operator, value, parts, blank ? { blank: true } : {});
    },
  };
}
