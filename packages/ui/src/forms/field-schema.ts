import { currencyPlaces, type Localized } from '@dougong/kernel/foundation';

/**
 * A field of the form dialect as the widgets read it: the JSON Schema keywords that they understand, all optional, since
 * widgets ask for properties and never for a name of a type.
 */
export interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly readOnly?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-title'?: Localized;
  readonly 'x-help'?: Localized;
  readonly 'x-titles'?: readonly Localized[];
  readonly 'x-scale'?: number;
  readonly 'x-minimum'?: string;
  readonly 'x-maximum'?: string;
  readonly 'x-unit'?: Localized | { readonly field: string };
  readonly 'x-money'?: boolean;
  readonly 'x-signed'?: boolean;
  readonly 'x-multiline'?: boolean;
  readonly 'x-percent'?: boolean;
  readonly 'x-currency'?: string | { readonly field: string };
  readonly 'x-number'?: unknown;
  readonly 'x-formula'?: string;
  readonly 'x-reference'?: { readonly form: string };
  readonly 'x-user'?: boolean;
  readonly 'x-role'?: string;
  readonly 'x-department'?: boolean;
  readonly 'x-conversion'?: unknown;
  readonly 'x-address'?: boolean;
  readonly 'x-location'?: boolean;
  readonly 'x-files'?: 'file' | 'image' | 'signature';
  readonly 'x-barcode'?: boolean;
  readonly 'x-accept'?: readonly string[];
  readonly 'x-max-bytes'?: number;
  readonly 'x-below'?: string;
  readonly 'x-organisation'?: boolean;
  readonly 'x-choices'?: string;
  /** Values that are not offered any more. */
  readonly 'x-closed'?: readonly string[];
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: {
    readonly type?: string;
    readonly enum?: readonly string[];
    readonly 'x-titles'?: readonly Localized[];
  };
}

/** Whether a person may ever write the field: not what formulas, numbers and rules fill. */
export function isServerOwned(schema: FieldSchema): boolean {
  return (
    schema.readOnly === true ||
    schema['x-formula'] !== undefined ||
    schema['x-number'] !== undefined ||
    schema['x-conversion'] !== undefined
  );
}

/** The fixed unit of a quantity; a unit that stands in another field is a column of its own. */
export function fixedUnit(schema: FieldSchema): Localized | undefined {
  const unit = schema['x-unit'];
  return unit !== undefined && 'zh-CN' in unit ? unit : undefined;
}

/** The currency of an amount: fixed, or what stands in the field beside it. */
export function currencyIn(schema: FieldSchema, beside: (field: string) => unknown): string | undefined {
  const currency = schema['x-currency'];
  if (currency === undefined || typeof currency === 'string') return currency;
  const named = beside(currency.field);
  return typeof named === 'string' && named !== '' ? named : undefined;
}

/** The places of a number at rest: always those of money, else as many as it has. */
export function fixedPlaces(schema: FieldSchema): number | undefined {
  const currency = schema['x-currency'];
  if (currency === undefined) return schema['x-money'] === true ? schema['x-scale'] : undefined;
  return schema['x-scale'] ?? currencyPlaces(typeof currency === 'string' ? currency : undefined);
}

export interface OfferedChoice {
  readonly value: string;
  readonly title: Localized | undefined;
}

/** Where the values stand: with one of them, or with each of several. */
function choicesIn(schema: FieldSchema): Pick<FieldSchema, 'enum' | 'x-titles'> {
  return schema.items ?? schema;
}

/** The values of a choice, or of several, with their titles; a closed one only where it is chosen already. */
export function offeredChoices(schema: FieldSchema, chosen: unknown): readonly OfferedChoice[] {
  const { enum: values = [], 'x-titles': titles } = choicesIn(schema);
  const kept: readonly unknown[] = Array.isArray(chosen) ? chosen : [chosen];
  return values
    .map((value, at) => ({ value, title: titles?.[at] }))
    .filter(({ value }) => schema['x-closed']?.includes(value) !== true || kept.includes(value));
}

/** What a coded value is called; the code where no list says. */
export function choiceWord(schema: FieldSchema, value: string): Localized | string {
  const { enum: values = [], 'x-titles': titles } = choicesIn(schema);
  return titles?.[values.indexOf(value)] ?? value;
}

export function isMultiChoice(schema: FieldSchema): boolean {
  return schema.type === 'array' && schema.uniqueItems === true && schema.items?.type === 'string';
}

/** A choice with the options that rules leave, and what is chosen already. */
export function narrowedSchema(
  schema: FieldSchema,
  left: readonly string[] | undefined,
  chosen: unknown,
): FieldSchema {
  if (left === undefined || schema.enum === undefined) return schema;
  const kept = schema.enum.map((value) => left.includes(value) || value === chosen);
  const titles = schema['x-titles'];
  return {
    ...schema,
    enum: schema.enum.filter((_, at) => kept[at]),
    ...(titles === undefined ? {} : { 'x-titles': titles.filter((_, at) => kept[at]) }),
  };
}

export function isDecimalSchema(schema: FieldSchema): boolean {
  return schema.format === 'decimal';
}
