import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Anchor } from '../../registers/seals/verify/anchor.js';
import { LedgerFigures } from '../ledger-figures.js';
import { Encryption } from './passphrase.js';

/** The line of JSON before the frames. */
export const Preamble = Type.Object({
  format: Type.Literal(1),
  encryption: Type.Union([Encryption, Type.Null()]),
});
export type Preamble = Static<typeof Preamble>;

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A part as it was read from the database: its rows, and its bytes before they were packed. */
export const Part = Type.Object({
  name: Type.String({ maxLength: 200 }),
  rows: Type.Integer({ minimum: 0 }),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Sha256,
});
export type Part = Static<typeof Part>;

/** Where and when a backup was made. */
export const Origin = Type.Object({
  createdAt: Type.String(),
  engineVersion: Type.String(),
  postgresVersion: Type.Integer({ description: 'as server_version_num says it, for example 180004' }),
  collation: Type.String({ description: 'by which the database sorts text' }),
  /** The release in force; 0: nothing was published. */
  release: Type.Integer({ minimum: 0 }),
  /** Names of the migrations that had run. */
  migrations: Type.Array(Type.String()),
});
export type Origin = Static<typeof Origin>;

/** What a backup holds; its last frame. */
export const Manifest = Type.Object({
  format: Type.Literal(1),
  origin: Origin,
  parts: Type.Array(Part),
  ledger: LedgerFigures,
  /** The last seal of the ledger: a restored chain must hold it. */
  anchor: Type.Union([Anchor, Type.Null()]),
});
export type Manifest = Static<typeof Manifest>;

/** The part with the statements that make everything but rows. */
export const CATALOG_PART = 'catalog';

/** The part of a table's rows. */
export function rowsPart(table: string): string {
  return `rows/${table}`;
}
