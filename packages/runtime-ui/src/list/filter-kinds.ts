import type { RecordFilter } from '@dougong/ui/api';
import { isMultiChoice, type FieldSchema } from '@dougong/ui/forms';
import type { ShownField } from '../parts/fields.js';

/** How a field is filtered. */
export type FilterKind =
  'choices' | 'several' | 'department' | 'reference' | 'user' | 'boolean' | 'range' | 'dates' | 'text';

type Criterion = Omit<RecordFilter, 'field'>;

const RULES: readonly { readonly kind: FilterKind; fits(schema: FieldSchema): boolean }[] = [
  { kind: 'several', fits: isMultiChoice },
  { kind: 'department', fits: (schema) => schema['x-department'] === true },
  { kind: 'choices', fits: (schema) => schema.enum !== undefined },
  { kind: 'reference', fits: (schema) => schema['x-reference'] !== undefined },
  { kind: 'user', fits: (schema) => schema['x-user'] === true },
  { kind: 'boolean', fits: (schema) => schema.type === 'boolean' },
  { kind: 'dates', fits: (schema) => schema.format === 'date' || schema.format === 'date-time' },
  {
    kind: 'range',
    fits: (schema) =>
      schema.format === 'decimal' || schema.format === 'local-time' || schema.type === 'integer',
  },
];

/** The way of filtering that fits a field. */
export function filterKind({ key, schema }: ShownField): FilterKind {
  if (key === 'status') return 'choices';
  return RULES.find((rule) => rule.fits(schema))?.kind ?? 'text';
}

/** Several values as one criterion; none takes the filter away. */
export function anyOf(values: readonly string[]): readonly Criterion[] {
  if (values.length === 0) return [];
  return values.length === 1 ? [{ op: 'eq', value: values[0]! }] : [{ op: 'in', value: values.join(',') }];
}

/** Records that have any of these among several. */
export function holdsAny(values: readonly string[]): readonly Criterion[] {
  return values.length === 0 ? [] : [{ op: 'any', value: values.join(',') }];
}

/** From and to, either of them open. */
export function between(from: string, to: string): readonly Criterion[] {
  return [
    ...(from === '' ? [] : [{ op: 'gte' as const, value: from }]),
    ...(to === '' ? [] : [{ op: 'lte' as const, value: to }]),
  ];
}

/** The first moment of a day where the user is, as the wire has it. */
export function startOfDay(date: string): string {
  return new Date(`${date}T00:00:00`).toISOString();
}

/** The last moment of a day where the user is. */
export function endOfDay(date: string): string {
  return new Date(`${date}T23:59:59.999`).toISOString();
}

/** The values that criteria name, for showing them in the editor again. */
export function valuesOf(filters: readonly RecordFilter[]): readonly string[] {
  return filters.flatMap(({ op, value }) =>
    op === 'in' || op === 'any' ? value.split(',') : op === 'eq' ? [value] : [],
  );
}

/** The bound of a range. */
export function boundOf(filters: readonly RecordFilter[], op: 'gte' | 'lte'): string {
  return filters.find((filter) => filter.op === op)?.value ?? '';
}
