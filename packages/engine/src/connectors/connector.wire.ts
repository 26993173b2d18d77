import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { FindingWire } from '../expressions/expression.wire.js';

const closed = { additionalProperties: false };
const SECRET_LENGTH_MAX = 4000;

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Titles = Type.Record(Type.String(), Type.String());
const Secret = Type.String({ minLength: 1, maxLength: SECRET_LENGTH_MAX, pattern: '^[^\\u0000-\\u001f]+$' });

/** What an installation says about an outside system. What is left out of the credentials stays as it was. */
export const PutConnector = Type.Object(
  {
    baseUrl: Type.String({ pattern: '^https?://[^\\s?#@]+$', maxLength: 2000 }),
    account: Type.String({
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9._@-]{1,99}$',
      description: 'login of the account of a program in whose name it reads and writes',
    }),
    credentials: Type.Optional(
      Type.Object(
        {
          secret: Type.Optional(Secret),
          login: Type.Optional(Secret),
          password: Type.Optional(Secret),
          clientId: Type.Optional(Secret),
          clientSecret: Type.Optional(Secret),
        },
        { ...closed, description: 'kept locked and never shown' },
      ),
    ),
    since: Type.Optional(
      Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], {
        description: 'exports begin with this day',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'whether its schedules run; true when left out' })),
  },
  closed,
);
export type PutConnector = Static<typeof PutConnector>;
export type Credentials = NonNullable<PutConnector['credentials']>;

const Counts = Type.Record(Type.String(), Type.Integer());

const PipelineWire = Type.Object({
  id: Type.String(),
  title: Titles,
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  schedule: TextOrNull,
  comparison: Type.Boolean({ description: 'it can be compared with the other side' }),
  watermark: TextOrNull,
  lastRunAt: TextOrNull,
  lastOutcome: TextOrNull,
  lastCause: TextOrNull,
  lastCounts: Type.Union([Counts, Type.Null()]),
  failures: Type.Integer(),
  retryAt: TextOrNull,
  deadLetters: Type.Integer(),
  underWay: Type.Boolean(),
});

export const ConnectorWire = Type.Object({
  key: Type.String(),
  title: Titles,
  auth: Type.String({ description: 'how it lets us in; none, header, basic or oauth2' }),
  settings: Type.Union(
    [
      Type.Object({
        baseUrl: Type.String(),
        account: Type.Object({ login: Type.String(), name: Type.String(), active: Type.Boolean() }),
        credentials: Type.Array(Type.String(), { description: 'names of the secrets that are there' }),
        since: TextOrNull,
        active: Type.Boolean(),
        changedAt: Type.String(),
      }),
      Type.Null(),
    ],
    { description: 'null: nobody has said yet where it is' },
  ),
  pipelines: Type.Array(PipelineWire),
});
export type ConnectorWire = Static<typeof ConnectorWire>;

export const ProbeWire = Type.Object({
  ok: Type.Boolean(),
  status: Type.Union([Type.Integer(), Type.Null()]),
  cause: Type.Optional(Type.String({ description: 'what is wrong, in one sentence' })),
});
export type ProbeWire = Static<typeof ProbeWire>;

export const StartRun = Type.Object(
  {
    comparison: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'compare this day instead of sending' }),
    ),
  },
  closed,
);
export type StartRun = Static<typeof StartRun>;

export const StartedWire = Type.Object({ job: Type.String() });
export type StartedWire = Static<typeof StartedWire>;

export const RunWire = Type.Object({
  job: Type.String(),
  pipeline: Type.String(),
  wish: Type.String({ description: 'run, compare or retry' }),
  state: Type.String(),
  createdAt: Type.String(),
  finishedAt: TextOrNull,
  counts: Type.Union([Counts, Type.Null()]),
  cause: TextOrNull,
});
export type RunWire = Static<typeof RunWire>;

export const LETTER_STATES = ['open', 'done', 'dismissed'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export const LetterWire = Type.Object({
  id: Type.String(),
  pipeline: Type.String(),
  source: Type.String({ description: 'their key of an import; our id of an export' }),
  number: TextOrNull,
  cause: Type.String({ description: 'one sentence in the language of the caller' }),
  issues: Type.Array(FindingWire),
  payload: Type.Unknown(),
  attempts: Type.Integer(),
  state: Type.Union(LETTER_STATES.map((state) => Type.Literal(state))),
  createdAt: Type.String(),
  failedAt: Type.String(),
  settledAt: TextOrNull,
});
export type LetterWire = Static<typeof LetterWire>;

export const ComparisonWire = Type.Object({
  pipeline: Type.String(),
  day: Type.String(),
  at: Type.String(),
  ours: Type.Integer(),
  theirs: Type.Integer(),
  missing: Type.Array(Type.String(), { description: 'sent, but not there' }),
  unknown: Type.Array(Type.String(), { description: 'there, but not sent by us' }),
  different: Type.Array(Type.Object({ key: Type.String(), ours: TextOrNull, theirs: TextOrNull })),
});
export type ComparisonWire = Static<typeof ComparisonWire>;
