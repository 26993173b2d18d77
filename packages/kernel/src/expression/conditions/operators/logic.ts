import type { Frame, Run } from '../../frame.js';
import { unify } from '../../typing.js';
import type { Value } from '../../types.js';
import { skipped, strictNode, traced, truth } from '../node.js';
import type { ConditionNode, Telling, Traced } from '../node.js';
import { runOf } from '../program.js';
import { byRun, joinTests, notTest } from '../test.js';
import type { Test } from '../test.js';
import { filled, LOGIC_WORDS, phrase, PRESENCE_WORDS } from '../words.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

const BOOLEAN = { kind: 'boolean' } as const;

/** The shortest way to the yes or no of a node. */
export function testOf({ test, run }: ConditionNode): Test {
  return test ?? byRun(run);
}

/** `and` stops at the first that does not hold, `or` at the first that does. */
function junction(code: 'and' | 'or'): OperatorPart {
  const stopsAt = code === 'or';
  return {
    code,
    minimum: 1,
    compile(args, context) {
      const operands = compileAll(args, context);
      const test = joinTests(code, operands.map(testOf));
      const unseen = operands.map(skipped);
      return {
        operator: code,
        type: BOOLEAN,
        run: runOf(test),
        test,
        trace: (frame) => traceJunction(code, operands, unseen, stopsAt, frame),
        tell: (telling) =>
          operands
            .map((operand) => tellOperand(operand, code, telling))
            .join(phrase(LOGIC_WORDS, code, telling)),
      };
    },
  };
}

function traceJunction(
  code: string,
  operands: readonly ConditionNode[],
  unseen: readonly Traced[],
  stopsAt: boolean,
  frame: Frame,
): Traced {
  let settled = false;
  const parts = operands.map((operand, index) => {
    const part = settled ? (unseen[index] as Traced) : operand.trace(frame);
    settled ||= part.node.holds === stopsAt;
    return part;
  });
  return traced(code, settled ? stopsAt : !stopsAt, parts);
}

/** Tells an operand; the other junction and bare fields need more words to stay clear. */
function tellOperand(operand: ConditionNode, around: string, telling: Telling): string {
  const nested = (operand.operator === 'and' || operand.operator === 'or') && operand.operator !== around;
  const text = tellTruth(operand, telling);
  return nested ? (telling.language === 'zh-CN' ? `（${text}）` : `(${text})`) : text;
}

/** Tells a node that is asked for yes or no. */
export function tellTruth(node: ConditionNode, telling: Telling): string {
  const text = node.tell(telling);
  if (node.operator !== 'var' && node.operator !== 'call') return text;
  return filled(phrase(PRESENCE_WORDS, node.type.kind === 'boolean' ? 'yes' : 'notEmpty', telling), text);
}

const not: OperatorPart = {
  code: '!',
  minimum: 1,
  maximum: 1,
  compile(args, context) {
    const operands = compileAll(args, context);
    return strictNode({
      operator: '!',
      type: BOOLEAN,
      operands,
      compute: ([value]) => !truth(value as Value),
      ...asked(notTest(testOf(operands[0] as ConditionNode))),
      tell: (telling) =>
        filled(phrase(LOGIC_WORDS, 'not', telling), tellTruth(operands[0] as ConditionNode, telling)),
    });
  },
};

function asked(test: Test): { readonly test: Test; readonly run: Run } {
  return { test, run: runOf(test) };
}

const yes: OperatorPart = {
  code: '!!',
  minimum: 1,
  maximum: 1,
  compile(args, context) {
    const operands = compileAll(args, context);
    return strictNode({
      operator: '!!',
      type: BOOLEAN,
      operands,
      compute: ([value]) => truth(value as Value),
      ...asked(testOf(operands[0] as ConditionNode)),
      tell: (telling) => tellTruth(operands[0] as ConditionNode, telling),
    });
  },
};

/** Picks the value beside the first test that holds, or the last one. */
function choice(code: string): OperatorPart {
  return {
    code,
    minimum: 1,
    compile(args, context) {
      const operands = compileAll(args, context);
      const values = operands.filter((_, index) => index % 2 === 1 || index === operands.length - 1);
      return {
        operator: code,
        type: unify(values.map((value) => value.type)),
        run: choosing(operands.map((operand) => operand.run)),
        trace: (frame) => traceChoice(code, operands, frame),
        tell: (telling) => tellChoice(operands, telling),
      };
    },
  };
}

function choosing(runs: readonly Run[]): Run {
  return (frame) => runs[chosen(runs, (test) => truth(test(frame)))]?.(frame) ?? null;
}

/** Index of the operand that is the answer; none when no test held and nothing stands for the rest. */
function chosen<T>(operands: readonly T[], holds: (test: T) => boolean): number {
  for (let at = 0; at + 1 < operands.length; at += 2) if (holds(operands[at] as T)) return at + 1;
  return operands.length % 2 === 1 ? operands.length - 1 : -1;
}

function traceChoice(code: string, operands: readonly ConditionNode[], frame: Frame): Traced {
  const seen = new Map<ConditionNode, Traced>();
  const look = (node: ConditionNode): Traced => {
    const part = node.trace(frame);
    seen.set(node, part);
    return part;
  };
  const answer = operands[chosen(operands, (test) => look(test).node.holds)];
  const value = answer ? look(answer).value : null;
  return traced(
    code,
    value,
    operands.map((operand) => seen.get(operand) ?? skipped(operand)),
  );
}

function tellChoice(operands: readonly ConditionNode[], telling: Telling): string {
  const texts: string[] = [];
  for (let at = 0; at + 1 < operands.length; at += 2) {
    const [test, value] = [operands[at] as ConditionNode, operands[at + 1] as ConditionNode];
    texts.push(filled(phrase(LOGIC_WORDS, 'if', telling), tellTruth(test, telling), value.tell(telling)));
  }
  const rest = operands.length % 2 === 1 ? operands.at(-1)?.tell(telling) : undefined;
  return (
    texts.join(telling.language === 'zh-CN' ? '，' : ', ') +
    (rest === undefined ? '' : filled(phrase(LOGIC_WORDS, 'else', telling), rest))
  );
}

export const LOGIC = [junction('and'), junction('or'), not, yes, choice('if'), choice('?:')];
