import { Decimal } from '../../foundation/index.js';
import type { Span } from '../formula-error.js';
import { spend } from '../frame.js';
import type { Typed } from '../frame.js';
import { shortOf } from '../short-decimal.js';
import type { Value, ValueType } from '../types.js';
import { isTrue, unify } from '../typing.js';
import type { Node } from './ast.js';
import { compileCall } from './compile-call.js';
import { compilePath, noting } from './compile-context.js';
import type { CompileContext } from './compile-context.js';
import { compileBinary, compileUnary } from './compile-operator.js';

/** Compiles a node of any kind; mistakes are noted in the context. */
export function compileNode(node: Node, context: CompileContext): Typed {
  const typed = noting(context, () => compile(node, context));
  return context.watch ? context.watch(node, typed) : typed;
}

function compile(node: Node, context: CompileContext): Typed {
  switch (node.kind) {
    case 'literal':
      return compileLiteral(node.value, node.type);
    case 'name':
    case 'member':
      return compilePath(node, context);
    case 'call':
      return compileCall(node, context);
    case 'unary':
      return compileUnary(
        node.operator,
        compileNode(node.operand, context),
        node.operand.span,
        context.blank,
      );
    case 'binary': {
      const left = compileNode(node.left, context);
      return compileBinary(node, left, compileNode(node.right, context), context);
    }
    case 'choice':
      return compileChoice(node, context);
    case 'list':
      return compileList(node.items, node.span, context);
  }
}

function compileLiteral(value: Value, type: ValueType): Typed {
  const run = (): Value => value;
  if (!Decimal.isDecimal(value)) return { type, run };
  const short = shortOf(value as Decimal);
  return { type, run, short: () => short };
}

function compileChoice(node: Extract<Node, { kind: 'choice' }>, context: CompileContext): Typed {
  const test = compileNode(node.test, context);
  const yes = compileNode(node.yes, context);
  const no = compileNode(node.no, context);
  const holds = isTrue(test, node.test.span);
  return {
    type: unify([yes.type, no.type]),
    run: (frame) => (holds(frame) ? yes.run(frame) : no.run(frame)),
  };
}

function compileList(items: readonly Node[], span: Span, context: CompileContext): Typed {
  const parts = items.map((item) => compileNode(item, context));
  const run: Typed['run'] = (frame): Value => {
    spend(frame, parts.length, span);
    return parts.map((part) => part.run(frame));
  };
  return { type: { kind: 'list', of: unify(parts.map((part) => part.type)) }, run };
}
