import type { Localized } from '@dougong/kernel/foundation';

/** The schema of a field as its form has it: JSON Schema, which OpenAPI 3.1 takes as it is. */
export type FieldSchema = Readonly<Record<string, unknown>>;

const UUID = '0198a3c2-6b1e-7b52-9d0f-6c1f5e0f7a11';
const BY_FORMAT: Readonly<Record<string, unknown>> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T08:00:00Z',
  time: '08:00',
  uuid: UUID,
};

/** The title in both languages, for those who read the description and for what is generated from it. */
export function titleOf({ 'zh-CN': zh, en }: Localized): string {
  return zh === en ? en : `${zh} / ${en}`;
}

/** A field as it is sent: with its title in both languages and a value that it could have. */
export function sentField(field: FieldSchema): FieldSchema {
  const example = exampleOf(field);
  return {
    ...field,
    ...titled(field),
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

/** A field as it is answered: any may be blank. */
export function answeredField(field: FieldSchema): FieldSchema {
  const sent = sentField(field);
  const { enum: values, type } = sent;
  return {
    ...sent,
    ...(type === undefined ? {} : { type: [type, 'null'].flat() }),
    ...(Array.isArray(values) ? { enum: [...(values as readonly unknown[]), null] } : {}),
  };
}

function titled(field: FieldSchema): { readonly title?: string } {
  const title = field['x-title'] as Localized | undefined;
  return title ? { title: titleOf(title) } : {};
}

/** Values that need none of the application's own records; of the rest nothing is made up. */
function exampleOf(field: FieldSchema): unknown {
  const { type, format, enum: values } = field;
  if (Array.isArray(values)) return values[0] as unknown;
  if (type === 'boolean') return true;
  if (type !== 'string') return undefined;
  if (format === 'decimal') return decimalExample(field['x-scale']);
  return typeof format === 'string' ? BY_FORMAT[format] : undefined;
}

function decimalExample(scale: unknown): string {
  const places = typeof scale === 'number' ? scale : 0;
  return places === 0 ? '1' : `1.${'0'.repeat(places)}`;
}
