import { KEY_PATTERN, LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Closing of periods as it travels. Days are `YYYY-MM-DD`. */

const closed = { additionalProperties: false };

const REASON_LENGTH_MAX = 500;

const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const Day = Type.String({ pattern: DAY });
const DayOrNone = Type.Union([Day, Type.Null()]);
const Organisation = Type.String({
  pattern: KEY_PATTERN,
  description:
    'key of the one organisation whose books it is about; the whole without it, and then for everybody',
});
const Reason = Type.String({ minLength: 1, maxLength: REASON_LENGTH_MAX, pattern: '\\S' });

export const CloseBody = Type.Object(
  {
    through: Type.String({ pattern: DAY, description: 'the last day that is closed' }),
    state: Type.Union([Type.Literal('soft'), Type.Literal('closed')], {
      description: 'closed softly, those with the right `post_in_soft_closed` still post',
    }),
    reason: Type.Optional(Reason),
    organisation: Type.Optional(Organisation),
  },
  closed,
);
export type CloseBody = Static<typeof CloseBody>;

export const ReopenBody = Type.Object(
  {
    through: Type.Union([Day, Type.Null()], {
      description: 'the last day that stays closed; `null`: none does',
    }),
    reason: Reason,
    organisation: Type.Optional(Organisation),
    state: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('soft')], {
        description: 'open for everybody, or only for those with the right `post_in_soft_closed`',
      }),
    ),
  },
  closed,
);
export type ReopenBody = Static<typeof ReopenBody>;

const Closing = Type.Object({
  kind: Type.Union([Type.Literal('soft'), Type.Literal('closed'), Type.Literal('reopened')]),
  through: DayOrNone,
  actor: Type.Union([Type.String(), Type.Null()]),
  at: Type.String({ format: 'date-time' }),
  reason: Type.Union([Type.String(), Type.Null()]),
  organisation: Type.Union([Type.String(), Type.Null()], { description: 'null: of the whole' }),
});

const boundary = { closedThrough: DayOrNone, softThrough: DayOrNone };

const Period = Type.Object({
  period: Type.String({ format: 'date', description: 'first day of the month' }),
  state: Type.Union([Type.Literal('open'), Type.Literal('soft'), Type.Literal('closed')]),
  since: Type.Union([Closing, Type.Null()]),
});

const OrganisationBoundary = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  kind: Type.String({ description: 'company, branch or store' }),
  parent: Type.Union([Type.String(), Type.Null()], { description: 'the department above it' }),
  ...boundary,
});

export const PeriodsWire = Type.Object({
  ...boundary,
  organisations: Type.Array(OrganisationBoundary, {
    description: 'how far each is closed, by itself or with the whole; none where nothing is marked',
  }),
  periods: Type.Array(Period, { description: 'months of the ledger, the latest first' }),
  closings: Type.Array(Closing, { description: 'the newest first' }),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
});

const Finding = Type.Object({
  gate: Type.String(),
  level: Type.Union([Type.Literal('red'), Type.Literal('yellow')], {
    description: 'red refuses the closing, yellow lets it pass',
  }),
  code: Type.String(),
  detail: Type.String({ description: 'in the language asked for' }),
  params: Type.Record(Type.String(), Type.Unknown()),
});
export type Finding = Static<typeof Finding>;

export const FindingsWire = Type.Object({ through: Day, findings: Type.Array(Finding) });

export const BoundaryWire = Type.Object({ ...boundary, findings: Type.Array(Finding) });
export type BoundaryWire = Static<typeof BoundaryWire>;
