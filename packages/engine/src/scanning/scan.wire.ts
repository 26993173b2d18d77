import { KEY_PATTERN } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { FindingWire } from '../expressions/expression.wire.js';

const closed = { additionalProperties: false };

/** So many events are taken at once, in their order. */
export const SCANS_MAX = 200;
const CODE_LENGTH_MAX = 500;

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Code = Type.String({ minLength: 1, maxLength: CODE_LENGTH_MAX, pattern: '^[^\\u0000-\\u001f]+$' });

const NewScan = Type.Object(
  {
    id: Type.String({
      pattern: '^[\\x21-\\x7e]{1,100}$',
      description: 'names the event for this device, for ever: one that comes again does nothing',
    }),
    point: Type.String({ pattern: KEY_PATTERN, description: 'key of the scan point' }),
    code: Code,
    at: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})$',
      description: 'when it was scanned, by the clock of the device',
    }),
    quantity: Type.Optional(Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' })),
  },
  closed,
);
export type NewScan = Static<typeof NewScan>;

export const NewScans = Type.Object(
  {
    events: Type.Array(NewScan, {
      minItems: 1,
      maxItems: SCANS_MAX,
      description: 'carried out in this order',
    }),
  },
  closed,
);
export type NewScans = Static<typeof NewScans>;

export const SCAN_STATES = ['taken', 'done', 'exception', 'resolving', 'resolved', 'dismissed'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

const State = Type.Union(
  SCAN_STATES.map((state) => Type.Literal(state)),
  { description: 'exception: it waits for somebody' },
);

export const TakenScansWire = Type.Object({
  data: Type.Array(
    Type.Object({
      id: Type.String({ description: 'as the device named it' }),
      state: State,
      repeated: Type.Boolean({ description: 'it came before; this is what became of it then' }),
      form: TextOrNull,
      recordId: TextOrNull,
      cause: Type.Optional(Type.String({ description: 'why it waits for somebody' })),
    }),
  ),
});
export type TakenScansWire = Static<typeof TakenScansWire>;

const Person = Type.Object({ id: Type.String(), name: Type.String() });

export const ScanEventWire = Type.Object({
  id: Type.String(),
  device: Type.Object({ id: Type.String(), login: Type.String(), name: Type.String() }),
  event: Type.String(),
  point: Type.Object({
    key: Type.String(),
    title: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
  }),
  code: Type.String(),
  quantity: TextOrNull,
  at: Type.String(),
  receivedAt: Type.String(),
  state: State,
  cause: Type.Optional(Type.String({ description: 'one sentence in the language of the caller' })),
  issues: Type.Array(FindingWire),
  form: TextOrNull,
  recordId: TextOrNull,
  settledAt: TextOrNull,
  settledBy: Type.Union([Person, Type.Null()]),
  note: TextOrNull,
});
export type ScanEventWire = Static<typeof ScanEventWire>;

export const ScanEventsWire = Type.Object({
  data: Type.Array(ScanEventWire),
  nextCursor: Type.Optional(Type.String()),
});
export type ScanEventsWire = Static<typeof ScanEventsWire>;

export const ScanResolution = Type.Object(
  { code: Type.Optional(Type.String({ ...Code, description: 'what should have been scanned' })) },
  closed,
);
export type ScanResolution = Static<typeof ScanResolution>;

export const ScanDismissal = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, closed);
export type ScanDismissal = Static<typeof ScanDismissal>;
