import type { Language, Part, Result, Issue } from '../../foundation/index.js';
import type { RecordData, ValueType, Value, WireValue } from '../../expression/index.js';
import type { ScalarField } from '../../metadata/index.js';

/** Column types of the real tables that hold records. */
export type SqlType =
  'numeric' | 'text' | 'boolean' | 'date' | 'time' | 'timestamptz' | 'uuid' | 'integer' | 'jsonb';

/** Filter operators that a list offers on a field. */
export type FilterOperator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'between'
  | 'in'
  | 'contains'
  | 'starts'
  | 'has'
  | 'any'
  | 'blank';

/** Gives the readable fields of a form's records; lazy, because forms refer to each other in rings. */
export type ReferenceFields = (form: string) => Readonly<Record<string, ValueType>>;

/** What a value is put into words with. */
export interface ValueWords {
  readonly language: Language;
  /** The record or the line in which the value stands. */
  readonly holder: RecordData;
  /** What people call a record, a person, a department, a file; `undefined` where it is not known. */
  readonly nameOf?: (
    what: 'record' | 'user' | 'department' | 'file',
    id: string,
    form?: string,
  ) => string | undefined;
}

/** A fill of a reference: the field whose values it copies, and the field that takes them. */
export interface Copy {
  readonly from: ScalarField;
  readonly to: ScalarField;
  /** All fills of the same reference. */
  readonly fills: readonly { readonly target: string; readonly source: string }[];
}

/** How values of a kind go from record to record where a reference copies them. */
export interface CopyRules {
  /** Kinds of one group take each other's values. */
  readonly group: string;
  /** Values have parts: no other kind can take them, and it can take no others. */
  readonly isWhole?: true;
  /** Why the values of one field do not fit another, both of the group. */
  fault?(copy: Copy): Issue | undefined;
}

/** What a field of files takes. */
export interface FileLimits {
  /** Files of one record in this field. */
  readonly count: number;
  /** Of each file. */
  readonly bytes: number;
  readonly mediaTypes: readonly string[];
  /** A PNG picture that is wholly read before it is taken; its most dots. */
  readonly drawing?: { readonly widthMax: number; readonly heightMax: number };
}

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
  /**
   * Brings the result of a formula or a copied value to the field's canonical wire form, rounded once; what does not fit is
   * blank.
   */
  adopt(value: Value, schema: ScalarField): WireValue;
  /** Whether two wire values mean the same. */
  same(left: WireValue, right: WireValue): boolean;
  /** The type that formulas and conditions see. */
  valueType(schema: ScalarField, fields: ReferenceFields): ValueType;
  /** Places kept, of numbers. */
  scale?(schema: ScalarField): number;
  /** What is wrong with a value beside the others of its record or line, though it is right by itself. */
  checkBeside?(value: WireValue, schema: ScalarField, holder: RecordData): Issue | undefined;
  /** The value, which is not blank, as people read it outside of a form; as it stands when left out. */
  text?(value: WireValue, schema: ScalarField, words: ValueWords): string;
  /** Parts of a value in which people search for words. */
  readonly searchParts?: readonly string[];
  /** `false` where values have no order: they are neither sorted by nor a key. */
  readonly isSorted?: false;
  /** `false` where no cell of a table of lines can hold a value. */
  readonly isColumn?: false;
  /** What to heed where references copy its values; nothing for kinds whose values are read from anything. */
  readonly copies?: CopyRules;
  /** What files it takes; only kinds whose values are files have it. */
  files?(schema: ScalarField): FileLimits;
  /** The server notes with a value who put it there and when. */
  readonly isSigned?: true;
  readonly sqlType: SqlType;
  readonly operators: readonly FilterOperator[];
}
