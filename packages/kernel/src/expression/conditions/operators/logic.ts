import type { Frame } from '../../frame.js';
import { unify } from '../../typing.js';
import type { Value } from '../../types.js';
import { skipped, strictNode, traced, truth } from '../node.js';
import type { ConditionNode, Telling, Traced } from '../node.js';
import { filled, LOGIC_WORDS, phrase, PRESENCE_WORDS } from '../words.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

const BOOLEAN = { kind: 'boolean' } as const;

/** `and` stops at the first that does not hold, `or` at the first that does. */
function junction(code: 'and' | 'or'): OperatorPart {
  const stopsAt = code === 'or';
  return {
    code,
    minimum: 1,
    compile(args, context) {
      const operands = compileAll(args, context);
      const runs = operands.map((operand) => operand.run);
      return {
        operator: code,
        type: BOOLEAN,
        run: (frame) => {
          for (const run of runs) if (truth(run(frame)) === stopsAt) return stopsAt;
          return !stopsAt;
        },
        trace: (frame) => traceJunction(code, operands, stopsAt, frame),
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
  stopsAt: boolean,
  frame: Frame,
): Traced {
  const parts: Traced[] = [];
  let settled = false;
  for (const operand of operands) {
    const part: Traced = settled ? skipped(operand) : operand.trace(frame);
    settled ||= part.node.holds === stopsAt;
    parts.push(part);
  }
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
  if (node.operator !== 'var') return text;
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
      tell: (telling) =>
        filled(phrase(LOGIC_WORDS, 'not', telling), tellTruth(operands[0] as ConditionNode, telling)),
    });
  },
};

const yes: OperatorPart = {
  code: '!!',
  minimum: 1,
  maximum: 1,
  compile(args, context) {
    const operands = compileAll(args, context);
    const compute = ([value]: readonly Value[]): boolean => truth(value as Value);
    return strictNode({
      operator: '!!',
      type: BOOLEAN,
      operands,
      compute,
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
        run: (frame) => operands[chosen(operands, (test) => truth(test.run(frame)))]?.run(frame) ?? null,
        trace: (frame) => traceChoice(code, operands, frame),
        tell: (telling) => tellChoice(operands, telling),
      };
    },
  };
}

/** Index of the operand that is the answer; none when no test held and nothing stands for the rest. */
function chosen(operands: readonly ConditionNode[], holds: (test: ConditionNode) => boolean): number {
  for (let at = 0; at + 1 < operands.length; at += 2) if (holds(operands[at] as ConditionNode)) return at + 1;
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
