import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { LINES_PER_DOCUMENT_MAX } from '../foundation/index.js';
import { annotations, closed, FieldConditions } from './field-annotations.js';
import { FileField, ImageField, SignatureField } from './file-fields.js';
import { Key, LocalizedText } from './vocabulary.js';

export { FileField, ImageField, SignatureField } from './file-fields.js';
export type { FieldConditions } from './field-annotations.js';

/** The kinds of fields that a form may have, as JSON Schema with `x-` keywords. */

const DecimalText = Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' });

export const TextField = Type.Object(
  {
    type: Type.Literal('string'),
    ...annotations,
    minLength: Type.Optional(Type.Integer({ minimum: 0 })),
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    'x-multiline': Type.Optional(Type.Boolean()),
    /** Scanners write into it: it is offered a camera, and a scan does not go on to the next field. */
    'x-barcode': Type.Optional(Type.Literal(true)),
    /** Numbers the record: `{yyyy} {yy} {MM} {dd}`, `{organisation}` and `{seq:n}`; the sequence starts anew with each period and organisation named. */
    'x-number': Type.Optional(
      Type.Object(
        {
          pattern: Type.String({ minLength: 5, maxLength: 60 }),
          /**
           * `allowed`, unless said otherwise: makers never wait for each other, a refused record leaves a gap. `none`: the
           * number is taken under a lock that lasts to the commit, so makers of one period follow each other.
           */
          gaps: Type.Optional(Type.Union([Type.Literal('allowed'), Type.Literal('none')])),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const ChoiceField = Type.Object(
  {
    type: Type.Literal('string'),
    ...annotations,
    enum: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true }),
    /** One title for each value of `enum`, in its order. */
    'x-titles': Type.Array(LocalizedText, { minItems: 1 }),
  },
  closed,
);

/** One value of a coded list that is defined once and may grow: see the kind `choice-list`. */
export const ListChoiceField = Type.Object(
  { type: Type.Literal('string'), 'x-choices': Key, ...annotations },
  closed,
);

/** Several values of a fixed list, or of a `choice-list` that `x-choices` names; each at most once. */
export const MultiChoiceField = Type.Object(
  {
    type: Type.Literal('array'),
    ...annotations,
    items: Type.Object(
      {
        type: Type.Literal('string'),
        enum: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
        /** One title for each value of `enum`, in its order. */
        'x-titles': Type.Optional(Type.Array(LocalizedText, { minItems: 1 })),
      },
      closed,
    ),
    uniqueItems: Type.Literal(true),
    minItems: Type.Optional(Type.Integer({ minimum: 0 })),
    maxItems: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    'x-choices': Type.Optional(Key),
  },
  closed,
);

/** A department of the organisation, by its key. */
export const DepartmentField = Type.Object(
  {
    type: Type.Literal('string'),
    'x-department': Type.Literal(true),
    ...annotations,
    /** Offers only departments below this one, and itself. */
    'x-below': Type.Optional(Key),
    /**
     * Names the organisation that the record belongs to: the one that its maker works in, unless another one is given. It stays
     * for good. A form without such a field is shared by all organisations.
     */
    'x-organisation': Type.Optional(Type.Literal(true)),
  },
  closed,
);

export const DecimalField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('decimal'),
    ...annotations,
    'x-scale': Type.Integer({ minimum: 0, maximum: 10 }),
    'x-minimum': Type.Optional(DecimalText),
    'x-maximum': Type.Optional(DecimalText),
    /** A fixed unit, or the key of the field beside this one that holds the unit. */
    'x-unit': Type.Optional(Type.Union([LocalizedText, Type.Object({ field: Key }, closed)])),
    /** Money is shown with two places, grouping and red minus. */
    'x-money': Type.Optional(Type.Boolean()),
    /** Shown with its sign, a plus too: for differences and changes. */
    'x-signed': Type.Optional(Type.Literal(true)),
  },
  closed,
);

/** A share: kept as the fraction (`0.15`), shown and typed with a percent sign (`15%`). */
export const PercentField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('decimal'),
    'x-percent': Type.Literal(true),
    ...annotations,
    /** Places of the fraction: `4` keeps `15.25%`. */
    'x-scale': Type.Integer({ minimum: 2, maximum: 10 }),
    'x-minimum': Type.Optional(DecimalText),
    'x-maximum': Type.Optional(DecimalText),
    'x-signed': Type.Optional(Type.Literal(true)),
  },
  closed,
);

/** More than nothing, as a whole number or with decimals. */
const Factor = Type.String({ pattern: '^(?=.*[1-9])\\d{1,12}(\\.\\d{1,10})?$' });

/** One of a unit is `numerator / denominator` of the base unit, exactly. */
const UnitFactor = Type.Object(
  {
    unit: Type.String({ minLength: 1, maxLength: 60 }),
    numerator: Factor,
    denominator: Type.Optional(Factor),
  },
  closed,
);

/** Where a record referred to keeps its units: a table of lines with a column for each part. */
const UnitsOfReference = Type.Object(
  { reference: Key, lines: Key, unit: Key, numerator: Key, denominator: Type.Optional(Key) },
  closed,
);

/**
 * A quantity in a base unit that is worked out from the quantity and the unit that people enter beside it. What they
 * entered is kept as it is.
 */
