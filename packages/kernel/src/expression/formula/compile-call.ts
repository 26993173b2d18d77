import { Decimal, decimalText, ZERO } from '../../foundation/index.js';
import { fail } from '../formula-error.js';
import type { Frame, Run, Typed } from '../frame.js';
import { spend } from '../frame.js';
import { findFunction, FUNCTIONS } from '../functions/index.js';
import { Call } from '../functions/part.js';
import type { EagerPart, FunctionPart, LazyPart, ParameterKind } from '../functions/part.js';
import { own } from '../names.js';
import { nearest } from '../nearest.js';
import { asKind, looksLike } from '../typing.js';
import type { BlankPolicy, DefinitionName, FunctionUse, Value } from '../types.js';
import type { CallNode, Node } from './ast.js';
import type { CompileContext } from './compile-context.js';

/** Compiles a call of one of the language's functions; nothing else can be called. */
export function compileCall(node: CallNode, context: CompileContext): Typed {
  const part = findFunction(node.name, context.scope.functions) ?? unknownFunction(node, context);
  checkArity(part, node);
  if (part.rewrite) return context.compile(part.rewrite(node), context);
  note(part, context);
  const { reads } = context.row;
  const args = node.args.map((arg, index) => compileArgument(arg, part, index, context));
  const runs = args.map((arg, index) => checkArgument(arg, node.args[index] as Node, part, index));
  const type = typeof part.result === 'function' ? part.result(args.map((arg) => arg.type)) : part.result;
  const run = part.lazy
    ? lazyRun(part, node, runs, context.blank)
    : eagerRun(part, node, runs, context.blank);
  const sameForRows = part.aggregate && context.scope.row !== undefined && context.row.reads === reads;
  return { type, run: sameForRows ? onceForAllRows(node, run) : run };
}

/** A sum over a whole column is the same for every row: it is made once while the column is computed. */
function onceForAllRows(node: CallNode, run: Run): Run {
  return (frame) => {
    const { shared } = frame.input;
    if (shared === undefined || frame.onUse) return run(frame);
    const known = shared.get(node);
    if (known !== undefined) return known;
    const value = run(frame);
    shared.set(node, value);
    return value;
  };
}

/** What a function reads belongs to what the formula reads. */
function note(part: FunctionPart, { calls, dependencies }: CompileContext): void {
  for (const path of part.reads ?? []) dependencies.add(path);
  if (part.definition) calls.add(part.code);
}

function unknownFunction(node: CallNode, { scope }: CompileContext): never {
  const library = (scope.functions ?? []).flatMap((part) => [part.code, ...part.aliases]);
  const language = FUNCTIONS.flatMap((part) => [part.code, ...part.aliases]);
  const own = nearest(node.name, library);
  const near = own.suggestion === undefined ? nearest(node.name.toUpperCase(), language) : own;
  return fail('UNKNOWN_FUNCTION', node.nameSpan, { name: node.name, ...near });
}

function checkArity(part: FunctionPart, node: CallNode): void {
  const given = node.args.length;
  if (given >= part.minimum && given <= (part.maximum ?? Infinity)) return;
  fail('ARITY', node.span, { name: part.code, min: part.minimum, max: part.maximum ?? '…', given });
}

const MANY: ReadonlySet<ParameterKind> = new Set(['numbers', 'list', 'numberList', 'table', 'any']);

function compileArgument(node: Node, part: FunctionPart, index: number, context: CompileContext): Typed {
  const many = part.aggregate === true && MANY.has(parameterKind(part, index));
  if (!many) return context.compile(node, { ...context, linewise: false, wholeColumns: false });
  const arg = rewritten(node, context);
  // Only a column that is given directly is whole: in `SUM(lines.qty * 2)` a current row keeps its meaning.
  const column = arg.kind === 'name' || arg.kind === 'member';
  return context.compile(arg, { ...context, linewise: true, wholeColumns: column });
}

/** An argument that stands for another piece of formula is that piece. */
function rewritten(node: Node, context: CompileContext): Node {
  const part = node.kind === 'call' ? findFunction(node.name, context.scope.functions) : undefined;
  if (node.kind !== 'call' || part?.rewrite === undefined) return node;
  checkArity(part, node);
  return part.rewrite(node);
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
    case 'single':
      return given.kind === 'list' || given.kind === 'table' ? refuse(arg, node, name, 'value') : arg.run;
    case 'boolean':
      return given.kind === 'number' || given.kind === 'any'
        ? arg.run
        : asKind(arg, 'boolean', node.span, name);
    case 'date':
    case 'datetime':
      return isDateText(node, kind) ? arg.run : asKind(arg, kind, node.span, name);
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

function isDateText(node: Node, kind: 'date' | 'datetime'): boolean {
  return node.kind === 'literal' && typeof node.value === 'string' && looksLike(kind, node.value);
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
    const call = new Call(part.code, node.span, blank, frame);
    const result = part.evaluate(values, call);
    if (part.definition && frame.onUse) {
      const taken = part.taken?.(values, call) ?? values;
      frame.onUse(useOf(part, part.definition, taken, result, frame));
    }
    return result;
  };
}

function useOf(
  part: FunctionPart,
  definition: DefinitionName,
  values: readonly Value[],
  result: Value,
  frame: Frame,
): FunctionUse {
  const given = values.map((value, at) => [part.parameterNames?.[at] ?? String(at + 1), value] as const);
  const read = (part.reads ?? []).map(
    (name) => [name, (own(frame.input.variables, name) ?? null) as Value] as const,
  );
  const inputs = [...given, ...read].map(([name, value]) => [name, exactText(value)] as const);
  return { definition, inputs: Object.fromEntries(inputs), result: exactText(result) };
}

/** A value as it is kept: numbers as exact text. */
function exactText(value: Value): unknown {
  if (Decimal.isDecimal(value)) return decimalText(value as Decimal);
  return Array.isArray(value) ? value.map((item) => exactText(item as Value)) : value;
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
