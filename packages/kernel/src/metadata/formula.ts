import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Formula, Key, LocalizedText } from './vocabulary.js';

/** A named formula: written once, called by its key or its title in every other formula of the release. */

const closed = { additionalProperties: false };

const SCALE_MAX = 10;
const PARAMETERS_MAX = 20;

/** `numbers` takes a whole column of lines. */
export const FORMULA_VALUE_TYPES = ['number', 'numbers', 'text', 'boolean', 'date', 'datetime'] as const;
export type FormulaValueType = (typeof FORMULA_VALUE_TYPES)[number];

const ValueTypeName = Type.Union(FORMULA_VALUE_TYPES.map((type) => Type.Literal(type)));

/** Places that numbers are rounded to, once, half away from zero. */
const Scale = Type.Integer({ minimum: 0, maximum: SCALE_MAX });

const Parameter = Type.Object(
  { id: Key, title: LocalizedText, type: ValueTypeName, scale: Type.Optional(Scale) },
  closed,
);

/** A value as it travels: numbers as decimal text. */
const WireText = Type.Union([Type.String(), Type.Boolean(), Type.Null(), Type.Array(Type.String())]);

const FormulaTest = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    /** By the ids of the parameters; one that is left out is blank. */
    arguments: Type.Record(Key, WireText),
    expect: Type.Optional(WireText),
    /** The kind of error that must come instead, for example `DIV_ZERO`. */
    error: Type.Optional(Type.String({ pattern: '^[A-Z]+(_[A-Z]+)*$' })),
    /** The day that `TODAY()` gives. */
    today: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  closed,
);

export const FormulaDefinition = Type.Object(
  {
    ...definitionHead('formula'),
    parameters: Type.Array(Parameter, { maxItems: PARAMETERS_MAX }),
    result: Type.Object({ type: ValueTypeName, scale: Type.Optional(Scale) }, closed),
    /** Reads its parameters, `today`, `now` and `actor`, and nothing of the record where it is called. */
    expression: Formula,
    tests: Type.Optional(Type.Array(FormulaTest)),
  },
  { $id: 'formula', additionalProperties: false },
);

export type FormulaDefinition = Static<typeof FormulaDefinition>;
export type FormulaParameter = Static<typeof Parameter>;
export type FormulaTest = Static<typeof FormulaTest>;
