import { FORBIDDEN_NAMES } from '../names.js';
import { TEXT_RESULT_LENGTH_MAX } from '../limits.js';

/** The operators of plain JsonLogic with JavaScript's loose values, which its official cases prescribe. */

export interface UntypedFrame {
  readonly data: unknown;
  readonly spend: (steps: number) => void;
}

export type Step = (frame: UntypedFrame) => unknown;
type Strict = (values: readonly unknown[], frame: UntypedFrame) => unknown;
type Lazy = (args: readonly Step[], frame: UntypedFrame) => unknown;

function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** A value as the loose operators of JavaScript take it; what is no plain value becomes its text. */
function primitive(value: unknown): string | number | boolean | null | undefined {
  return typeof value === 'object' && value !== null
    ? text(value)
    : (value as string | number | boolean | null | undefined);
}

function text(value: unknown): string {
  if (Array.isArray(value))
    return value.map((item) => (item === null || item === undefined ? '' : text(item))).join(',');
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}

const LEADING_NUMBER = /^\s*([-+]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))/;

/** The number that a text begins with. */
function number(value: unknown): number {
  const match = LEADING_NUMBER.exec(text(value));
  return match ? +(match[1] as string) : NaN;
}

function loose(value: unknown): number {
  const plain = primitive(value);
  return typeof plain === 'string' && plain.trim() === '' ? 0 : plain === undefined ? NaN : +(plain as never);
}

function less(left: unknown, right: unknown): boolean {
  const [a, b] = [primitive(left), primitive(right)];
  return typeof a === 'string' && typeof b === 'string' ? a < b : loose(a) < loose(b);
}

function notAbove(left: unknown, right: unknown): boolean {
  const [a, b] = [primitive(left), primitive(right)];
  return typeof a === 'string' && typeof b === 'string' ? a <= b : loose(a) <= loose(b);
}

function equals(left: unknown, right: unknown): boolean {
  const bothObjects = typeof left === 'object' && typeof right === 'object';
  if (bothObjects || left === null || left === undefined || right === null || right === undefined) {
    return left === right || ((left ?? null) === null && (right ?? null) === null);
  }
  const [a, b] = [primitive(left), primitive(right)];
  return typeof a === typeof b ? a === b : loose(a) === loose(b);
}

/** Walks `a.b.c` over own properties; inherited names do not exist. */
function read(data: unknown, path: unknown, missing: unknown): unknown {
  if (path === undefined || path === null || path === '') return data;
  let at = data;
  for (const name of text(path).split('.')) {
    if (at === null || at === undefined || FORBIDDEN_NAMES.has(name)) return missing;
    const found: unknown = Object.hasOwn(Object(at), name)
      ? (at as Record<string, unknown>)[name]
      : undefined;
    if (found === undefined || typeof found === 'function') return missing;
    at = found;
  }
  return at;
}

function missing(values: readonly unknown[], { data }: UntypedFrame): unknown[] {
  const names = Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
  return names.filter((name) => {
    const value = read(data, name, null);
    return value === null || value === '';
  });
}

function missingSome([needed, names]: readonly unknown[], frame: UntypedFrame): unknown {
  const options = Array.isArray(names) ? (names as unknown[]) : [];
  const absent = missing([options], frame);
  return options.length - absent.length >= loose(needed) ? [] : absent;
}

function substring([source, start, end]: readonly unknown[]): string {
  const whole = text(source);
  const from = start === undefined ? 0 : Math.trunc(loose(start)) || 0;
  const begin = from < 0 ? Math.max(0, whole.length + from) : from;
  if (end === undefined) return whole.slice(begin);
  const count = Math.trunc(loose(end)) || 0;
  return count < 0 ? whole.slice(begin).slice(0, count) : whole.slice(begin, begin + count);
}

function cat(values: readonly unknown[], frame: UntypedFrame): string {
  const parts = values.map((value) => (value === null || value === undefined ? '' : text(value)));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  // Text that grows is paid for like steps, so doubling it ends soon.
  frame.spend(length > TEXT_RESULT_LENGTH_MAX ? Infinity : Math.ceil(length / 10));
  return parts.join('');
}

function contains([item, holder]: readonly unknown[], frame: UntypedFrame): boolean {
  if (typeof holder === 'string') return holder !== '' && holder.includes(text(item));
  if (!Array.isArray(holder)) return false;
  frame.spend(holder.length);
  return holder.indexOf(item) >= 0;
}

