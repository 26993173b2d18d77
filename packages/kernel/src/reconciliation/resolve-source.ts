import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { ReconciledField, ReconciliationSource } from '../metadata/index.js';
import type { CompiledRegister } from '../registers/index.js';

/** Where one value of a side stands. */
export interface SourceField {
  readonly at: 'dimension' | 'resource' | 'header' | 'line';
  readonly key: string;
  /** The field of the record that it refers to, where the value is told by that one. */
  readonly through?: { readonly form: string; readonly field: string };
}

/** One side with everything it names found. */
export interface ResolvedSource {
  readonly source: ReconciliationSource;
  readonly fields: { readonly [K in ReconciledField]?: SourceField };
}

export interface SourceSurroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  readonly registers: ReadonlyMap<string, CompiledRegister>;
}

/** Finds what a side names in the release; what is not there is told with its place. */
export function resolveSource(
  source: ReconciliationSource,
  at: string,
  surroundings: SourceSurroundings,
): { readonly resolved: ResolvedSource; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const fields: { [K in ReconciledField]?: SourceField } = {};
  const place = placeOf(source, at, surroundings, issues);
  for (const [name, path] of Object.entries(source.fields ?? {}) as [ReconciledField, string][]) {
    if (!place) break;
    const [field, through] = place(path);
    const reason = pointer(at, 'fields', name);
    if (!field) issues.push(issue('unknown_field', reason, { field: path }));
    else if (through === undefined) fields[name] = field.found;
    else {
      const model = field.form === undefined ? undefined : surroundings.models.get(field.form);
      if (model?.field(through))
        fields[name] = { ...field.found, through: { form: model.key, field: through } };
      else issues.push(issue('unknown_field', reason, { field: path }));
    }
  }
  return { resolved: { source, fields }, issues };
}

interface Place {
  readonly found: SourceField;
  /** The form whose records it names. */
  readonly form?: string;
}

/** Answers what a path names: the value itself, and the part of the path that leads on. */
type FindPlace = (path: string) => readonly [Place | undefined, through?: string];

function placeOf(
  source: ReconciliationSource,
  at: string,
  { models, registers }: SourceSurroundings,
  issues: Issue[],
): FindPlace | undefined {
  const { from, register: registerKey = '', form = '' } = source;
  if (from === 'register') {
    const register = registers.get(registerKey);
    if (register) return (path) => inRegister(register, path);
    issues.push(issue('unknown_register', pointer(at, 'register'), { register: registerKey }));
  }
  if (from === 'form') {
    const model = models.get(form);
    if (model && (source.lines === undefined || model.line(source.lines)))
      return (path) => inForm(model, source.lines, path);
    issues.push(
      model
        ? issue('unknown_lines_field', pointer(at, 'lines'), { field: source.lines })
        : issue('unknown_form', pointer(at, 'form'), { form }),
    );
  }
  return undefined;
}

function inRegister({ dimensions, resources }: CompiledRegister, path: string): ReturnType<FindPlace> {
  const [key = '', through] = path.split('.');
  const dimension = dimensions.find(({ id }) => id === key);
  if (dimension) {
    const { form } = dimension;
    return [{ found: { at: 'dimension', key }, ...(form !== undefined && { form }) }, through];
  }
  const isResource = resources.some(({ id }) => id === path);
  return isResource ? [{ found: { at: 'resource', key } }] : [undefined];
}

function inForm(model: FormModel, lines: string | undefined, path: string): ReturnType<FindPlace> {
  const parts = path.split('.');
  const isLine = lines !== undefined && parts[0] === lines;
  const [key = '', through] = isLine ? parts.slice(1) : parts;
  const field = model.field(isLine ? `${lines}.${key}` : key);
  return [field && placeOfField(field, isLine ? 'line' : 'header'), through];
}

function placeOfField({ key, reference }: FieldModel, at: 'header' | 'line'): Place {
  return { found: { at, key }, ...(reference && { form: reference.form }) };
}
