import { compileFormula } from '../expression/index.js';
import type { BlankPolicy, CompiledFormula, FieldTypes, FunctionPart, Scope } from '../expression/index.js';
import { issue, LINES_PER_DOCUMENT_MAX, ok, refused } from '../foundation/index.js';
import type { Issue, Localized, Result } from '../foundation/index.js';
import { isLinesField } from '../metadata/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../metadata/index.js';
import { acceptsType } from './accepts-type.js';
import { buildComputeGraph, fieldPointer } from './compute-graph.js';
import type { ComputeGraph } from './compute-graph.js';
import type { FieldModel, LineModel } from './field-model.js';
import { checkChoiceLists, checkKinds } from './check-kinds.js';
import { checkProgress } from './check-progress.js';
import { checkUniqueKeys } from './check-unique-keys.js';
import { conversionFormula } from './conversion.js';
import { checkFieldConditions } from './field-conditions.js';
import { fieldTypeOf } from './field-types/index.js';
import type {
  DepartmentSchema,
  QuantitySchema,
  ReferenceSchema,
  TextSchema,
  UserSchema,
} from './field-types/schemas.js';
import { lifecycleOf } from './lifecycle.js';
import type { LifecycleModel } from './lifecycle.js';
import { parseNumberPattern } from './numbers.js';
import type { NumberPattern } from './numbers.js';
import { checkFills, siblings } from './reference-fills.js';
import { withChoices } from './with-choices.js';
import type { ChoiceLookup } from './with-choices.js';
import { headerScope, lineScopeOf, readableFields } from './scopes.js';

/** Finds the definition of another form of the same release. */
export type FormLookup = (key: string) => FormDefinition | undefined;

export interface FormModelOptions {
  /** Lists of choices that the release defines. */
  readonly choices?: ChoiceLookup;
  /** Functions that the release defines: every formula and condition of the form may call them. */
  readonly functions?: readonly FunctionPart[];
}

/** A form as the platform works with it: fields in order, tables, formulas compiled and sorted. */
export interface FormModel {
  readonly key: string;
  readonly title: Localized;
  readonly definition: FormDefinition;
  readonly blank: BlankPolicy;
  /** Header fields in the order of the form. */
  readonly fields: readonly FieldModel[];
  readonly lines: readonly LineModel[];
  readonly lifecycle: LifecycleModel;
  readonly graph: ComputeGraph;
  /** Header fields that take a number when the record is made. */
  readonly numberFields: readonly (FieldModel & { readonly number: NumberPattern })[];
  /** The header field that names the organisation of a record; a form without one is shared. */
  readonly organisationField?: string;
  readonly scope: Scope;
  /** The scope of formulas in a table, where `lines.qty` means the current row's quantity. */
  lineScope(line: string): Scope;
  /** A field by its path: `qty`, `lines.qty`. */
  field(path: string): FieldModel | undefined;
  line(key: string): LineModel | undefined;
}

interface Draft {
  readonly definition: FormDefinition;
  readonly forms: FormLookup;
  readonly scope: Scope;
  readonly issues: Issue[];
}

/**
 * Builds the model of a form: compiles its formulas, orders them and checks what they and its references name.
 * The definition has passed `checkDefinition`.
 */
export function buildFormModel(
  declared: FormDefinition,
  forms: FormLookup,
  { functions, choices }: FormModelOptions = {},
): Result<FormModel, readonly Issue[]> {
  const definition = choices ? withChoices(declared, choices) : declared;
  const draft: Draft = { definition, forms, scope: headerScope(definition, forms, functions), issues: [] };
  const lines = lineModels(draft);
  const fields = headerFields(draft);
  const all = [...fields, ...lines.flatMap((line) => line.fields)];
  const { graph, issues } = buildComputeGraph(all, new Map(lines.map((line) => [line.key, line])));
  draft.issues.push(
    ...issues,
    ...all.flatMap((field) => checkReference(field, draft)),
    ...checkFieldConditions(definition, draft.scope),
    ...checkUniqueKeys(definition, draft.scope),
    ...checkChoiceLists(definition, choices),
    ...checkKinds(definition, all),
    ...checkProgress(definition, all),
  );
  return draft.issues.length > 0 ? refused(draft.issues) : ok(assemble(draft, fields, lines, graph));
}

