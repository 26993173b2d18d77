import type { RecordData, WireValue } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import type { Difference } from '../records/index.js';

/**
 * The change that makes a record's lines those of a file, in their order: each line takes the place of the one that stands
 * there, lines that are too many go, new ones come behind. Bringing the same lines again changes nothing.
 */
export function linesAsGiven(
  before: RecordData,
  key: string,
  given: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>> {
  const known = rowsOf(before, key);
  const upsert = given.map((line, at) => (known[at] ? { ...line, id: known[at].id } : line));
  const gone = known.slice(given.length).map(({ id }) => id);
  return { upsert, ...(gone.length === 0 ? {} : { delete: gone }) };
}

/** The patch that gives a record back what differences took from it. What the platform computes comes back by itself. */
export function patchBack(
  model: FormModel,
  differences: readonly Difference[],
): Readonly<Record<string, unknown>> {
  const set: Record<string, WireValue> = {};
  const upserts = new Map<string, Map<string, Record<string, unknown>>>();
  const fresh = new Map<string, Record<string, unknown>[]>();
  const deletes = new Map<string, string[]>();
  for (const { path, old } of differences) {
    const [, first = '', id, column] = path.split('/');
    const line = model.line(first);
    if (!line) {
      if (model.field(first)?.serverOwned === false) set[first] = old;
    } else if (column !== undefined && id !== undefined) {
      if (line.field(column)?.serverOwned === false) ofLine(upserts, first, id)[column] = old;
    } else if (old === null) push(deletes, first, id ?? '');
    else for (const row of old as readonly RecordData[]) push(fresh, first, writable(model, first, row));
  }
  const tables = new Set([...upserts.keys(), ...fresh.keys(), ...deletes.keys()]);
  const lines = [...tables].map((key) => {
    const known = [...(upserts.get(key) ?? [])].map(([id, values]) => ({ ...values, id }));
    const upsert = [...known, ...(fresh.get(key) ?? [])];
    return [
      key,
      { ...(upsert.length > 0 ? { upsert } : {}), ...(deletes.has(key) ? { delete: deletes.get(key) } : {}) },
    ] as const;
  });
  return { ...set, ...Object.fromEntries(lines) };
}

function writable(model: FormModel, key: string, row: RecordData): Record<string, unknown> {
  const fields = model.line(key)?.fields.filter(({ serverOwned }) => !serverOwned) ?? [];
  return Object.fromEntries(
    fields.flatMap((field) => (field.key in row ? [[field.key, row[field.key]]] : [])),
  );
}

function ofLine(
  all: Map<string, Map<string, Record<string, unknown>>>,
  key: string,
  id: string,
): Record<string, unknown> {
  const lines = all.get(key) ?? new Map<string, Record<string, unknown>>();
  all.set(key, lines);
  const line = lines.get(id) ?? {};
  lines.set(id, line);
  return line;
}

function push<T>(all: Map<string, T[]>, key: string, value: T): void {
  const known = all.get(key);
  if (known) known.push(value);
  else all.set(key, [value]);
}
