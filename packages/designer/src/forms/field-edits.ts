import type { FieldDefinition, FormDefinition, LinesField } from '@dougong/kernel/metadata';
import { fieldAt, orderedKeys, pathOf, tableOf } from './field-place.js';
import type { FieldPlace } from './field-place.js';
import { withoutInLayout } from './layout-edits.js';

/** Changes of the fields of a form, each a new form. */

interface Holder {
  readonly properties: Readonly<Record<string, FieldDefinition>>;
  readonly required?: readonly string[] | undefined;
}

/** Changes the head of a form or one of its tables. */
function withHolder(
  form: FormDefinition,
  line: string | undefined,
  change: (holder: Holder) => Holder,
): FormDefinition {
  if (line === undefined) return { ...form, schema: { ...form.schema, ...change(form.schema) } as never };
  const table = tableOf(form, line);
  if (table === undefined) return form;
  const items = { ...table.items, ...change(table.items) } as LinesField['items'];
  return withField(form, { key: line }, { ...table, items });
}

function withField(form: FormDefinition, { key, line }: FieldPlace, field: FieldDefinition): FormDefinition {
  return withHolder(form, line, ({ properties }) => ({ properties: { ...properties, [key]: field } }));
}

/** Another definition of a field, at the same place. */
export function changeField(form: FormDefinition, place: FieldPlace, field: FieldDefinition): FormDefinition {
  return fieldAt(form, place) === undefined ? form : withField(form, place, field);
}

/** One property of a field; `undefined` takes it away. */
export function setProperty(
  form: FormDefinition,
  place: FieldPlace,
  name: string,
  value: unknown,
): FormDefinition {
  const field = fieldAt(form, place);
  if (field === undefined) return form;
  const { [name]: _before, ...others } = field as Readonly<Record<string, unknown>>;
  const next = value === undefined ? others : { ...field, [name]: value };
  return withField(form, place, next as FieldDefinition);
}

/** Whether people must fill it in. */
export function setRequired(form: FormDefinition, place: FieldPlace, isRequired: boolean): FormDefinition {
  return withHolder(form, place.line, ({ properties, required = [] }) => {
    const others = required.filter((key) => key !== place.key);
    const next = isRequired ? [...others, place.key] : others;
    return { properties, required: next.length === 0 ? undefined : next };
  });
}

/** A new field behind the others; it stands in the order at once, or nobody would see it. */
export function addField(form: FormDefinition, place: FieldPlace, field: FieldDefinition): FormDefinition {
  if (fieldAt(form, place) !== undefined) return form;
  const keys = [...orderedKeys(form, place.line), place.key];
  return withOrder(withField(form, place, field), place.line, keys);
}

/** Out of the form, and out of its order and its lists, which would only show it. */
export function removeField(form: FormDefinition, place: FieldPlace): FormDefinition {
  if (fieldAt(form, place) === undefined) return form;
  const without = withHolder(form, place.line, ({ properties, required }) => {
    const { [place.key]: _gone, ...others } = properties;
    const left = required?.filter((key) => key !== place.key);
    return { properties: others, required: left?.length === 0 ? undefined : left };
  });
  return withoutInLayout(without, place);
}

/** One place up or down among its neighbours. */
export function moveField(form: FormDefinition, place: FieldPlace, by: -1 | 1): FormDefinition {
  const keys = [...orderedKeys(form, place.line)];
  const at = keys.indexOf(place.key);
  const other = keys[at + by];
  if (at < 0 || other === undefined) return form;
  keys[at] = other;
  keys[at + by] = place.key;
  return withOrder(form, place.line, keys);
}

function withOrder(form: FormDefinition, line: string | undefined, keys: readonly string[]): FormDefinition {
  const { ui } = form;
  if (line === undefined) return { ...form, ui: { ...ui, order: [...keys] } };
  const known = ui.lines?.find(({ field }) => field === line)?.columns ?? [];
  const columns = keys.map((id) => known.find((column) => column.id === id) ?? { id });
  const others = (ui.lines ?? []).filter(({ field }) => field !== line);
  const at = (ui.lines ?? []).findIndex(({ field }) => field === line);
  const lines = [...others];
  lines.splice(at < 0 ? others.length : at, 0, { field: line, columns });
  return { ...form, ui: { ...ui, lines } };
}

/** What a field keeps when its kind changes: all that says nothing of the kind. */
const KEPT = ['x-title', 'x-help', 'readOnly', 'x-index', 'x-unique', 'x-when'] as const;

/** The field as another kind has it. */
export function asKind(before: FieldDefinition, skeleton: FieldDefinition): FieldDefinition {
  const said = before as Readonly<Record<string, unknown>>;
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])),
  );
  return { ...skeleton, ...kept } as FieldDefinition;
}

/** A key that is not taken. */
export function freeKey(form: FormDefinition, line: string | undefined, wish: string): string {
  const taken = new Set(orderedKeys(form, line));
  for (let count = 1; ; count += 1) {
    const key = count === 1 && wish !== 'field' ? wish : `${wish}_${count}`;
    if (!taken.has(key) && fieldAt(form, line === undefined ? { key } : { key, line }) === undefined)
      return key;
  }
}

/** Fields of what is published that the draft has taken out. */
export function removedSince(published: FormDefinition | null, form: FormDefinition): readonly FieldPlace[] {
  if (published === null) return [];
  const heads = orderedKeys(published).map((key): FieldPlace => ({ key }));
  const columns = heads.flatMap(({ key }) =>
    orderedKeys(published, key).map((column): FieldPlace => ({ line: key, key: column })),
  );
  return [...heads, ...columns].filter(
    (place) =>
      fieldAt(form, place) === undefined &&
      (place.line === undefined || tableOf(form, place.line) !== undefined),
  );
}

/** A table of lines with one column, which is the least that there is. */
export function newTable(
  title: { readonly 'zh-CN': string; readonly en: string },
  column: { readonly 'zh-CN': string; readonly en: string },
): FieldDefinition {
  const items = { type: 'object', properties: { note: { type: 'string', 'x-title': column } } };
  return { type: 'array', 'x-title': title, items } as FieldDefinition;
}

export { pathOf };
