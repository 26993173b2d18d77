import { ZERO } from '../../foundation/index.js';
import { fail } from '../formula-error.js';
import type { Run, Typed } from '../frame.js';
import { spend } from '../frame.js';
import { findFunction, FUNCTIONS } from '../functions/index.js';
import { Call } from '../functions/part.js';
import type { EagerPart, FunctionPart, LazyPart, ParameterKind } from '../functions/part.js';
import { nearest } from '../nearest.js';
import { asKind, looksLike } from '../typing.js';
import type { BlankPolicy, Value } from '../types.js';
import type { CallNode, Node } from './ast.js';
import { compilePath, noting } from './compile-context.js';
import type { CompileContext } from './compile-context.js';

/** Compiles a call of one of the language's functions; nothing else can be called. */
export function compileCall(node: CallNode, context: CompileContext): Typed {
  const part = findFunction(node.name) ?? unknownFunction(node);
  checkArity(part, node);
  const args = node.args.map((arg) => compileArgument(arg, part, context));
  const runs = args.map((arg, index) => checkArgument(arg, node.args[index] as Node, part, index));
  const type = typeof part.result === 'function' ? part.result(args.map((arg) => arg.type)) : part.result;
  const run = part.lazy
    ? lazyRun(part, node, runs, context.blank)
    : eagerRun(part, node, runs, context.blank);
  return { type, run };
}

function unknownFunction(node: CallNode): never {
  const known = FUNCTIONS.flatMap((part) => [part.code, ...part.aliases]);
  return fail('UNKNOWN_FUNCTION', node.nameSpan, {
    name: node.name,
    ...nearest(node.name.toUpperCase(), known),
  });
}

function checkArity(part: FunctionPart, node: CallNode): void {
  const given = node.args.length;
  if (given >= part.minimum && given <= (part.maximum ?? Infinity)) return;
  fail('ARITY', node.span, { name: part.code, min: part.minimum, max: part.maximum ?? '…', given });
}

function compileArgument(arg: Node, part: FunctionPart, context: CompileContext): Typed {
  if (!part.aggregate) return context.compile(arg, { ...context, linewise: false });
  const column = arg.kind === 'name' || arg.kind === 'member';
  if (column) return noting(context, () => compilePath(arg, context, true));
  return context.compile(arg, { ...context, linewise: true });
}

function parameterKind(part: FunctionPart, index: number): ParameterKind {
  return part.parameters[Math.min(index, part.parameters.length - 1)] ?? 'any';
}

/** Checks what is known of an argument; the part itself checks the values whose type shows only then. */
function checkArgument(arg: Typed, node: Node, part: FunctionPart, index: number): Run {
  const kind = parameterKind(part, index);
  const given = arg.type;
  const name = part.code;
  switch (kind) {
    case 'any':
      return arg.run;
    case 'boolean':
      return given.kind === 'number' || given.kind === 'any'
        ? arg.run
        : asKind(arg, 'boolean', node.span, name);
    case 'date':
      return isDateText(node) ? arg.run : asKind(arg, 'date', node.span, name);
    case 'number':
    case 'text':
      return asKind(arg, kind, node.span, name);
    case 'numbers':
      return given.kind === 'list' ? numberList(arg, node, name) : asKindOrList(arg, node, name);
    case 'numberList':
      return given.kind === 'list' || given.kind === 'any'
        ? numberList(arg, node, name)
        : refuse(arg, node, name, 'list');
    case 'list':
      return given.kind === 'list' || given.kind === 'any' ? arg.run : refuse(arg, node, name, 'list');
    case 'table':
      return ['table', 'list', 'any'].includes(given.kind) ? arg.run : refuse(arg, node, name, 'table');
  }
}

function isDateText(node: Node): boolean {
  return node.kind === 'literal' && typeof node.value === 'string' && looksLike('date', node.value);
}

function asKindOrList(arg: Typed, node: Node, name: string): Run {
  return arg.type.kind === 'any' ? arg.run : asKind(arg, 'number', node.span, name);
}

function numberList(arg: Typed, node: Node, name: string): Run {
  const { type } = arg;
  if (type.kind === 'list' && type.of.kind !== 'number' && type.of.kind !== 'any')
    return refuse(arg, node, name, 'number');
  return arg.run;
}

function refuse(arg: Typed, node: Node, name: string, expected: string): never {
  return fail('TYPE', node.span, { name, expected, given: arg.type.kind });
}

function lazyRun(part: LazyPart, node: CallNode, args: readonly Run[], blank: BlankPolicy): Run {
  return (frame) => {
    spend(frame, 1, node.span);
    return part.evaluate(
      args.map((arg) => () => arg(frame)),
      new Call(part.code, node.span, blank, frame),
    );
  };
}

function eagerRun(part: EagerPart, node: CallNode, args: readonly Run[], blank: BlankPolicy): Run {
  const readers =
    part.blanks === 'own'
      ? args
      : args.map((arg, index) => blankReader(arg, parameterKind(part, index), blank));
  return (frame) => {
    spend(frame, 1, node.span);
    const values: Value[] = [];
    for (const reader of readers) {
      const value = reader(frame);
      // The answer to a question about nothing is nothing.
      if (value === null && part.blanks !== 'own') return null;
      values.push(value);
    }
    return part.evaluate(values, new Call(part.code, node.span, blank, frame));
  };
}

const ZERO_VALUES: Readonly<Partial<Record<ParameterKind, Value>>> = {
  number: ZERO,
  text: '',
  boolean: false,
};

function blankReader(run: Run, kind: ParameterKind, blank: BlankPolicy): Run {
  const instead = blank === 'zero' ? (ZERO_VALUES[kind] ?? null) : null;
  return instead === null ? run : (frame) => run(frame) ?? instead;
}
