import { namesAsked } from '@dougong/kernel/expression';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';

/**
 * A form as somebody sees it from whom fields are hidden: they stand in no list, no header, no table and no filter. What is
 * named by `cost` is hidden in the header and in every table, `lines.cost` only there.
 */
export function visibleDefinition(definition: FormDefinition, hidden: readonly string[]): FormDefinition {
  if (hidden.length === 0) return definition;
  const gone = new Set(hidden);
  const isSeen = (key: string) => !gone.has(key);
  const { schema, ui, lists } = definition;
  return {
    ...definition,
    schema: visibleSchema(schema, gone),
    ui: {
      ...visibleNames(ui, isSeen),
      order: ui.order.filter(isSeen),
      ...(ui.sections && {
        sections: ui.sections.map((each) => ({ ...each, fields: each.fields.filter(isSeen) })),
      }),
      ...(ui.facts && { facts: ui.facts.filter(isSeen) }),
      ...(ui.lines && {
        lines: ui.lines
          .filter(({ field }) => isSeen(field))
          .map(({ field, columns }) => ({
            field,
            columns: columns.filter(({ id }) => isSeen(id) && isSeen(`${field}.${id}`)),
          })),
      }),
    },
    ...(lists && {
      lists: lists
        // Who stands in such a list would tell; it is not given.
        .filter(({ where }) => namesAsked(where).every((path) => !isPathGone(path, gone)))
        .map((list) => ({
          ...list,
          columns: list.columns.filter((path) => !isPathGone(path, gone)),
          ...(list.sort && { sort: list.sort.filter((each) => isSeen(each.replace(/^-/, ''))) }),
          ...(list.filters && { filters: list.filters.filter(isSeen) }),
        })),
    }),
  };
}

type Schema = FormDefinition['schema'];

function visibleSchema(schema: Schema, gone: ReadonlySet<string>): Schema {
  const { required } = schema;
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(schema.properties).flatMap(([key, field]) =>
        gone.has(key) ? [] : [[key, visibleField(key, field, gone)]],
      ),
    ),
    ...(required && { required: required.filter((key) => !gone.has(key)) }),
  };
}

function visibleField(key: string, field: FieldDefinition, gone: ReadonlySet<string>): FieldDefinition {
  if (!isLinesField(field)) return field;
  const isSeen = (column: string) => !gone.has(column) && !gone.has(`${key}.${column}`);
  const { items } = field;
  return {
    ...field,
    items: {
      ...items,
      properties: Object.fromEntries(Object.entries(items.properties).filter(([column]) => isSeen(column))),
      ...(items.required && { required: items.required.filter(isSeen) }),
    },
  };
}

/** The fields that name a record are left out where they are hidden, so that nothing is asked for by them. */
function visibleNames(ui: FormDefinition['ui'], isSeen: (key: string) => boolean): FormDefinition['ui'] {
  const { titleField, codeField, ...others } = ui;
  return {
    ...others,
    ...(titleField !== undefined && isSeen(titleField) ? { titleField } : {}),
    ...(codeField !== undefined && isSeen(codeField) ? { codeField } : {}),
  };
}

function isPathGone(path: string, gone: ReadonlySet<string>): boolean {
  return gone.has(path) || path.split('.').some((key) => gone.has(key));
}
