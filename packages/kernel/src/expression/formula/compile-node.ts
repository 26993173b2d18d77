import type { Span } from '../formula-error.js';
import { spend } from '../frame.js';
import type { Typed } from '../frame.js';
import type { Value } from '../types.js';
import { isTrue, unify } from '../typing.js';
import type { Node } from './ast.js';
import { compileCall } from './compile-call.js';
import { compilePath, noting } from './compile-context.js';
import type { CompileContext } from './compile-context.js';
import { compileBinary, compileUnary } from './compile-operator.js';

/** Compiles a node of any kind; mistakes are noted in the context. */
export function compileNode(node: Node, context: CompileContext): Typed {
  return noting(context, () => compile(node, context));
}

function compile(node: Node, context: CompileContext): Typed {
  switch (node.kind) {
    case 'literal': {
      const { value, type } = node;
      return { type, run: () => value };
    }
    case 'name':
    case 'member':
      return compilePath(node, context, false);
    case 'call':
      return compileCall(node, context);
    case 'unary':
      return compileUnary(node.operator, compileNode(node.operand, context), node.span, context.blank);
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
