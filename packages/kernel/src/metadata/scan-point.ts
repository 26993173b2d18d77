import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, ElementId, Formula, Key } from './vocabulary.js';

/**
 * A place where devices scan: which codes are known there, by which field of which form, and what a scan does. The codes are
 * tried in their order; the first that names a record decides.
 */

const closed = { additionalProperties: false };

const Values = Type.Record(Key, Formula);

const Code = Type.Object(
  {
    id: ElementId,
    /** The form whose records such a code names. */
    form: Key,
    /** The header field that holds the code. */
    field: Key,
    /** Codes of this kind begin so; it is no part of what the field holds. */
    prefix: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** The action that is taken on the record. */
    action: Type.Optional(Key),
    /** Field of the record -> formula over it and over `scan`; written together with the action, or alone. */
    values: Type.Optional(Values),
    /** A record that is made instead. */
    create: Type.Optional(Type.Object({ form: Key, values: Values }, closed)),
  },
  closed,
);

export const ScanPointDefinition = Type.Object(
  { ...definitionHead('scan-point'), codes: Type.Array(Code, { minItems: 1, maxItems: 20 }) },
  { $id: 'scan-point', additionalProperties: false },
);

export type ScanPointDefinition = Static<typeof ScanPointDefinition>;
export type ScanCode = Static<typeof Code>;
