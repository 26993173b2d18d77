import type { FormDefinition, FormListView } from '@dougong/kernel/metadata';
import { pathOf } from './field-place.js';
import type { FieldPlace } from './field-place.js';

/** Takes a field out of everything that only shows it. What works with it stays and is named by the check. */
export function withoutInLayout(form: FormDefinition, place: FieldPlace): FormDefinition {
  const lists = form.lists?.flatMap((list) => withoutInList(list, place) ?? []);
  const ui = place.line === undefined ? withoutInHead(form.ui, place.key) : withoutColumn(form.ui, place);
  return { ...form, ui, ...(lists === undefined ? {} : { lists }) };
}

type FormUi = FormDefinition['ui'];

function withoutInHead(ui: FormUi, key: string): FormUi {
  const { titleField, codeField, hidden, facts, sections, lines, ...rest } = ui;
  const without = (keys: readonly string[]) => keys.filter((each) => each !== key);
  return {
    ...rest,
    order: without(ui.order),
    ...(titleField === undefined || titleField === key ? {} : { titleField }),
    ...(codeField === undefined || codeField === key ? {} : { codeField }),
    ...(hidden === undefined ? {} : { hidden: without(hidden) }),
    ...(facts === undefined ? {} : { facts: without(facts) }),
    ...(sections === undefined
      ? {}
      : { sections: sections.map((section) => ({ ...section, fields: without(section.fields) })) }),
    ...(lines === undefined ? {} : { lines: lines.filter(({ field }) => field !== key) }),
  };
}

function withoutColumn(ui: FormUi, { key, line }: FieldPlace): FormUi {
  const lines = ui.lines?.map((table) =>
    table.field === line ? { ...table, columns: table.columns.filter(({ id }) => id !== key) } : table,
  );
  return lines === undefined ? ui : { ...ui, lines };
}

/** A list needs a column: one that showed nothing else goes. */
function withoutInList(list: FormListView, place: FieldPlace): FormListView | undefined {
  const path = pathOf(place);
  const columns = list.columns.filter((column) => column !== path && !column.startsWith(`${path}.`));
  if (columns.length === 0) return undefined;
  const { sort, filters, ...rest } = list;
  const left = sort?.filter((each) => each.replace(/^-/, '') !== path);
  return {
    ...rest,
    columns,
    ...(left === undefined || left.length === 0 ? {} : { sort: left }),
    ...(filters === undefined ? {} : { filters: filters.filter((each) => each !== path) }),
  };
}