function merge(values: readonly unknown[], frame: UntypedFrame): unknown[] {
  const merged = values.flat(1);
  frame.spend(merged.length);
  return merged;
}

export const STRICT: ReadonlyMap<string, Strict> = new Map<string, Strict>([
  ['var', ([path, instead], { data }) => read(data, path, instead === undefined ? null : instead)],
  ['==', ([a, b]) => equals(a, b)],
  ['!=', ([a, b]) => !equals(a, b)],
  ['===', ([a, b]) => a === b],
  ['!==', ([a, b]) => a !== b],
  ['>', ([a, b]) => less(b, a)],
  ['>=', ([a, b]) => notAbove(b, a)],
  ['<', ([a, b, c]) => less(a, b) && (c === undefined || less(b, c))],
  ['<=', ([a, b, c]) => notAbove(a, b) && (c === undefined || notAbove(b, c))],
  ['!', ([a]) => !truthy(a)],
  ['!!', ([a]) => truthy(a)],
  ['+', (values) => values.reduce<number>((sum, value) => sum + number(value), 0)],
  [
    '*',
    (values) =>
      values.length < 2
        ? values[0]
        : values.slice(1).reduce<number>((all, value) => all * number(value), number(values[0])),
  ],
  ['-', ([a, b]) => (b === undefined ? -loose(a) : loose(a) - loose(b))],
  ['/', ([a, b]) => loose(a) / loose(b)],
  ['%', ([a, b]) => loose(a) % loose(b)],
  ['min', (values) => Math.min(...values.map(loose))],
  ['max', (values) => Math.max(...values.map(loose))],
  ['in', contains],
  ['cat', cat],
  ['substr', substring],
  ['merge', merge],
  ['missing', missing],
  ['missing_some', missingSome],
]);

function choose(args: readonly Step[], frame: UntypedFrame): unknown {
  let at = 0;
  for (; at + 1 < args.length; at += 2) {
    if (truthy((args[at] as Step)(frame))) return (args[at + 1] as Step)(frame);
  }
  return args[at]?.(frame) ?? null;
}

/** Goes on until a value is truthy (`or`) or is not (`and`); the last value looked at is the answer. */
function junction(stopsAt: boolean): Lazy {
  return (args, frame) => {
    let value: unknown;
    for (const arg of args) {
      value = arg(frame);
      if (truthy(value) === stopsAt) return value;
    }
    return value;
  };
}

/** The items of a list argument, counted; `null` when it is no list. */
function itemsOf(args: readonly Step[], frame: UntypedFrame): readonly unknown[] | null {
  const items = args[0]?.(frame);
  if (!Array.isArray(items)) return null;
  frame.spend(items.length);
  return items as readonly unknown[];
}

const nothing: Step = () => null;

function test(args: readonly Step[], frame: UntypedFrame): (item: unknown) => boolean {
  const step = args[1] ?? nothing;
  return (data) => truthy(step({ ...frame, data }));
}

function reduce(args: readonly Step[], frame: UntypedFrame): unknown {
  const initial = args[2]?.(frame) ?? null;
  const step = args[1] ?? nothing;
  const items = itemsOf(args, frame) ?? [];
  return items.reduce((accumulator, current) => step({ ...frame, data: { current, accumulator } }), initial);
}

export const LAZY: ReadonlyMap<string, Lazy> = new Map<string, Lazy>([
  ['if', choose],
  ['?:', choose],
  ['and', junction(false)],
  ['or', junction(true)],
  ['filter', (args, frame) => itemsOf(args, frame)?.filter(test(args, frame)) ?? []],
  [
    'map',
    (args, frame) => itemsOf(args, frame)?.map((data) => (args[1] ?? nothing)({ ...frame, data })) ?? [],
  ],
  ['reduce', reduce],
  [
    'all',
    (args, frame) => {
      const items = itemsOf(args, frame) ?? [];
      return items.length > 0 && items.every(test(args, frame));
    },
  ],
  ['none', (args, frame) => !(itemsOf(args, frame) ?? []).some(test(args, frame))],
  ['some', (args, frame) => (itemsOf(args, frame) ?? []).some(test(args, frame))],
]);
