import { pointer } from '../../foundation/index.js';
import { checkDefinition } from '../../metadata/index.js';
import type { Definition, FormDefinition } from '../../metadata/index.js';

/** Taking places out of a form, so that the rest of it can still be checked. */

type Json = Record<string, unknown> | unknown[];

const WIDER_MAX = 6;

/** The form without the places that pointers name. Where it would be no form then, what holds a place goes with it. */
export function withoutPlaces(form: FormDefinition, pointers: readonly string[]): FormDefinition | undefined {
  let places = pointers;
  for (let round = 0; round < WIDER_MAX; round += 1) {
    const cut = structuredCopy(form);
    // The last elements of a list first: the places of those before them stay what they are.
    const ordered = outermost(places).sort((a, b) => compareSteps(stepsOf(b), stepsOf(a)));
    for (const at of ordered) remove(cut as unknown as Json, stepsOf(at));
    const checked = checkDefinition(cut);
    if (checked.ok) return cut;
    const wider = places.map((at) => (checked.error.some(({ path }) => holds(path, at)) ? holderOf(at) : at));
    if (wider.every((at, index) => at === places[index])) return undefined;
    places = wider;
  }
  return undefined;
}

/** A place inside of another one goes with that. */
function outermost(places: readonly string[]): string[] {
  return [...new Set(places)].filter((at) => !places.some((other) => other !== at && holds(other, at)));
}

function holds(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

function holderOf(at: string): string {
  return at.slice(0, at.lastIndexOf('/'));
}

function remove(root: Json, steps: readonly string[]): void {
  let holder: unknown = root;
  for (const step of steps.slice(0, -1)) holder = (holder as Record<string, unknown> | undefined)?.[step];
  const last = steps.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number.parseInt(last, 10), 1);
  else if (typeof holder === 'object' && holder !== null) delete (holder as Record<string, unknown>)[last];
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function stepsOf(at: string): readonly string[] {
  return at
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const NUMBER = /^\d+$/;

function compareSteps(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left = '', right = ''] = [a[at], b[at]];
    if (left === right) continue;
    if (NUMBER.test(left) && NUMBER.test(right))
      return Number.parseInt(left, 10) - Number.parseInt(right, 10);
    return left < right ? -1 : 1;
  }
  return 0;
}

/** The form without a field, a table of lines (`rows`) or a column of one (`rows.qty`), and without its places in the layout. */
export function withoutField(form: FormDefinition, path: string): Definition {
  const [key = '', column] = path.split('.');
  const cut = structuredCopy(form);
  const at =
    column === undefined
      ? pointer('/schema/properties', key)
      : pointer('/schema/properties', key, 'items', 'properties', column);
  remove(cut as unknown as Json, stepsOf(at));
  const without = (names: readonly string[] | undefined, gone: string) =>
    names?.filter((name) => name !== gone);
  if (column === undefined) {
    Object.assign(cut.schema, defined({ required: without(cut.schema.required, key) }));
    Object.assign(
      cut.ui,
      defined({
        order: without(cut.ui.order, key),
        hidden: without(cut.ui.hidden, key),
        sections: cut.ui.sections?.map((section) => ({
          ...section,
          fields: section.fields.filter((name) => name !== key),
        })),
        lines: cut.ui.lines?.filter(({ field }) => field !== key),
      }),
    );
    return cut;
  }
  const table = cut.schema.properties[key];
  if (table?.type === 'array' && 'items' in table && 'required' in table.items)
    Object.assign(table.items, defined({ required: without(table.items.required, column) }));
  Object.assign(
    cut.ui,
    defined({
      lines: cut.ui.lines?.map((line) =>
        line.field === key ? { ...line, columns: line.columns.filter(({ id }) => id !== column) } : line,
      ),
    }),
  );
  return cut;
}

function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
