import type { FieldTypes } from '../expression/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ScanCode, ScanPointDefinition } from '../metadata/index.js';
import { compileValues, scopeOf } from '../rules/index.js';
import type { CompiledValues, FormulaGround } from '../rules/index.js';

/** One kind of code with what is done when it is scanned. */
export interface CompiledScanCode {
  readonly definition: ScanCode;
  readonly form: FormModel;
  readonly field: FieldModel;
  /** What is written into the record, or into the one that is made. */
  readonly values: CompiledValues | undefined;
}

export interface CompiledScanPoint {
  readonly definition: ScanPointDefinition;
  readonly codes: readonly CompiledScanCode[];
}

/** What formulas may read of a scan: `scan.code`, `scan.at`, `scan.device`, `scan.quantity`. */
const SCAN: FieldTypes = {
  scan: {
    kind: 'record',
    fields: {
      code: { kind: 'text' },
      at: { kind: 'datetime' },
      device: { kind: 'text' },
      quantity: { kind: 'number' },
    },
  },
};

/** Fields whose type keeps a text as it was written, so that a code can be compared with it. */
const CODE_TYPES: ReadonlySet<string> = new Set(['text']);

/** Compiles a scan point: everything that it names is there, and its formulas fit the fields that they fill. */
export function compileScanPoint(
  definition: ScanPointDefinition,
  models: ReadonlyMap<string, FormModel>,
): Result<CompiledScanPoint, readonly Issue[]> {
  const compiled = definition.codes.map((code, at) => compileCode(code, models, pointer('/codes', at)));
  const issues = compiled.flatMap((each) => (each.ok ? [] : each.error));
  if (issues.length > 0) return refused(issues);
  return ok({ definition, codes: compiled.flatMap((each) => (each.ok ? [each.value] : [])) });
}

function compileCode(
  code: ScanCode,
  models: ReadonlyMap<string, FormModel>,
  at: string,
): Result<CompiledScanCode, readonly Issue[]> {
  const form = models.get(code.form);
  if (!form) return refused([issue('unknown_form', `${at}/form`, { form: code.form })]);
  const field = headerField(form, code.field);
  if (!field) return refused([issue('unknown_field', `${at}/field`, { field: code.field, form: form.key })]);
  const values = compileWritten(code, form, models, at);
  const issues = [
    ...(CODE_TYPES.has(field.type.valueType(field.schema, () => ({})).kind)
      ? []
      : [issue('scan_code_no_text', `${at}/field`, { field: field.key })]),
    ...(code.action === undefined || form.lifecycle.actions.has(code.action)
      ? []
      : [issue('unknown_action', `${at}/action`, { action: code.action })]),
    ...(values.ok ? [] : values.error),
  ];
  if (issues.length > 0 || !values.ok) return refused(issues);
  return ok({ definition: code, form, field, values: values.value });
}

function compileWritten(
  { values, create }: ScanCode,
  form: FormModel,
  models: ReadonlyMap<string, FormModel>,
  at: string,
): Result<CompiledValues | undefined, readonly Issue[]> {
  const ground: FormulaGround = { scope: scopeOf({ form, given: SCAN }), blank: form.blank };
  if (values)
    return withoutLookUps(compileValues(values, finder(form), ground, `${at}/values`), form, `${at}/values`);
  if (!create) return ok(undefined);
  const target = models.get(create.form);
  const place = `${at}/create/values`;
  if (!target) return refused([issue('unknown_form', `${at}/create/form`, { form: create.form })]);
  return withoutLookUps(compileValues(create.values, finder(target), ground, place), form, place);
}

/** A scan reads the record that it found, not those that it refers to. */
function withoutLookUps(
  compiled: Result<CompiledValues, readonly Issue[]>,
  form: FormModel,
  at: string,
): Result<CompiledValues, readonly Issue[]> {
  if (!compiled.ok) return compiled;
  const looked = compiled.value.reads.filter((path) => {
    const [head = '', ...rest] = path.split('.');
    return rest.length > 0 && headerField(form, head)?.reference !== undefined;
  });
  return looked.length === 0
    ? compiled
    : refused(looked.map((path) => issue('scan_looks_beyond', at, { path, form: form.key })));
}

function finder(form: FormModel): (key: string) => FieldModel | undefined {
  return (key) => headerField(form, key);
}

function headerField(form: FormModel, key: string): FieldModel | undefined {
  return form.line(key) ? undefined : form.field(key);
}
