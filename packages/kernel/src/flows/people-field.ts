import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, Scope, Value, ValueType } from '../expression/index.js';

/** Formulas that name people or roles; mostly fields: `person`, `place.leader` through a reference, `lines.person` in every line. */

const KINDS_OF_PEOPLE: ReadonlySet<ValueType['kind']> = new Set(['text', 'reference', 'any']);

/** Makes a path ready to be read; `undefined` when it is unknown or its values cannot be users. */
export function compilePeopleField(path: string, scope: Scope): CompiledFormula | undefined {
  const compiled = compileFormula(path, scope);
  if (!compiled.ok) return undefined;
  return namesPeople(compiled.value.type) ? compiled.value : undefined;
}

/** Whether values of a type can name people or roles. */
export function namesPeople(type: ValueType): boolean {
  return KINDS_OF_PEOPLE.has((type.kind === 'list' ? type.of : type).kind);
}

/** The texts that the field has now; blanks are left out. */
export function readPeopleField(field: CompiledFormula, input: EvaluationInput): readonly string[] {
  const value = field.evaluate(input);
  return isFormulaError(value) ? [] : textsIn(value);
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? (value as readonly Value[]).flatMap(textsIn) : [];
}
