import { Type } from '@sinclair/typebox';
import type { Static, TProperties } from '@sinclair/typebox';
import { definitionHead, ElementId, Formula, Key, LocalizedText } from './vocabulary.js';

/**
 * A decision table: rows of conditions over typed inputs, each with the outputs that follow. Cells are short text, as
 * people paste them from a spreadsheet: `> 100`, `[1..5)`, `in a, b`, `not in a`, `blank`, `-`.
 */

const closed = { additionalProperties: false };

export const TABLE_ROWS_MAX = 2000;
export const TABLE_COLUMNS_MAX = 12;

export const HIT_POLICIES = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE_ORDER',
  'OUTPUT_ORDER',
] as const;

export const TABLE_AGGREGATIONS = ['LIST', 'SUM', 'MIN', 'MAX', 'COUNT'] as const;

const DecimalText = Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' });
const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Conditions of one cell; left out or empty means any value, blank too. */
const ConditionCell = Type.String({ maxLength: 1000 });

/** A constant, or a formula over the inputs after `=`; left out or empty means blank. */
const OutputCell = Type.String({ maxLength: 4000 });

const columnHead = { id: Key, title: LocalizedText };

/** One schema for each type of a column, with what all columns of a side have. */
function columnOf<P extends TProperties>(more: P) {
  return Type.Union([
    Type.Object(
      {
        ...columnHead,
        ...more,
        type: Type.Literal('number'),
        /** Values are rounded to so many places, half away from zero; without it they are taken as they are. */
        scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
        minimum: Type.Optional(DecimalText),
        maximum: Type.Optional(DecimalText),
      },
      closed,
    ),
    Type.Object(
      {
        ...columnHead,
        ...more,
        type: Type.Literal('date'),
        minimum: Type.Optional(DateText),
        maximum: Type.Optional(DateText),
      },
      closed,
    ),
    Type.Object({ ...columnHead, ...more, type: Type.Literal('text') }, closed),
    Type.Object({ ...columnHead, ...more, type: Type.Literal('boolean') }, closed),
    Type.Object(
      {
        ...columnHead,
        ...more,
        type: Type.Literal('choice'),
        choices: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
          minItems: 1,
          uniqueItems: true,
        }),
      },
      closed,
    ),
  ]);
}

const Input = columnOf({
  /** A formula over the fields of the table's form; without it the input is the parameter or field of this id. */
  expression: Type.Optional(Formula),
  /** A blank value is refused, so rows need not care for it. */
  required: Type.Optional(Type.Boolean()),
});

const Output = columnOf({
  /** What the output is when no row fits. */
  default: Type.Optional(OutputCell),
  /** Values from the most important to the least, for PRIORITY and OUTPUT_ORDER. */
  priority: Type.Optional(Type.Array(OutputCell, { minItems: 1, uniqueItems: true })),
});

const Row = Type.Object(
  {
    id: ElementId,
    when: Type.Record(Key, ConditionCell),
    then: Type.Record(Key, OutputCell),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  closed,
);

const TableTest = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    inputs: Type.Record(Key, Type.Unknown()),
    /** Outputs as they travel, lists for tables that collect; `null`: the table has no answer. */
    expect: Type.Union([Type.Record(Key, Type.Unknown()), Type.Null()]),
    /** Ids of the rows that must have decided, in their order. */
    rows: Type.Optional(Type.Array(ElementId)),
  },
  closed,
);

export const DecisionTableDefinition = Type.Object(
  {
    ...definitionHead('decision-table'),
    /** The form whose fields the inputs read; without it the inputs are parameters. */
    form: Type.Optional(Key),
    inputs: Type.Array(Input, { minItems: 1, maxItems: TABLE_COLUMNS_MAX }),
    outputs: Type.Array(Output, { minItems: 1, maxItems: TABLE_COLUMNS_MAX }),
    hitPolicy: Type.Union(HIT_POLICIES.map((policy) => Type.Literal(policy))),
    /** What COLLECT makes of the outputs of all rows that fit; `LIST` when left out. */
    aggregation: Type.Optional(Type.Union(TABLE_AGGREGATIONS.map((name) => Type.Literal(name)))),
    rows: Type.Array(Row, { minItems: 1, maxItems: TABLE_ROWS_MAX }),
    tests: Type.Optional(Type.Array(TableTest, { maxItems: 500 })),
    /** First and last day on which the table answers; `null` leaves an end open. */
    effective: Type.Optional(
      Type.Object(
        { from: Type.Union([DateText, Type.Null()]), to: Type.Union([DateText, Type.Null()]) },
        closed,
      ),
    ),
  },
  { $id: 'decision-table', additionalProperties: false },
);

export type DecisionTableDefinition = Static<typeof DecisionTableDefinition>;
export type TableInput = DecisionTableDefinition['inputs'][number];
export type TableOutput = DecisionTableDefinition['outputs'][number];
export type TableRow = DecisionTableDefinition['rows'][number];
export type TableTest = NonNullable<DecisionTableDefinition['tests']>[number];
export type HitPolicy = (typeof HIT_POLICIES)[number];
export type TableAggregation = (typeof TABLE_AGGREGATIONS)[number];
