import { fail, FormulaFailure } from '../formula-error.js';
import type { FormulaError, Span } from '../formula-error.js';
import { spend } from '../frame.js';
import type { Typed } from '../frame.js';
import { resolvePath } from '../path.js';
import type { PathName } from '../path.js';
import type { BlankPolicy, Scope, Value } from '../types.js';
import { isTrue, unify } from '../typing.js';
import type { Node } from './ast.js';
import { compileBinary, compileUnary } from './compile-operator.js';
import { compileCall } from './compile-call.js';

/** What the compilation of one formula knows and collects. */
export interface CompileContext {
  readonly scope: Scope;
  readonly blank: BlankPolicy;
  /** Inside an aggregate: arithmetic between columns goes line by line. */
  readonly linewise?: boolean;
  readonly dependencies: Set<string>;
  /** All mistakes found so far, so that an editor can mark every one at once. */
  readonly errors: FormulaError[];
}

const UNKNOWN: Typed = { type: { kind: 'any' }, run: () => null };

/** Compiles a node; a mistake is noted and the node counts as unknown, so that it is not reported again above. */
export function compileNode(node: Node, context: CompileContext, compileAs = compile): Typed {
  try {
    return compileAs(node, context);
  } catch (thrown) {
    if (!(thrown instanceof FormulaFailure)) throw thrown;
    context.errors.push(thrown.error);
    return UNKNOWN;
  }
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

/** Compiles `a.b.c`; `wholeColumns` is for arguments of aggregates. */
export function compilePath(node: Node, context: CompileContext, wholeColumns: boolean): Typed {
  const resolved = resolvePath(namesOf(node), { scope: context.scope, wholeColumns });
  context.dependencies.add(resolved.path);
  return resolved;
}

function namesOf(node: Node): readonly PathName[] {
  const names: PathName[] = [];
  let at = node;
  while (at.kind === 'member') {
    names.push({ name: at.name, span: { start: at.span.end - at.name.length, end: at.span.end } });
    at = at.object;
  }
  if (at.kind !== 'name') return fail('TYPE', at.span, { name: '', expected: 'record' });
  return [...names, { name: at.name, span: at.span }].reverse();
}

function compileChoice(node: Extract<Node, { kind: 'choice' }>, context: CompileContext): Typed {
  const test = compileNode(node.test, context);
  const yes = compileNode(node.yes, context);
  const no = compileNode(node.no, context);
  const holds = isTrue(test, node.test.span);
  return { type: unify([yes.type, no.type]), run: (frame) => (holds(frame) ? yes.run(frame) : no.run(frame)) };
}

function compileList(items: readonly Node[], span: Span, context: CompileContext): Typed {
  const parts = items.map((item) => compileNode(item, context));
  const run: Typed['run'] = (frame): Value => {
    spend(frame, parts.length, span);
    return parts.map((part) => part.run(frame));
  };
  return { type: { kind: 'list', of: unify(parts.map((part) => part.type)) }, run };
}
