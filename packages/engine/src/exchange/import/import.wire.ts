import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { COLUMNS_MAX } from '../sheets/sheet-reader.js';

/** Bringing files into forms, for OpenAPI. */

const closed = { additionalProperties: false };
const Target = Type.Union([Type.String({ maxLength: 130 }), Type.Null()], {
  description:
    'a header field (`code`), a column of lines (`lines.qty`), `id`, or null to leave the column out',
});
const Columns = Type.Array(
  Type.Object({ column: Type.Integer({ minimum: 0, description: 'from 0' }), target: Target }, closed),
  { maxItems: COLUMNS_MAX, description: 'as proposed when left out' },
);
const Sheet = Type.Integer({ minimum: 0, maximum: 1000, description: 'from 0' });
const HeaderRow = Type.Integer({
  minimum: 1,
  maximum: 1000,
  description: 'as the sheet numbers it; as guessed when left out',
});

export const IMPORT_MODES = ['insert', 'update', 'upsert', 'skip'] as const;

export const ImportBody = Type.Object(
  {
    sheet: Type.Optional(Sheet),
    headerRow: Type.Optional(HeaderRow),
    columns: Type.Optional(Columns),
    lines: Type.Optional(
      Type.Object(
        {
          sheet: Sheet,
          headerRow: Type.Optional(HeaderRow),
          columns: Type.Optional(Columns),
          owner: Type.Optional(
            Type.Integer({
              minimum: 0,
              description: 'the column that names the document; the first when left out',
            }),
          ),
        },
        { ...closed, description: 'lines that stand on a sheet of their own' },
      ),
    ),
    mode: Type.Union(
      IMPORT_MODES.map((mode) => Type.Literal(mode)),
      {
        description:
          'upsert: changes records that are there, makes the others; skip: leaves those that are there',
      },
    ),
    keys: Type.Optional(
      Type.Array(Type.String({ maxLength: 63 }), {
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        description: 'header fields, or `id`, by which records are met; the code of the form when left out',
      }),
    ),
    blanks: Type.Optional(
      Type.Union([Type.Literal('keep'), Type.Literal('clear')], {
        description: 'what a blank cell does to a record that is there',
      }),
    ),
    atomic: Type.Optional(Type.Boolean({ description: 'all rows or none; for up to 5,000 rows' })),
    dryRun: Type.Optional(Type.Boolean({ description: 'only tells what would become of each row' })),
  },
  closed,
);
export type ImportBody = Static<typeof ImportBody>;

const SheetWire = Type.Object({
  name: Type.String(),
  headerRow: Type.Integer(),
  columns: Type.Array(
    Type.Object({
      column: Type.Integer(),
      name: Type.String({ description: 'the letters of the column' }),
      head: Type.String(),
      samples: Type.Array(Type.String()),
      target: Target,
    }),
  ),
  top: Type.Array(Type.Object({ row: Type.Integer(), cells: Type.Array(Type.String()) }), {
    description: 'the first rows as they stand, to choose the header row from',
  }),
});
export type SheetWire = Static<typeof SheetWire>;

export const ImportFileWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  form: Type.String(),
  name: Type.String(),
  bytes: Type.Integer(),
  sheets: Type.Array(SheetWire),
  targets: Type.Array(
    Type.Object({
      target: Type.String(),
      title: Type.Record(Type.String(), Type.String()),
      titles: Type.Array(Type.String()),
      serverOwned: Type.Boolean({ description: 'the platform writes it; it can only serve as a key' }),
      required: Type.Boolean(),
    }),
  ),
});
export type ImportFileWire = Static<typeof ImportFileWire>;
