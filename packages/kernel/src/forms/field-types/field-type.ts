import type { Part, Result, Issue } from '../../foundation/index.js';
import type { ValueType, Value, WireValue } from '../../expression/index.js';
import type { ScalarField } from '../../metadata/index.js';

/** Column types of the real tables that hold records. */
export type SqlType = 'numeric' | 'text' | 'boolean' | 'date' | 'timestamptz' | 'uuid' | 'integer';

/** Filter operators that a list offers on a field. */
export type FilterOperator =
  'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'between' | 'in' | 'contains' | 'starts' | 'blank';

/** Gives the readable fields of a form's records; lazy, because forms refer to each other in rings. */
export type ReferenceFields = (form: string) => Readonly<Record<string, ValueType>>;

/**
 * What a field of one kind is, once for the whole platform: how its values are read, kept, compared and typed.
 * Shared code asks a property of the part and never the name of the kind.
 *
 * To add a kind: one file `<kind>.field.ts` with its schema from `metadata/form` as `config`, one line in the index.
 */
export interface FieldType extends Part {
  /** Whether a field definition is of this kind; exactly one part matches each definition. */
  matches(schema: ScalarField): boolean;
  /** Reads a value from outside into its one canonical wire form; blank is `null`. Issues have an empty path. */
  coerce(value: unknown, schema: ScalarField): Result<WireValue, Issue>;
  /**
   * A shorter way to `coerce` for everyday values: the value is in its canonical form and within its limits already.
   * `false` says nothing.
   */
  isCanonical?(value: unknown, schema: ScalarField): boolean;
  /** Brings the result of a formula or a copied value to the field's canonical wire form, rounded once. */
  adopt(value: Value, schema: ScalarField): WireValue;
  /** Whether two wire values mean the same. */
  same(left: WireValue, right: WireValue): boolean;
  /** The type that formulas and conditions see. */
  valueType(schema: ScalarField, fields: ReferenceFields): ValueType;
  readonly sqlType: SqlType;
  readonly operators: readonly FilterOperator[];
}
