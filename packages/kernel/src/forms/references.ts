import type { EvaluationInput, FieldTypes, RecordData, Value, WireValue } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isBlank, orNull } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { FieldModel } from './field-model.js';
import type { FormModel } from './form-model.js';

/** Gives a loaded record of another form. */
export type ReferenceLookup = NonNullable<EvaluationInput['reference']>;

type Visit = (field: FieldModel, holder: RecordData, line?: string, index?: number) => void;

/** Visits the scalar values of a record whose field is of one sort, in the header and in every line. */
function visitFields(
  model: FormModel,
  record: RecordData,
  wanted: (field: FieldModel) => boolean,
  visit: Visit,
): void {
  for (const field of model.fields) if (wanted(field)) visit(field, record);
  for (const line of model.lines) {
    const fields = line.fields.filter(wanted);
    if (fields.length === 0) continue;
    for (const [index, row] of rowsOf(record, line.key).entries())
      for (const field of fields) visit(field, row, line.key, index);
  }
}

const refers = ({ reference }: FieldModel): boolean => reference !== undefined;

export interface CollectOptions {
  /** Paths that conditions and formulas read through references: `place.region.leader`. */
  readonly paths?: readonly string[];
  /** What is loaded already; paths go on through it. */
  readonly reference?: ReferenceLookup;
}

/** The records that a record refers to, by form: what must be loaded before it can be computed and checked. */
export function collectReferences(
  model: FormModel,
  record: RecordData,
  options: CollectOptions = {},
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  visitFields(model, record, refers, (field, holder) => {
    if (field.reference) note(found, field.reference.form, holder[field.key]);
  });
  for (const path of [...formulaPaths(model), ...(options.paths ?? [])])
    followPath(model, record, path, options.reference, found);
  return found;
}

const knownFormulaPaths = new WeakMap<FormModel, readonly string[]>();

/** What the form's own formulas read through references; worked out once for each compiled form. */
function formulaPaths(model: FormModel): readonly string[] {
  const known = knownFormulaPaths.get(model);
  if (known) return known;
  const fields = [...model.fields, ...model.lines.flatMap((line) => line.fields)];
  const paths = fields.flatMap((field) => [
    ...(field.formula?.dependencies ?? []),
    ...(field.default?.dependencies ?? []),
  ]);
  const through = paths.filter((path) => beginsWithReference(model, path));
  knownFormulaPaths.set(model, through);
  return through;
}

function beginsWithReference(model: FormModel, path: string): boolean {
  const [first = '', second = ''] = path.split('.');
  const outer = model.scope.fields[first];
  const type = outer?.kind === 'table' ? outer.columns[second] : outer;
  return type?.kind === 'reference';
}

function note(found: Map<string, Set<string>>, form: string, id: WireValue | undefined): void {
  if (typeof id !== 'string' || id === '') return;
  const ids = found.get(form);
  if (ids) ids.add(id);
  else found.set(form, new Set([id]));
}

function followPath(
  model: FormModel,
  record: RecordData,
  path: string,
  reference: ReferenceLookup | undefined,
  found: Map<string, Set<string>>,
): void {
  const steps = path.split('.');
  const table = model.line(steps[0] ?? '');
  const columns = model.scope.fields[steps[0] ?? ''];
  if (table && columns?.kind === 'table') {
    for (const row of rowsOf(record, table.key)) walk(columns.columns, row, steps.slice(1), reference, found);
  } else walk(model.scope.fields, record, steps, reference, found);
}

function walk(
  fields: FieldTypes,
  holder: RecordData | undefined,
  steps: readonly string[],
  reference: ReferenceLookup | undefined,
  found: Map<string, Set<string>>,
): void {
  const [step = '', ...rest] = steps;
  const type = Object.hasOwn(fields, step) ? fields[step] : undefined;
  const id = holder?.[step];
  if (type?.kind !== 'reference' || typeof id !== 'string') return;
  note(found, type.form, id);
  if (rest.length > 0) walk(type.fields(), reference?.(type.form, id), rest, reference, found);
}