function assemble(
  { definition, scope }: Draft,
  fields: readonly FieldModel[],
  lines: readonly LineModel[],
  graph: ComputeGraph,
): FormModel {
  const byPath = new Map(
    [...fields, ...lines.flatMap((line) => line.fields)].map((field) => [field.path, field]),
  );
  const byLine = new Map(lines.map((line) => [line.key, line]));
  return {
    key: definition.key,
    title: definition.title,
    definition,
    blank: definition.blank ?? 'propagate',
    fields,
    lines,
    lifecycle: lifecycleOf(definition),
    graph,
    numberFields: fields.filter(
      (field): field is FieldModel & { number: NumberPattern } => field.number !== undefined,
    ),
    ...organisationFieldOf(fields),
    scope,
    lineScope: (line) => lineScopeOf(scope, line),
    field: (path) => byPath.get(path),
    line: (key) => byLine.get(key),
  };
}

function organisationFieldOf(fields: readonly FieldModel[]): Pick<FormModel, 'organisationField'> {
  const field = fields.find(({ department }) => department?.isOrganisation === true);
  return field ? { organisationField: field.key } : {};
}

/** Keys in the order that the form shows them; what it does not show comes last by name. */
function inOrder(keys: readonly string[], shown: readonly string[]): readonly string[] {
  const rank = new Map(shown.map((key, at) => [key, at]));
  const last = shown.length;
  return [...keys].sort((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last) || (a < b ? -1 : 1));
}

function headerFields(draft: Draft): readonly FieldModel[] {
  const { schema, ui } = draft.definition;
  const required = new Set(schema.required);
  return inOrder(Object.keys(schema.properties), ui.order).flatMap((key) => {
    const field = schema.properties[key];
    return field === undefined || isLinesField(field)
      ? []
      : [fieldModel(draft, key, field, required.has(key))];
  });
}

function lineModels(draft: Draft): readonly LineModel[] {
  const { schema, ui } = draft.definition;
  return inOrder(Object.keys(schema.properties), ui.order).flatMap((key) => {
    const field = schema.properties[key];
    return field === undefined || !isLinesField(field) ? [] : [lineModel(draft, key, field)];
  });
}

function lineModel(draft: Draft, key: string, schema: LinesField): LineModel {
  const shown =
    draft.definition.ui.lines?.find((line) => line.field === key)?.columns.map((column) => column.id) ?? [];
  const required = new Set(schema.items.required);
  const fields = inOrder(Object.keys(schema.items.properties), shown).flatMap((column) => {
    const field = schema.items.properties[column];
    return field === undefined ? [] : [fieldModel(draft, column, field, required.has(column), key)];
  });
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return {
    key,
    title: schema['x-title'],
    schema,
    fields,
    minItems: schema.minItems ?? 0,
    maxItems: schema.maxItems ?? LINES_PER_DOCUMENT_MAX,
    fixed: schema['x-fixed'] ?? false,
    field: (column) => byKey.get(column),
  };
}

function fieldModel(
  draft: Draft,
  key: string,
  schema: ScalarField,
  required: boolean,
  line?: string,
): FieldModel {
  const number = numberPattern(draft, key, schema as TextSchema, line);
  const formula = conversion(draft, schema, line) ?? compile(draft, 'x-formula', key, schema, line);
  return {
    key,
    path: line === undefined ? key : `${line}.${key}`,
    ...(line === undefined ? {} : { line }),
    type: fieldTypeOf(schema),
    schema,
    title: schema['x-title'],
    serverOwned:
      schema.readOnly === true ||
      schema['x-formula'] !== undefined ||
      'x-number' in schema ||
      'x-conversion' in schema,
    required,
    unique: schema['x-unique'] ?? false,
    indexed: schema['x-index'] ?? false,
    ...scaleOf(schema),
    ...references(schema),
    ...(number ? { number } : {}),
    ...(formula ? { formula } : {}),
    ...defaultOf(draft, key, schema, line),
  };
}

