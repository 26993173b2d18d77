import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, Scope, WireValue } from '../expression/index.js';
import type { FlowItem } from './flow-state.js';

/** What a flow inside of another one runs for: the elements of a list, or the lines of a table. */

/** The name under which a nested flow sees its element. */
export const ITEM = 'item';

/** The scope of a form with the element of a nested flow beside its fields. */
export function flowScope(scope: Scope): Scope {
  if (Object.hasOwn(scope.fields, ITEM)) return scope;
  return { ...scope, fields: { ...scope.fields, [ITEM]: { kind: 'any' } } };
}

/** Whether a path leads into the element, which is nothing of the record. */
export function isItem(path: string): boolean {
  return path === ITEM || path.startsWith(`${ITEM}.`);
}

/** Makes the path of a list or a table ready to be read; `undefined` when it is unknown. */
export function compileItems(path: string, scope: Scope): CompiledFormula | 'table' | undefined {
  const type = Object.hasOwn(scope.fields, path) ? scope.fields[path] : undefined;
  if (type?.kind === 'table') return 'table';
  const compiled = compileFormula(path, scope);
  return compiled.ok ? compiled.value : undefined;
}

/** The elements now; a single value is a list of one, a blank one is empty. */
export function readItems(
  path: string,
  reader: CompiledFormula | undefined,
  input: EvaluationInput,
): readonly FlowItem[] {
  const value = reader === undefined ? input.record[path] : reader.evaluate(input);
  if (value === undefined || value === null || value === '' || isFormulaError(value)) return [];
  if (Array.isArray(value)) return value as readonly FlowItem[];
  return [value as WireValue];
}

/** The element as formulas of the nested flow see it, before a field of the record that has the same name. */
export function withItem(input: EvaluationInput, item: FlowItem | undefined): EvaluationInput {
  if (item === undefined) return input;
  const record = { ...input.record, [ITEM]: item as WireValue };
  return { ...input, record, variables: { ...input.variables, [ITEM]: item } };
}

/** One child for each element, numbered; a single one without a number where there is no list. */
export function childrenOf(
  items: readonly FlowItem[] | undefined,
): readonly { readonly index?: number; readonly item?: FlowItem }[] {
  return items === undefined ? [{}] : items.map((item, index) => ({ index, item }));
}
