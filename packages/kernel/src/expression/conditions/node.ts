import { Decimal } from '../../foundation/index.js';
import type { Language } from '../../foundation/index.js';
import type { FieldReading } from '../field-reading.js';
import type { Frame, Run, Typed } from '../frame.js';
import { shortText } from '../short-decimal.js';
import type { ShortDecimal } from '../short-decimal.js';
import type { TraceNode, Value, ValueType } from '../types.js';
import type { Sum } from './sum.js';
import type { Test } from './test.js';
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

/**
 * A compiled node of a condition. `run` is the short way, `trace` the same with its reasons. A release may hold
 * thousands of conditions, so `run` and `short` are made where they can hold on to nothing but what they need.
 */
export interface ConditionNode extends Typed {
  readonly operator: string;
  /** Written in the condition itself, so it takes the type of what it is compared with. */
  readonly literal?: true;
  readonly constant?: Value;
  readonly trace: (frame: Frame) => Traced;
  readonly tell: (telling: Telling) => string;
  /** The number in short; `null` is blank, `undefined` is too long: then `run` is the way. */
  readonly short?: (frame: Frame) => ShortDecimal | null | undefined;
  /** The yes or no of the node, when there is a shorter way than `run`. */
  readonly test?: Test;
  /** What `short` computes, when it is a sum of declared fields and numbers written out. */
  readonly sum?: Sum;
  /** The node is nothing but this declared field. */
  readonly field?: FieldReading;
  /** The trace alone, when there is a shorter way to it than by the values of the operands. */
  readonly leaf?: (frame: Frame) => TraceNode;
}

/** Yes or no of any value: blank, zero, empty text and empty lists are no. */
export function truth(value: Value): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  if (Decimal.isDecimal(value)) return !(value as Decimal).isZero();
  return (value as string | readonly Value[]).length > 0;
}

export const NO_TRACES: readonly TraceNode[] = [];

/** Puts a value and the traces of its operands into one trace. */
export function traced(
  operator: string,
  value: Value,
  operands: readonly Traced[],
  extra?: Partial<TraceNode>,
): Traced {
  const nodes = operands.length === 0 ? NO_TRACES : operands.map((item) => item.node);
  const node = { operator, value: valueText(value), holds: truth(value), operands: nodes };
  return { value, node: extra === undefined ? node : { ...node, ...extra } };
}

/** Marks what was not looked at because the answer was settled already. */
export function skipped({ operator }: ConditionNode): Traced {
  return { value: null, node: { operator, value: null, holds: false, skipped: true, operands: NO_TRACES } };
}

/** A yes or no over operands that have none themselves, whose values need not be made for the trace. */
export function tracedLeaves(operator: string, holds: boolean, operands: readonly TraceNode[]): Traced {
  const value = holds ? 'true' : 'false';
  const blank = !holds && operands.some((operand) => operand.value === null);
  const node: TraceNode = blank
    ? { operator, value, holds, blank, operands }
    : { operator, value, holds, operands };
  return { value: holds, node };
}

interface StrictNode {
  readonly operator: string;
  readonly type: ValueType;
  readonly operands: readonly ConditionNode[];
  readonly compute: (values: readonly Value[]) => Value;
  readonly tell: (telling: Telling) => string;
  /** The hot path, when there is a shorter one than by way of `compute`. */
  readonly run?: Run;
  readonly short?: ConditionNode['short'];
  readonly sum?: Sum;
  readonly test?: Test;
}

function computed(operands: readonly ConditionNode[], compute: StrictNode['compute']): Run {
  const runs = operands.map((operand) => operand.run);
  return (frame) => compute(runs.map((run) => run(frame)));
}

/** A node that needs all its operands before it has a value. */
export function strictNode(node: StrictNode): ConditionNode {
  const { operator, type, operands, compute, tell, short, sum, test } = node;
  const run = node.run ?? computed(operands, compute);
  const leaves = operands.flatMap(({ leaf }) => leaf ?? []);
  const isFlat = leaves.length === operands.length;
  const trace = (frame: Frame): Traced => {
    const parts = operands.map((operand) => operand.trace(frame));
    const value = compute(parts.map((part) => part.value));
    const blank = parts.some((part) => part.value === null) && !truth(value);
    return traced(operator, value, parts, blank ? { blank: true } : undefined);
  };
  return {
    operator,
    type,
    tell,
    run,
    ...(test === undefined ? {} : { test }),
    ...(short === undefined ? {} : { short }),
    ...(sum === undefined ? {} : { sum }),
    ...(short && isFlat ? { leaf: shortLeaf(operator, short, leaves, trace) } : {}),
    trace: isFlat && type.kind === 'boolean' ? flatTrace(operator, run, leaves) : trace,
  };
}

type Leaf = NonNullable<ConditionNode['leaf']>;

function flatTrace(operator: string, run: Run, leaves: readonly Leaf[]): ConditionNode['trace'] {
  return (frame) => {
    const holds = run(frame) === true;
    return tracedLeaves(
      operator,
      holds,
      leaves.map((leaf) => leaf(frame)),
    );
  };
}

/** The trace of a sum in short, which shows numbers without making decimals of them. */
function shortLeaf(
  operator: string,
  short: NonNullable<ConditionNode['short']>,
  leaves: readonly Leaf[],
  trace: ConditionNode['trace'],
): Leaf {
  return (frame) => {
    const value = short(frame);
    if (value === undefined) return trace(frame).node;
    const operands = leaves.map((leaf) => leaf(frame));
    const node = { operator, value: value && shortText(value), holds: value !== null && value.units !== 0 };
    return value === null ? { ...node, blank: true, operands } : { ...node, operands };
  };
}