/** A quantity in the base unit is computed like what a formula gives. */
function conversion(
  { definition }: Draft,
  schema: ScalarField,
  line: string | undefined,
): CompiledFormula | undefined {
  if (!('x-conversion' in schema)) return undefined;
  const { units } = schema['x-conversion'];
  const own = siblings({ line }, definition);
  const holder = Array.isArray(units) ? undefined : own[units.reference];
  const form = holder && 'x-reference' in holder ? holder['x-reference'].form : undefined;
  return conversionFormula(schema as QuantitySchema, line, form);
}

function scaleOf(schema: ScalarField): Pick<FieldModel, 'scale'> {
  const scale = fieldTypeOf(schema).scale?.(schema);
  return scale === undefined ? {} : { scale };
}

function references(schema: ScalarField): Pick<FieldModel, 'reference' | 'user' | 'department'> {
  if ('x-reference' in schema) {
    const { form, fill = {} } = (schema as ReferenceSchema)['x-reference'];
    return {
      reference: { form, fills: Object.entries(fill).map(([target, source]) => ({ target, source })) },
    };
  }
  if ('x-department' in schema) {
    const { 'x-below': below, 'x-organisation': isOrganisation } = schema as DepartmentSchema;
    return {
      department: {
        ...(below === undefined ? {} : { below }),
        ...(isOrganisation ? { isOrganisation } : {}),
      },
    };
  }
  if (!('x-user' in schema)) return {};
  const { 'x-role': role, 'x-post': post } = schema as UserSchema;
  return { user: { ...(role === undefined ? {} : { role }), ...(post === undefined ? {} : { post }) } };
}

function defaultOf(
  draft: Draft,
  key: string,
  schema: ScalarField,
  line?: string,
): Pick<FieldModel, 'default'> {
  const value = compile(draft, 'x-default', key, schema, line);
  return value ? { default: value } : {};
}

function numberPattern(
  draft: Draft,
  key: string,
  schema: TextSchema,
  line?: string,
): NumberPattern | undefined {
  const declared = schema['x-number'];
  if (declared === undefined) return undefined;
  const at = `${fieldPointer({ key, line })}/x-number`;
  const parsed = parseNumberPattern(declared.pattern, declared.gaps);
  if (!parsed.ok) draft.issues.push({ ...parsed.error, path: `${at}/pattern` });
  if (line !== undefined) draft.issues.push(issue('number_in_lines', at));
  return parsed.ok ? parsed.value : undefined;
}

function compile(
  draft: Draft,
  keyword: 'x-formula' | 'x-default',
  key: string,
  schema: ScalarField,
  line?: string,
): CompiledFormula | undefined {
  const source = schema[keyword];
  if (source === undefined) return undefined;
  const at = `${fieldPointer({ key, line })}/${keyword}`;
  const scope = line === undefined ? draft.scope : lineScopeOf(draft.scope, line);
  const compiled = compileFormula(source, scope, { blank: draft.definition.blank ?? 'propagate' });
  if (!compiled.ok) {
    draft.issues.push(...compiled.error.map((found) => ({ ...found, path: at })));
    return undefined;
  }
  const expected = scopeTypeOf(schema, draft);
  if (!acceptsType(expected, compiled.value.type, line !== undefined)) {
    draft.issues.push(
      issue('formula_result', at, { expected: expected.kind, actual: compiled.value.type.kind }),
    );
  }
  return compiled.value;
}

function scopeTypeOf(schema: ScalarField, { forms }: Draft): FieldTypes[string] {
  return fieldTypeOf(schema).valueType(schema, (form) => readableFields(forms(form), forms));
}

/** A reference names a form that exists, and its fills name fields on both sides. */
function checkReference(field: FieldModel, { definition, forms }: Draft): readonly Issue[] {
  if (field.reference === undefined) return [];
  const at = `${fieldPointer(field)}/x-reference`;
  const target = forms(field.reference.form);
  if (target === undefined) return [issue('unknown_form', `${at}/form`, { form: field.reference.form })];
  return checkFills({ field, own: definition, other: target });
}
