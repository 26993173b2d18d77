import type { Decimal } from '../../../foundation/index.js';
import { readingOf } from '../../field-reading.js';
import type { FieldReading } from '../../field-reading.js';
import type { Frame, Run } from '../../frame.js';
import { own } from '../../names.js';
import { resolvePath } from '../../path.js';
import type { ResolvedPath } from '../../path.js';
import { canonicalText, readShort, shortOf } from '../../short-decimal.js';
import { comparableKind } from '../../typing.js';
import type { FieldTypes, TraceNode, Value } from '../../types.js';
import { valueText } from '../../wire.js';
import { below, NOWHERE, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { adapt } from '../literal.js';
import { NO_TRACES, truth } from '../node.js';
import type { ConditionNode, Telling, Traced } from '../node.js';
import { flagTest } from '../test.js';
import type { OperatorPart } from './part.js';

/** A field; own properties only, and the name must be written out. A second argument stands in for a blank. */
export const variable: OperatorPart = {
  code: 'var',
  minimum: 1,
  maximum: 2,
  compile(args, context) {
    const [name] = args;
    if (typeof name !== 'string' || name === '') return refuse('TYPE', { name: 'var', expected: 'text' });
    const resolved = resolvePath(
      name.split('.').map((part) => ({ name: part, span: NOWHERE })),
      { scope: context.scope, lineColumns: context.lines?.columns },
    );
    const path = fullPath(resolved.path, context);
    context.found.dependencies.add(path);
    const fallback = args.length > 1 ? fallbackOf(args[1], resolved, context) : null;
    return fieldNode(path, resolved, fallback, context.scope.fields);
  },
};

function fullPath(path: string, { lines }: ConditionContext): string {
  const [root = ''] = path.split('.');
  return lines && own(lines.columns, root) !== undefined ? `${lines.path}.${path}` : path;
}

function fallbackOf(raw: unknown, { type }: ResolvedPath, context: ConditionContext): Value {
  const node = context.compile(raw, below(context, 1));
  const kind = comparableKind(type);
  if (!node.literal || kind === undefined || kind === 'list')
    return refuse('TYPE', { name: 'var', expected: 'value' });
  return adapt(node, kind, 'var').constant as Value;
}

function fieldNode(path: string, resolved: ResolvedPath, fallback: Value, fields: FieldTypes): ConditionNode {
  const { type, run: read } = resolved;
  const run: Run = fallback === null ? read : (frame) => read(frame) ?? fallback;
  const field = { operator: 'var', type, run, tell: ({ title }: Telling) => title(path) };
  const trace = (frame: Frame) => tracedField(path, run(frame));
  // A column is paid for each time it is read, so its trace must not read it twice.
  if (type.kind === 'list' || type.kind === 'table') return { ...field, trace };
  const isBare = fallback === null && resolved.field !== undefined;
  const reading = isBare ? readingOf(fields, resolved.field) : undefined;
  const bare = reading ? bareField(resolved, reading) : {};
  if (type.kind !== 'number') return { ...field, ...bare, trace, leaf: (frame) => trace(frame).node };
  const short = reading ? readingShort(reading) : shortReader(resolved, fallback);
  const sum = reading ? { sum: [reading] } : {};
  return { ...field, ...bare, ...sum, trace, short, leaf: numberLeaf(path, resolved, fallback, trace) };
}

function tracedField(path: string, value: Value): Traced {
  const node = { operator: 'var', path, value: valueText(value), holds: truth(value), operands: NO_TRACES };
  return { value, node };
}

function bareField({ type, run }: ResolvedPath, field: FieldReading): Pick<ConditionNode, 'field' | 'test'> {
  return type.kind === 'boolean' ? { field, test: flagTest(field, run) } : { field };
}

type Trace = ConditionNode['trace'];

type Short = NonNullable<ConditionNode['short']>;

/** Made where it can hold on to nothing but the reading. */
function readingShort(reading: FieldReading): Short {
  return (frame) => reading.short(frame);
}

function shortReader({ read }: ResolvedPath, fallback: Value): Short {
  if (fallback === null) return (frame) => readShort(read(frame));
  const instead = shortOf(fallback as Decimal);
  return (frame) => {
    const short = readShort(read(frame));
    return short === null ? instead : short;
  };
}

/** A number that travels as a short text needs no `Decimal` to be shown. */
function numberLeaf(
  path: string,
  { read }: ResolvedPath,
  fallback: Value,
  trace: Trace,
): (frame: Frame) => TraceNode {
  return (frame) => {
    const raw = read(frame);
    const short = readShort(raw);
    if (short === undefined || typeof raw !== 'string' || (short === null && fallback !== null))
      return trace(frame).node;
    const value = short === null ? null : canonicalText(raw);
    return { operator: 'var', path, value, holds: short !== null && short.units !== 0, operands: NO_TRACES };
  };
}
