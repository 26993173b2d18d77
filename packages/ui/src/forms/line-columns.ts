import type { Language } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition, LineColumn as LineColumnUi } from '@dougong/kernel/metadata';
import { localized } from '../i18n/index.js';
import type { LineColumn, LineOption } from '../lines/index.js';
import {
  fixedPlaces,
  fixedUnit,
  isDecimalSchema,
  isServerOwned,
  offeredChoices,
  type FieldSchema,
} from './field-schema.js';
import type { TableLinks } from './form-links.js';
import type { ReferenceSource } from './reference-source.js';

export interface LineColumnsOptions {
  readonly definition: FormDefinition;
  /** The field that holds the lines. */
  readonly table: string;
  readonly language: Language;
  readonly references: ReferenceSource;
  /** Columns that may be edited now; all others are sunken. */
  readonly editable?: readonly string[];
  readonly required?: readonly string[];
  /** How rules want the columns shown. */
  readonly links?: TableLinks['columns'];
  /** Other fields of the line that a picked reference fills at once, before the server does. */
  readonly onPick?: LineColumn['onPick'];
}

type Part = Partial<LineColumn> & Pick<LineColumn, 'kind'>;

function choiceOptions(schema: FieldSchema, language: Language): readonly LineOption[] {
  return offeredChoices(schema, undefined).map(({ value, title }) => ({
    value,
    title: localized(title, language) || value,
  }));
}

function decimalPart(schema: FieldSchema, language: Language): Part {
  const unit = fixedUnit(schema);
  const places = fixedPlaces(schema);
  const scale = places ?? schema['x-scale'];
  return {
    kind: schema['x-percent'] === true ? 'percent' : 'decimal',
    ...(scale === undefined ? {} : { scale }),
    ...(places === undefined ? {} : { fixedScale: true }),
    ...(schema['x-signed'] === true ? { signed: true } : {}),
    ...(schema['x-minimum'] === undefined ? {} : { minimum: schema['x-minimum'] }),
    ...(schema['x-maximum'] === undefined ? {} : { maximum: schema['x-maximum'] }),
    ...(unit === undefined ? {} : { unit: localized(unit, language) }),
  };
}

function referencePart(form: string, references: ReferenceSource): Part {
  return {
    kind: 'reference',
    search: (text, signal) => references.search(form, text, signal),
    labelOf: (id) => references.nameOf(form, id),
  };
}

function userPart(role: string | undefined, references: ReferenceSource): Part {
  return {
    kind: 'reference',
    search: (text, signal) => references.searchUsers(text, role, signal),
    labelOf: (id) => {
      const title = references.nameOfUser(id);
      return title === undefined ? undefined : { title };
    },
  };
}

function departmentPart(below: string | undefined, references: ReferenceSource): Part {
  return {
    kind: 'reference',
    search: (text, signal) => references.searchDepartments(text, below, signal),
    labelOf: (key) => {
      const title = references.nameOfDepartment(key);
      if (title === undefined) references.askDepartment(key);
      return { title: title ?? key };
    },
  };
}

function partOf(schema: FieldSchema, { language, references }: LineColumnsOptions): Part {
  if (schema['x-reference'] !== undefined) return referencePart(schema['x-reference'].form, references);
  if (schema['x-user'] === true) return userPart(schema['x-role'], references);
  if (schema['x-department'] === true) return departmentPart(schema['x-below'], references);
  if (schema.enum !== undefined) return { kind: 'choice', options: choiceOptions(schema, language) };
  if (isDecimalSchema(schema)) return decimalPart(schema, language);
  if (schema.type === 'integer') return { kind: 'integer' };
  if (schema.type === 'boolean') return { kind: 'boolean' };
  if (schema.format === 'date') return { kind: 'date' };
  if (schema.format === 'local-time') return { kind: 'time' };
  return { kind: 'text', ...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }) };
}

const WIDTHS_PX: Readonly<Record<string, number>> = {
  text: 140,
  reference: 200,
  decimal: 96,
  integer: 72,
  date: 104,
  time: 72,
  percent: 80,
  choice: 110,
  boolean: 64,
};

function columnOf(
  ui: LineColumnUi,
  schema: FieldSchema,
  position: number,
  options: LineColumnsOptions,
): LineColumn {
  const part = partOf(schema, options);
  const computed = schema['x-formula'] !== undefined;
  return {
    key: ui.id,
    title: localized(schema['x-title'], options.language) || ui.id,
    width: ui.width ?? WIDTHS_PX[part.kind] ?? 120,
    ...(ui.frozen === true ? { frozen: true } : {}),
    // The frozen columns are those that name the line.
    ...(position === 0 || ui.frozen === true ? { rowHeader: true } : {}),
    ...(ui.group === undefined ? {} : { group: ui.group }),
    ...(ui.sum === true ? { sum: true } : {}),
    editable: !isServerOwned(schema) && (options.editable?.includes(ui.id) ?? false),
    required: (options.required?.includes(ui.id) ?? false) || options.links?.[ui.id]?.required === true,
    ...part,
    ...(part.kind === 'reference' && options.onPick !== undefined ? { onPick: options.onPick } : {}),
    ...(computed && (part.kind === 'decimal' || part.kind === 'percent')
      ? { kind: 'computed' as const, shows: part.kind }
      : {}),
  };
}

/** The columns of a table of lines, as the definition lays them out; without a layout all fields in their order. */
export function lineColumns(options: LineColumnsOptions): readonly LineColumn[] {
  const field = options.definition.schema.properties[options.table];
  if (field === undefined || !isLinesField(field)) return [];
  const properties = field.items.properties as Readonly<Record<string, FieldSchema>>;
  const layout: readonly LineColumnUi[] =
    options.definition.ui.lines?.find((lines) => lines.field === options.table)?.columns ??
    Object.keys(properties).map((id) => ({ id }));
  return layout
    .filter((column) => column.hidden !== true && properties[column.id] !== undefined)
    .filter((column) => options.links?.[column.id]?.visible !== false)
    .map((column, position) =>
      columnOf(column, properties[column.id]!, position, {
        required: field.items.required ?? [],
        ...options,
      }),
    );
}

/** The keys of the tables of a form. */
export function lineTables(definition: FormDefinition): readonly string[] {
  return definition.ui.order
    .concat(Object.keys(definition.schema.properties).filter((key) => !definition.ui.order.includes(key)))
    .filter((key) => isLinesField(definition.schema.properties[key]));
}
