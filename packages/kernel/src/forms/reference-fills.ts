import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isLinesField } from '../metadata/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../metadata/index.js';
import { acceptsType } from './accepts-type.js';
import { fieldPointer } from './compute-graph.js';
import type { FieldModel, ReferenceFill } from './field-model.js';
import { fieldTypeOf } from './field-types/index.js';

/** Checks that what `x-reference.fill` copies fits where it goes. */

type Siblings = Readonly<Record<string, ScalarField | LinesField>>;

/** The reference field, the form that it stands in, and the form that it refers to. */
export interface FillsToCheck {
  readonly field: FieldModel;
  readonly own: FormDefinition;
  readonly other: FormDefinition;
}

/** What is wrong with the fields that a reference fills: fields that are not there, values that do not fit. */
export function checkFills({ field, own, other }: FillsToCheck): readonly Issue[] {
  const fills = field.reference?.fills ?? [];
  const beside = siblings(field, own);
  const at = `${fieldPointer(field)}/x-reference/fill`;
  return fills.flatMap((fill) => {
    const into = beside[fill.target];
    const from = other.schema.properties[fill.source];
    const place = pointer(at, fill.target);
    if (into === undefined || isLinesField(into))
      return [issue('unknown_field', place, { field: fill.target })];
    if (from === undefined || isLinesField(from))
      return [issue('unknown_field', place, { field: fill.source, form: other.key })];
    if (into['x-formula'] !== undefined) return [issue('computed_field', place, { field: fill.target })];
    return checkValues(from, into, fills).map((found) => ({ ...found, path: place }));
  });
}

function checkValues(
  from: ScalarField,
  into: ScalarField,
  fills: readonly ReferenceFill[],
): readonly Issue[] {
  const [source, target] = [fieldTypeOf(from), fieldTypeOf(into)];
  const shared = target.copies?.group === source.copies?.group ? target.copies : undefined;
  if (shared === undefined && (source.copies?.isWhole === true || target.copies?.isWhole === true))
    return [issue('fill_kind', '', { from: source.title, to: target.title })];
  const fault = shared?.fault?.({ from, to: into, fills });
  if (fault !== undefined) return [fault];
  const [expected, actual] = [target.valueType(into, () => ({})), source.valueType(from, () => ({}))];
  return acceptsType(expected, actual, false)
    ? []
    : [issue('fill_type', '', { expected: expected.kind, actual: actual.kind })];
}

/** The fields beside a field: those of the header, or the columns of its table. */
export function siblings(field: Pick<FieldModel, 'line'>, own: FormDefinition): Siblings {
  if (field.line === undefined) return own.schema.properties;
  const table = own.schema.properties[field.line];
  return table !== undefined && isLinesField(table) ? table.items.properties : {};
}
