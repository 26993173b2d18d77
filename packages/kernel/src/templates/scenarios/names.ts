import { addDuration, dayPlus, durationMilliseconds, issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';

/** A record as a scenario knows it: its form, and its values as they travel. */
export interface NamedRecord {
  readonly form: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What names of a scenario stand for at one moment. */
export interface ScenarioWorld {
  /** Records by what steps called them. */
  readonly records: ReadonlyMap<string, NamedRecord>;
  /** Ids of the records of the seeds, by `form/ref`. */
  readonly seeds: ReadonlyMap<string, string>;
  /** Ids of people, by login. */
  readonly users: ReadonlyMap<string, string>;
  /** RFC 3339 instant, and the business day of it. */
  readonly now: string;
  readonly today: string;
}

/** A value with everything in the place of names, and the names that stand for nothing. */
export interface Resolved<T> {
  readonly value: T;
  readonly issues: readonly Issue[];
}

const TIME = /^\$(today|now)(?:([+-])(P[0-9WDTHMS]+))?$/;
const DAY_MS = 86_400_000;

/** Puts what they stand for in the place of the names in a value, wherever they are in it. */
export function resolveNames(value: unknown, world: ScenarioWorld, at = ''): Resolved<unknown> {
  if (typeof value === 'string') return resolveText(value, world, at);
  if (typeof value !== 'object' || value === null) return { value, issues: [] };
  const parts = Object.entries(value).map(
    ([key, each]) => [key, resolveNames(each, world, pointer(at, key))] as const,
  );
  const issues = parts.flatMap(([, part]) => part.issues);
  if (Array.isArray(value)) return { value: parts.map(([, part]) => part.value), issues };
  return { value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])), issues };
}

function resolveText(text: string, world: ScenarioWorld, at: string): Resolved<unknown> {
  if (text.startsWith('@@') || text.startsWith('$$')) return { value: text.slice(1), issues: [] };
  if (text.startsWith('@')) return named(text, valueOf(text.slice(1), world), at);
  if (text.startsWith('$')) return named(text, timeOf(text, world), at);
  return { value: text, issues: [] };
}

function named(name: string, value: unknown, at: string): Resolved<unknown> {
  if (value !== undefined) return { value, issues: [] };
  return { value: null, issues: [issue('scenario_name_unknown', at, { name })] };
}

/** `user/login`, `form/ref`, or a handle with a path into the record. */
function valueOf(name: string, { records, seeds, users }: ScenarioWorld): unknown {
  if (name.startsWith('user/')) return users.get(name.slice('user/'.length));
  if (name.includes('/')) return seeds.get(name);
  const [handle = '', ...path] = name.split('.');
  const record = records.get(handle)?.values;
  return path.length === 0 ? record?.['id'] : inside(record, path);
}

/** What stands at a path; places in a list are counted from 1. */
function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, step) => {
    if (Array.isArray(found))
      return /^\d{1,4}$/.test(step) ? (found[Number.parseInt(step, 10) - 1] as unknown) : undefined;
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    return (found as Readonly<Record<string, unknown>>)[step];
  }, value);
}

function timeOf(text: string, { now, today }: ScenarioWorld): string | undefined {
  const [, unit, sign = '+', length] = TIME.exec(text) ?? [];
  if (unit === undefined) return undefined;
  if (length === undefined) return unit === 'now' ? now : today;
  const milliseconds = durationMilliseconds(length);
  if (!milliseconds.ok) return undefined;
  const signed = sign === '-' ? -milliseconds.value : milliseconds.value;
  if (unit === 'today') return dayPlus(today, Math.trunc(signed / DAY_MS));
  return new Date(Date.parse(now) + signed).toISOString();
}

/** The instant of a step: so much after the one before, or an instant of its own. */
export function stepInstant(before: string, at: string | undefined): string {
  if (at === undefined) return before;
  if (!at.startsWith('+')) return new Date(at).toISOString();
  const later = addDuration(before, at.slice(1));
  return later.ok ? later.value : before;
}