export const QuantityField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('decimal'),
    'x-conversion': Type.Object(
      {
        /** The fields beside it that hold what was entered. */
        quantity: Key,
        unit: Key,
        units: Type.Union([Type.Array(UnitFactor, { minItems: 1, maxItems: 100 }), UnitsOfReference]),
        /** What becomes of a result with more places than are kept; `refuse` unless said otherwise. */
        inexact: Type.Optional(Type.Union([Type.Literal('refuse'), Type.Literal('round')])),
      },
      closed,
    ),
    ...annotations,
    'x-scale': Type.Integer({ minimum: 0, maximum: 10 }),
    'x-unit': Type.Optional(Type.Union([LocalizedText, Type.Object({ field: Key }, closed)])),
    'x-minimum': Type.Optional(DecimalText),
    'x-maximum': Type.Optional(DecimalText),
  },
  closed,
);

/** An amount in a currency: one for all records, or the one that a field beside it names by its ISO 4217 code. */
export const MoneyField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('decimal'),
    'x-currency': Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Object({ field: Key }, closed)]),
    ...annotations,
    /** The places of the currency, two for one that a field names, unless said otherwise. */
    'x-scale': Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    'x-minimum': Type.Optional(DecimalText),
    'x-maximum': Type.Optional(DecimalText),
    'x-signed': Type.Optional(Type.Literal(true)),
  },
  closed,
);

/** A time of day without a day and without a zone: `08:30:00`. */
export const TimeField = Type.Object(
  { type: Type.Literal('string'), format: Type.Literal('local-time'), ...annotations },
  closed,
);

export const IntegerField = Type.Object(
  {
    type: Type.Literal('integer'),
    ...annotations,
    minimum: Type.Optional(Type.Integer()),
    maximum: Type.Optional(Type.Integer()),
  },
  closed,
);

export const BooleanField = Type.Object({ type: Type.Literal('boolean'), ...annotations }, closed);

export const DateField = Type.Object(
  { type: Type.Literal('string'), format: Type.Literal('date'), ...annotations },
  closed,
);

export const DateTimeField = Type.Object(
  { type: Type.Literal('string'), format: Type.Literal('date-time'), ...annotations },
  closed,
);

export const ReferenceField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('uuid'),
    ...annotations,
    /** Scanners write the code of the record. */
    'x-barcode': Type.Optional(Type.Literal(true)),
    'x-reference': Type.Object(
      {
        form: Key,
        /** Fields of this record that take the value of a field of the record referred to: `{ "name": "name" }`. */
        fill: Type.Optional(Type.Record(Key, Key)),
      },
      closed,
    ),
  },
  closed,
);

export const UserField = Type.Object(
  {
    type: Type.Literal('string'),
    format: Type.Literal('uuid'),
    ...annotations,
    'x-user': Type.Literal(true),
    /** Offers only users who hold this role. */
    'x-role': Type.Optional(Key),
    /** Offers only users who hold this post. */
    'x-post': Type.Optional(Key),
  },
  closed,
);

const TextPart = Type.Object({ type: Type.Literal('string') }, closed);

/** A postal address in parts, the largest first. */
export const AddressField = Type.Object(
  {
    type: Type.Literal('object'),
    'x-address': Type.Literal(true),
    ...annotations,
    properties: Type.Optional(
      Type.Object(
        { province: TextPart, city: TextPart, district: TextPart, street: TextPart, detail: TextPart },
        closed,
      ),
    ),
    additionalProperties: Type.Optional(Type.Literal(false)),
  },
  closed,
);

const DecimalPart = Type.Object({ type: Type.Literal('string'), format: Type.Literal('decimal') }, closed);

/** A point on the earth in degrees (WGS 84), with how exact it is in metres where that is known. */
export const LocationField = Type.Object(
  {
    type: Type.Literal('object'),
    'x-location': Type.Literal(true),
    ...annotations,
    properties: Type.Optional(
      Type.Object(
        { longitude: DecimalPart, latitude: DecimalPart, accuracy: Type.Optional(DecimalPart) },
        closed,
      ),
    ),
    additionalProperties: Type.Optional(Type.Literal(false)),
  },
  closed,
);

export const ScalarField = Type.Union([
  TextField,
  ChoiceField,
  ListChoiceField,
  MultiChoiceField,
  DecimalField,
  PercentField,
  MoneyField,
  QuantityField,
  IntegerField,
  BooleanField,
  DateField,
  DateTimeField,
  TimeField,
  ReferenceField,
  UserField,
  DepartmentField,
  AddressField,
  LocationField,
  FileField,
  ImageField,
  SignatureField,
]);

export const LinesField = Type.Object(
  {
    type: Type.Literal('array'),
    'x-title': LocalizedText,
    'x-help': Type.Optional(LocalizedText),
    'x-when': Type.Optional(FieldConditions),
    minItems: Type.Optional(Type.Integer({ minimum: 0 })),
    maxItems: Type.Optional(Type.Integer({ minimum: 1, maximum: LINES_PER_DOCUMENT_MAX })),
    /** Whether people may add and delete lines; without it only fills and rules do. */
    'x-fixed': Type.Optional(Type.Boolean()),
    /** Lists of columns: no two lines of one record have the same values in all columns of a list. */
    'x-unique': Type.Optional(
      Type.Array(Type.Array(Key, { minItems: 1, maxItems: 5, uniqueItems: true }), {
        minItems: 1,
        maxItems: 5,
      }),
    ),
    items: Type.Object(
      {
        type: Type.Literal('object'),
        properties: Type.Record(Key, ScalarField),
        required: Type.Optional(Type.Array(Key)),
        additionalProperties: Type.Optional(Type.Literal(false)),
      },
      closed,
    ),
  },
  closed,
);

export const FieldDefinition = Type.Union([ScalarField, LinesField]);

export type FieldDefinition = Static<typeof FieldDefinition>;
export type ScalarField = Static<typeof ScalarField>;
export type LinesField = Static<typeof LinesField>;
