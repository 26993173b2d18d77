import { isCurrency, isError, issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../form.js';
import { isLinesField } from '../lines-field.js';
import { KEY_PATTERN } from '../vocabulary.js';
import { findDuplicates } from './duplicates.js';
import { RESERVED_FIELD_NAMES } from './reserved-names.js';

type Properties = Readonly<Record<string, ScalarField | LinesField>>;

const KEY = new RegExp(KEY_PATTERN);
const FIELDS = '/schema/properties';
/** Columns of a list that every record has. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set([
  'status',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
]);

/** What a form's schema cannot say about itself: names, orders and lists that must agree with each other. */
export function checkForm(form: FormDefinition): readonly Issue[] {
  return [
    ...checkProperties(form.schema.properties, FIELDS),
    ...checkRequired(form.schema.required, form.schema.properties, '/schema/required'),
    ...checkUi(form),
    ...checkLists(form),
    ...checkLifecycle(form),
    ...checkFills(form),
    ...checkKeys(form),
  ].filter(isError);
}

function checkProperties(properties: Properties, at: string): readonly Issue[] {
  return Object.entries(properties).flatMap(([key, field]) => {
    const place = pointer(at, key);
    // The schema says nothing about what stands under a key that it does not allow.
    if (!KEY.test(key)) return checkName(key, place);
    return [
      ...checkName(key, place),
      ...(isLinesField(field) ? checkLines(field, place) : checkScalar(field, properties, place)),
    ];
  });
}

function checkName(key: string, at: string): readonly Issue[] {
  if (!KEY.test(key)) return [issue('bad_key', at, { name: key, expected: KEY_PATTERN })];
  return RESERVED_FIELD_NAMES.has(key) ? [issue('reserved_name', at, { name: key })] : [];
}

function checkLines(
  { items, minItems = 0, maxItems, 'x-unique': unique = [] }: LinesField,
  at: string,
): readonly Issue[] {
  return [
    ...(maxItems !== undefined && minItems > maxItems
      ? [issue('limits_crossed', `${at}/minItems`, { min: minItems, max: maxItems })]
      : []),
    ...checkProperties(items.properties, `${at}/items/properties`),
    ...checkRequired(items.required, items.properties, `${at}/items/required`),
    ...unique.flatMap((columns, index) =>
      unknownKeys(columns, items.properties, pointer(at, 'x-unique', index)),
    ),
  ];
}

function checkScalar(field: ScalarField, siblings: Properties, at: string): readonly Issue[] {
  return [
    ...checkChoice(field, at),
    ...checkUnit(field, siblings, at),
    ...checkCurrency(field, at),
    ...checkConversion(field, siblings, at),
    ...checkOwner(field, at),
  ];
}

function checkChoice(field: ScalarField, at: string): readonly Issue[] {
  const several = field.type === 'array' && !('x-files' in field) ? field : undefined;
  // Values stand in the definition or in a list of their own, not in both.
  if (several && (several.items.enum === undefined) === (several['x-choices'] === undefined))
    return [issue('choices_from_two', `${at}/x-choices`)];
  const values = several?.items.enum ?? ('enum' in field ? field.enum : []);
  const titles = several?.items['x-titles'] ?? ('x-titles' in field ? field['x-titles'] : []);
  if (values.length === titles.length) return [];
  return [
    issue('titles_mismatch', `${at}${several ? '/items' : ''}/x-titles`, {
      values: values.length,
      titles: titles.length,
    }),
  ];
}

/** Units and currencies that a field beside this one holds. */
function checkUnit(field: ScalarField, siblings: Properties, at: string): readonly Issue[] {
  return (['x-unit', 'x-currency'] as const).flatMap((keyword) => {
    const named = (field as Readonly<Record<string, unknown>>)[keyword];
    if (typeof named !== 'object' || named === null || !('field' in named)) return [];
    return Object.hasOwn(siblings, String(named.field))
      ? []
      : [issue('unknown_field', `${at}/${keyword}/field`, { field: named.field })];
  });
}

function checkCurrency(field: ScalarField, at: string): readonly Issue[] {
  const currency = 'x-currency' in field ? field['x-currency'] : undefined;
  return typeof currency !== 'string' || isCurrency(currency)
    ? []
    : [issue('unknown_currency', `${at}/x-currency`, { currency })];
}

/** A conversion names fields beside it, and each unit once. */
function checkConversion(field: ScalarField, siblings: Properties, at: string): readonly Issue[] {
  if (!('x-conversion' in field)) return [];
  const { quantity, unit, units } = field['x-conversion'];
  const place = `${at}/x-conversion`;
  const named = { quantity, unit, ...(Array.isArray(units) ? {} : { 'units/reference': units.reference }) };
  return [
    ...Object.entries(named).flatMap(([keyword, key]) =>
      Object.hasOwn(siblings, key) ? [] : [issue('unknown_field', `${place}/${keyword}`, { field: key })],
    ),
    ...(Array.isArray(units)
      ? findDuplicates(
          units.map((each) => each.unit),
          `${place}/units`,
          'unit',
        )
      : []),
  ];
}

/** A value has one source. */
function checkOwner(field: ScalarField, at: string): readonly Issue[] {
  const sources = ['x-formula', 'x-default', 'x-number', 'x-conversion'].filter(
    (keyword) => keyword in field,
  );
  return sources.length > 1 ? [issue('several_sources', at, { keywords: sources })] : [];
}

function checkRequired(
  required: readonly string[] = [],
  properties: Properties,
  at: string,
): readonly Issue[] {
  return [...unknownKeys(required, properties, at), ...findDuplicates(required, at)];
}

function unknownKeys(keys: readonly string[], known: Properties, at: string): readonly Issue[] {
  return keys.flatMap((field, index) =>
    Object.hasOwn(known, field) ? [] : [issue('unknown_field', pointer(at, index), { field })],
  );
}

function checkUi({ schema, ui }: FormDefinition): readonly Issue[] {
  const known = schema.properties;
  const missing = Object.keys(known).filter((key) => KEY.test(key) && !ui.order.includes(key));
  const sections = (ui.sections ?? []).flatMap((section, index) =>
    unknownKeys(section.fields, known, pointer('/ui/sections', index, 'fields')),
  );
  const named = (['titleField', 'codeField'] as const).flatMap((name) => {
    const field = ui[name];
    return field === undefined || Object.hasOwn(known, field)
      ? []
      : [issue('unknown_field', pointer('/ui', name), { field })];
  });
  return [
    ...missing.map((field) => issue('order_incomplete', '/ui/order', { field })),
    ...unknownKeys(ui.order, known, '/ui/order'),
    ...findDuplicates(ui.order, '/ui/order'),
    ...sections,
    ...findDuplicates(
      (ui.sections ?? []).flatMap((section) => section.fields),
      '/ui/sections',
    ),
    ...unknownKeys(ui.hidden ?? [], known, '/ui/hidden'),
    ...unknownKeys(ui.facts ?? [], known, '/ui/facts'),
    ...named,
    ...checkColumns(known, ui.lines ?? []),
  ];
}

function checkColumns(
  known: Properties,
  lines: NonNullable<FormDefinition['ui']['lines']>,
): readonly Issue[] {
  return lines.flatMap(({ field, columns }, index) => {
    const table = Object.hasOwn(known, field) ? known[field] : undefined;
    if (!isLinesField(table))
      return [issue('unknown_field', pointer('/ui/lines', index, 'field'), { field })];
    const at = pointer('/ui/lines', index, 'columns');
    const ids = columns.map((column) => column.id);
    return [...unknownKeys(ids, table.items.properties, at), ...findDuplicates(ids, at, 'id')];
  });
}

function checkLists({ schema, lists = [] }: FormDefinition): readonly Issue[] {
  const isHeader = (key: string): boolean => {
    const field = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    return SYSTEM_COLUMNS.has(key) || (field !== undefined && !isLinesField(field));
  };
  const check = (keys: readonly string[] = [], at: string): readonly Issue[] =>
    keys.flatMap((key, index) => {
      const field = key.replace(/^-/, '').split('.', 1)[0] ?? '';
      return isHeader(field) ? [] : [issue('unknown_field', pointer(at, index), { field: key })];
    });
  return [
    ...findDuplicates(
      lists.map((list) => list.id),
      '/lists',
      'id',
    ),
    ...lists.flatMap((list, index) => {
      const at = pointer('/lists', index);
      return [
        ...check(list.columns, `${at}/columns`),
        ...check(list.sort, `${at}/sort`),
        ...check(list.filters, `${at}/filters`),
      ];
    }),
  ];
}

function checkLifecycle({ lifecycle, schema }: FormDefinition): readonly Issue[] {
  if (!lifecycle) return [];
  const states = new Set(lifecycle.states.map((state) => state.id));
  const actions = lifecycle.actions ?? [];
  const state = (id: string | undefined, at: string): readonly Issue[] =>
    id === undefined || states.has(id) ? [] : [issue('unknown_state', at, { state: id })];
  return [
    ...state(lifecycle.initial, '/lifecycle/initial'),
    ...findDuplicates(
      lifecycle.states.map((one) => one.id),
      '/lifecycle/states',
      'id',
    ),
    ...findDuplicates(
      actions.map((one) => one.id),
      '/lifecycle/actions',
      'id',
    ),
    ...actions.flatMap((action, index) => {
      const at = pointer('/lifecycle/actions', index);
      return [
        ...action.from.flatMap((id, position) => state(id, pointer(at, 'from', position))),
        ...state(action.to, `${at}/to`),
        ...checkPaths(action.required ?? [], schema.properties, `${at}/required`),
      ];
    }),
  ];
}

function checkPaths(paths: readonly string[], properties: Properties, at: string): readonly Issue[] {
  return paths.flatMap((path, index) =>
    isPath(path, properties) ? [] : [issue('unknown_field', pointer(at, index), { field: path })],
  );
}

function isPath(path: string, properties: Properties): boolean {
  const [head = '', column, ...rest] = path.split('.');
  const field = Object.hasOwn(properties, head) ? properties[head] : undefined;
  if (field === undefined || rest.length > 0) return false;
  return column === undefined || (isLinesField(field) && Object.hasOwn(field.items.properties, column));
}

function checkFills({ fills = [], schema }: FormDefinition): readonly Issue[] {
  const known = schema.properties;
  return [
    ...findDuplicates(
      fills.map((fill) => fill.id),
      '/fills',
      'id',
    ),
    ...fills.flatMap((fill, index) => {
      const at = pointer('/fills', index);
      const table = Object.hasOwn(known, fill.into) ? known[fill.into] : undefined;
      if (!isLinesField(table)) return [issue('unknown_field', `${at}/into`, { field: fill.into })];
      const columns = table.items.properties;
      return [
        ...unknownKeys(fill.needs, known, `${at}/needs`),
        ...Object.keys(fill.values).flatMap((field) =>
          Object.hasOwn(columns, field)
            ? []
            : [issue('unknown_field', pointer(at, 'values', field), { field })],
        ),
        ...unknownKeys(fill.sort ?? [], columns, `${at}/sort`),
        ...(fill.stamp === undefined ? [] : checkPaths([fill.stamp], known, `${at}/stamp`)),
      ];
    }),
  ];
}

/** Keys and indexes over several fields name fields of the header, each list under an id of its own. */
function checkKeys({ schema, unique = [], indexes = [] }: FormDefinition): readonly Issue[] {
  return [['/unique', unique] as const, ['/indexes', indexes] as const].flatMap(([at, keys]) => [
    ...findDuplicates(
      keys.map(({ id }) => id),
      at,
      'id',
    ),
    ...keys.flatMap(({ fields }, index) =>
      fields.flatMap((field, position) =>
        isHeaderField(field, schema.properties)
          ? []
          : [issue('unknown_field', pointer(at, index, 'fields', position), { field })],
      ),
    ),
  ]);
}

function isHeaderField(key: string, properties: Properties): boolean {
  return Object.hasOwn(properties, key) && !isLinesField(properties[key]);
}
