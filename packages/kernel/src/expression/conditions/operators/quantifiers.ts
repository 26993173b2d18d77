import { spend } from '../../frame.js';
import type { Frame } from '../../frame.js';
import { own } from '../../names.js';
import type { RecordData, ValueType } from '../../types.js';
import { below, NOWHERE, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { traced, truth } from '../node.js';
import type { ConditionNode, Traced } from '../node.js';
import { filled, LIST_WORDS, phrase } from '../words.js';
import { tellTruth } from './logic.js';
import type { OperatorPart } from './part.js';

interface Quantified {
  readonly table: ConditionNode;
  readonly path: string;
  readonly test: ConditionNode;
  /** Steps that a line costs. */
  readonly weight: number;
}

/** So many nodes of a test cost one step. */
const NODES_PER_STEP = 10;

/** `{"var": table}` and a test in which names are columns of the line that is looked at. */
function compileQuantified(
  code: string,
  [list, logic]: readonly unknown[],
  context: ConditionContext,
): Quantified {
  const table = context.compile(list, below(context, 0));
  const path = tablePath(list);
  if (table.type.kind !== 'table' || path === undefined) {
    return refuse('TYPE', { name: code, expected: 'table', given: table.type.kind });
  }
  const before = context.found.nodes;
  const test = context.compile(logic, { ...below(context, 1), lines: { path, columns: table.type.columns } });
  const weight = Math.ceil((context.found.nodes - before) / NODES_PER_STEP);
  return { table, path, test, weight };
}

function tablePath(list: unknown): string | undefined {
  const name = own(list as Record<string, unknown>, 'var');
  return typeof name === 'string' ? name : undefined;
}

function linesOf(frame: Frame, { path }: Quantified): readonly RecordData[] {
  const lines = own(frame.input.record, path);
  return Array.isArray(lines) ? (lines as readonly RecordData[]) : [];
}

/** The lines of a table that is about to be gone through, paid for beforehand. */
function paidLines(frame: Frame, quantified: Quantified): readonly RecordData[] {
  const lines = linesOf(frame, quantified);
  spend(frame, lines.length * quantified.weight, NOWHERE);
  return lines;
}

/** Index of the first line whose test comes out as wanted, or -1. */
function firstLine(frame: Frame, quantified: Quantified, wanted: boolean): number {
  const { test } = quantified;
  return paidLines(frame, quantified).findIndex((line) => truth(test.run({ ...frame, line })) === wanted);
}

interface Quantifier {
  readonly code: 'some' | 'all' | 'none';
  /** The outcome of a line's test that settles the answer, and that answer. */
  readonly settledBy: boolean;
  readonly settled: boolean;
  /** The answer for a table without lines. */
  readonly ofNothing: boolean;
}

function quantifier(rule: Quantifier): OperatorPart {
  return {
    code: rule.code,
    minimum: 2,
    maximum: 2,
    compile(args, context) {
      const quantified = compileQuantified(rule.code, args, context);
      const answer = (frame: Frame, line: number): boolean =>
        line >= 0 ? rule.settled : linesOf(frame, quantified).length === 0 ? rule.ofNothing : !rule.settled;
      return {
        operator: rule.code,
        type: { kind: 'boolean' },
        run: (frame) => answer(frame, firstLine(frame, quantified, rule.settledBy)),
        trace(frame) {
          const line = firstLine(frame, quantified, rule.settledBy);
          return traced(
            rule.code,
            answer(frame, line),
            traceLine(frame, quantified, line),
            line >= 0 ? { line } : {},
          );
        },
        tell: (telling) =>
          filled(
            phrase(LIST_WORDS, rule.code, telling),
            quantified.table.tell(telling),
            tellTruth(quantified.test, telling),
          ),
      };
    },
  };
}

/** The test of the deciding line; when no line decided, that of the last one stands for all. */
function traceLine(frame: Frame, quantified: Quantified, line: number): readonly Traced[] {
  const { test } = quantified;
  const lines = linesOf(frame, quantified);
  const shown = lines[line >= 0 ? line : lines.length - 1];
  return shown === undefined ? [] : [test.trace({ ...frame, line: shown })];
}

const filter: OperatorPart = {
  code: 'filter',
  minimum: 2,
  maximum: 2,
  compile(args, context) {
    const quantified = compileQuantified('filter', args, context);
    const { table, test } = quantified;
    const run = (frame: Frame) =>
      paidLines(frame, quantified)
        .filter((line) => truth(test.run({ ...frame, line })))
        .map(() => true);
    return {
      operator: 'filter',
      type: { kind: 'list', of: { kind: 'boolean' } } as ValueType,
      run,
      trace: (frame) => traced('filter', run(frame), []),
      tell: (telling) =>
        filled(phrase(LIST_WORDS, 'filter', telling), table.tell(telling), tellTruth(test, telling)),
    };
  },
};

export const QUANTIFIERS = [
  quantifier({ code: 'some', settledBy: true, settled: true, ofNothing: false }),
  quantifier({ code: 'all', settledBy: false, settled: false, ofNothing: false }),
  quantifier({ code: 'none', settledBy: true, settled: false, ofNothing: true }),
  filter,
];
