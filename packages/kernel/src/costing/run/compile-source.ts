import { uniqueTitles } from '../../expression/index.js';
import type { FieldTypes, FunctionPart, Scope, ValueType } from '../../expression/index.js';
import type { FormModel } from '../../forms/index.js';
import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { AllocationSource } from '../../metadata/index.js';
import type { CompiledPosting, CompiledRegister } from '../../registers/index.js';

/** What an allocation is compiled with: the other definitions of its release. */
export interface AllocationContext {
  readonly register: (key: string) => CompiledRegister | undefined;
  readonly model: (form: string) => FormModel | undefined;
  readonly posting: (key: string) => CompiledPosting | undefined;
  readonly functions: readonly FunctionPart[];
}

/** A source and what formulas may read of its rows. */
export interface CompiledSource {
  readonly definition: AllocationSource;
  readonly register?: CompiledRegister;
  readonly model?: FormModel;
  readonly scope: Scope;
}

/** Finds the register or the form of a source and builds the scope of its rows. */
export function compileSource(
  definition: AllocationSource,
  context: AllocationContext,
): Result<CompiledSource, readonly Issue[]> {
  return definition.register === undefined
    ? formSource(definition, context)
    : registerSource(definition, definition.register, context);
}

function registerSource(
  definition: AllocationSource,
  key: string,
  context: AllocationContext,
): Result<CompiledSource, readonly Issue[]> {
  const register = context.register(key);
  if (!register) return refused([issue('unknown_register', '/register', { register: key })]);
  const document = documentOf(definition, context);
  if (!document.ok) return document;
  const scope = {
    fields: { ...fieldsOf(register, context), ...document.value },
    titles: uniqueTitles(
      [...register.dimensions, ...register.resources].map(({ id, title }) => [title['zh-CN'], id] as const),
    ),
    functions: context.functions,
  };
  return ok({ definition, register, scope });
}

function fieldsOf(register: CompiledRegister, { model }: AllocationContext): FieldTypes {
  const dimensions = register.dimensions.map(({ id, form }): [string, ValueType] => [
    id,
    form === undefined ? { kind: 'text' } : referenceTo(form, model),
  ]);
  const resources = register.resources.map(({ id, scale }): [string, ValueType] => [
    id,
    { kind: 'number', scale },
  ]);
  return Object.fromEntries([...dimensions, ...resources]);
}

function referenceTo(form: string, model: AllocationContext['model']): ValueType {
  return { kind: 'reference', form, fields: () => model(form)?.scope.fields ?? {} };
}

/** Single movements know the document that they come from. */
function documentOf(
  { take, posting: key = '', movement }: AllocationSource,
  { posting, model }: AllocationContext,
): Result<FieldTypes, readonly Issue[]> {
  if (take !== 'each') return ok({});
  const found = posting(key);
  if (!found) return refused([issue('unknown_posting', '/posting', { posting: key })]);
  if (movement !== undefined && !found.movements.some(({ id }) => id === movement))
    return refused([issue('unknown_movement', '/movement', { movement })]);
  return ok({
    document: referenceTo(found.definition.form, model),
    line_no: { kind: 'number', integer: true },
    business_date: { kind: 'date' },
  });
}

function formSource(
  definition: AllocationSource,
  { model: find }: AllocationContext,
): Result<CompiledSource, readonly Issue[]> {
  const { form = '', lines, date, states = [] } = definition;
  const model = find(form);
  if (!model) return refused([issue('unknown_form', '/form', { form })]);
  if (lines !== undefined && !model.line(lines))
    return refused([issue('unknown_lines_field', '/lines', { field: lines })]);
  if (date !== undefined && model.scope.fields[date]?.kind !== 'date')
    return refused([issue('business_date_not_a_date', '/date', { field: date })]);
  const strange = states.filter((state) => !model.lifecycle.states.has(state));
  if (strange.length > 0)
    return refused(strange.map((state) => issue('unknown_state', '/states', { state })));
  const scope = lines === undefined ? model.scope : model.lineScope(lines);
  return ok({ definition, model, scope });
}