/** The users that a record names. */
export function collectUsers(model: FormModel, record: RecordData): ReadonlySet<string> {
  const users = new Set<string>();
  visitFields(
    model,
    record,
    ({ user }) => user !== undefined,
    ({ key }, holder) => {
      const id = holder[key];
      if (typeof id === 'string' && id !== '') users.add(id);
    },
  );
  return users;
}

/** References to records that are not there. */
export function checkReferences(
  model: FormModel,
  record: RecordData,
  reference: ReferenceLookup,
): readonly Issue[] {
  const issues: Issue[] = [];
  visitFields(model, record, refers, (field, holder, line, index = 0) => {
    const id = holder[field.key];
    if (!field.reference || typeof id !== 'string' || id === '' || reference(field.reference.form, id))
      return;
    const at = line === undefined ? pointer('', field.key) : pointer('', line, index, field.key);
    issues.push(issue('unknown_reference', at, { field: field.path, form: field.reference.form, id }));
  });
  return issues;
}

/**
 * Copies fields of records referred to into the fields that `x-reference.fill` names. A target is written when the
 * reference changed, or when it is blank; what a person wrote in the same change is kept unless the server owns it.
 * @param before the record before this change; left out for a new one.
 */
export function applyReferenceFills(
  model: FormModel,
  record: RecordData,
  before: RecordData | undefined,
  reference: ReferenceLookup,
): RecordData {
  const header = fillHolder(model.fields, (key) => model.field(key), record, before, reference);
  return model.lines.reduce((filled, line) => {
    const rows = rowsOf(filled, line.key);
    if (rows.length === 0 || !line.fields.some((field) => field.reference?.fills.length)) return filled;
    const earlier = new Map(rowsOf(before ?? {}, line.key).map((row) => [row.id, row]));
    const changed = rows.map((row) =>
      fillHolder(line.fields, (key) => line.field(key), row, earlier.get(row.id), reference),
    );
    return changed.every((row, index) => row === rows[index]) ? filled : { ...filled, [line.key]: changed };
  }, header);
}

function fillHolder(
  fields: readonly FieldModel[],
  find: (key: string) => FieldModel | undefined,
  holder: RecordData,
  before: RecordData | undefined,
  reference: ReferenceLookup,
): RecordData {
  let filled = holder;
  for (const field of fields) {
    for (const fill of field.reference?.fills ?? []) {
      const target = find(fill.target);
      if (target) filled = fillTarget(field, target, fill.source, filled, before, reference);
    }
  }
  return filled;
}

function fillTarget(
  field: FieldModel,
  target: FieldModel,
  source: string,
  holder: RecordData,
  before: RecordData | undefined,
  reference: ReferenceLookup,
): RecordData {
  const moved = orNull(holder[field.key]) !== orNull(before?.[field.key]);
  const current = orNull(holder[target.key]);
  if (!moved && !isBlank(current)) return holder;
  const written = !isBlank(current) && !target.type.same(current, orNull(before?.[target.key]));
  if (written && !target.serverOwned) return holder;
  const value = sourceValue(field, target, source, holder, reference);
  return target.type.same(current, value) ? holder : { ...holder, [target.key]: value };
}

function sourceValue(
  field: FieldModel,
  target: FieldModel,
  source: string,
  holder: RecordData,
  reference: ReferenceLookup,
): WireValue {
  const id = holder[field.key];
  const other = field.reference && typeof id === 'string' ? reference(field.reference.form, id) : undefined;
  const value = orNull(other?.[source]);
  if (value === null) return null;
  // Values of several parts are the same on the wire as in formulas; only numbers are not.
  const copied = typeof value === 'number' ? String(value) : (value as Value);
  return target.type.adopt(copied, target.schema);
}
