import type { FormDefinition, FormListView } from '@dougong/kernel/metadata';
import { moveField, setRequired } from './field-edits.js';
import { fieldAt, orderedKeys, pathOf, tableOf } from './field-place.js';
import type { FieldPlace } from './field-place.js';

/** A field that stands in the form again gets the place that the published form gives it: order, lists, what it names. */
export function putBack(
  form: FormDefinition,
  published: FormDefinition | null,
  place: FieldPlace,
): FormDefinition {
  if (published === null || fieldAt(published, place) === undefined) return form;
  const holder = place.line === undefined ? published.schema : tableOf(published, place.line)?.items;
  const asked = setRequired(form, place, holder?.required?.includes(place.key) ?? false);
  const named = place.line === undefined ? withNames(asked, published, place.key) : asked;
  return inOrder(withLists(named, published, place), published, place);
}

/** Up, past all that stand behind it in the published form. */
function inOrder(form: FormDefinition, published: FormDefinition, place: FieldPlace): FormDefinition {
  const before = orderedKeys(published, place.line);
  const behind = before.slice(before.indexOf(place.key) + 1);
  const now = orderedKeys(form, place.line);
  const steps = now.slice(0, now.indexOf(place.key));
  const first = steps.findIndex((key) => behind.includes(key));
  if (first < 0) return form;
  return steps.slice(first).reduce((moved) => moveField(moved, place, -1), form);
}

function withNames(form: FormDefinition, published: FormDefinition, key: string): FormDefinition {
  const { titleField, codeField, facts, hidden } = published.ui;
  const had = (keys: readonly string[] | undefined, now: readonly string[] | undefined) =>
    keys?.includes(key) === true ? insertedAs(keys, now ?? [], key) : undefined;
  const shown = had(facts, form.ui.facts);
  const unseen = had(hidden, form.ui.hidden);
  const ui = {
    ...form.ui,
    ...(titleField === key && form.ui.titleField === undefined ? { titleField } : {}),
    ...(codeField === key && form.ui.codeField === undefined ? { codeField } : {}),
    ...(shown === undefined ? {} : { facts: [...shown] }),
    ...(unseen === undefined ? {} : { hidden: [...unseen] }),
  };
  return { ...form, ui };
}

function withLists(form: FormDefinition, published: FormDefinition, place: FieldPlace): FormDefinition {
  const path = pathOf(place);
  const known = new Map(published.lists?.map((list) => [list.id, list]));
  const lists = form.lists?.map((list) => withColumn(list, known.get(list.id), path));
  return lists === undefined ? form : { ...form, lists };
}

function withColumn(list: FormListView, before: FormListView | undefined, path: string): FormListView {
  if (before?.columns.includes(path) !== true) return list;
  return { ...list, columns: [...insertedAs(before.columns, list.columns, path)] };
}

/** Put in behind the last of those that stood before it. */
function insertedAs(before: readonly string[], now: readonly string[], key: string): readonly string[] {
  if (now.includes(key)) return now;
  const earlier = before.slice(0, before.indexOf(key));
  const at = now.findLastIndex((each) => earlier.includes(each)) + 1;
  return [...now.slice(0, at), key, ...now.slice(at)];
}
