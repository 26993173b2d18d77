import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { PublishedWire } from '../history/release.wire.js';

/** Publishes that wait: for somebody's approval, for their time. For OpenAPI. */

export const COMMENT_LENGTH_MAX = 500;
export const APPROVER_ROLES_MAX = 20;
export const APPROVER_USERS_MAX = 50;

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

const closed = { additionalProperties: false };
const Instant = Type.String({ format: 'date-time' });
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Comment = Type.Optional(Type.String({ maxLength: COMMENT_LENGTH_MAX }));

export const PublishBody = Type.Object(
  {
    comment: Type.Optional(orNull(Type.String({ maxLength: COMMENT_LENGTH_MAX }))),
    publishAt: Type.Optional(
      Type.String({ maxLength: 40, description: 'when it is to happen (RFC 3339); now when left out' }),
    ),
    scenarios: Type.Optional(
      Type.Boolean({
        description:
          'true: first play all scenarios of the installed templates; one that fails refuses the publish. ' +
          'Left out: as the setting publishScenarios says. False against that setting needs the right administer',
      }),
    ),
  },
  closed,
);
export type PublishBody = Static<typeof PublishBody>;

export const DecisionBody = Type.Object({ comment: Comment }, closed);
export type DecisionBody = Static<typeof DecisionBody>;

export const REQUEST_STATES = [
  'waiting',
  'approved',
  'published',
  'rejected',
  'withdrawn',
  'failed',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const PublishRequestWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Union(
    REQUEST_STATES.map((state) => Type.Literal(state)),
    { description: 'waiting: for approval; approved: for its time' },
  ),
  revision: Type.Integer({ description: 'of the drafts that it is about' }),
  baseRelease: Type.Integer(),
  comment: orNull(Type.String()),
  approvers: Type.Array(Type.String(), { description: 'roles of which somebody may approve' }),
  approverUsers: Type.Array(Type.String({ format: 'uuid' }), {
    description: 'people who may approve; with no roles either, nobody needs to',
  }),
  approverNames: Type.Array(Type.String(), { description: 'the names of these people' }),
  publishAt: orNull(Instant),
  requestedAt: Instant,
  requestedBy: Type.String({ format: 'uuid' }),
  requestedByName: orNull(Type.String()),
  decidedAt: orNull(Instant),
  decidedByName: orNull(Type.String()),
  decision: orNull(Type.String({ description: 'what was said to it' })),
  endedAt: orNull(Instant),
  release: orNull(Type.Integer({ description: 'that it became' })),
  scenarios: orNull(
    Type.Union([Type.Literal('passed'), Type.Literal('skipped')], {
      description: 'passed: they were played when it was asked for; skipped: they were left out',
    }),
  ),
  failure: orNull(Type.Object({ code: Type.String() }, { additionalProperties: true })),
  can: Type.Object({ approve: Type.Boolean(), withdraw: Type.Boolean() }),
});
export type PublishRequestWire = Static<typeof PublishRequestWire>;

export const PublishRequestsWire = Type.Object({ data: Type.Array(PublishRequestWire) });
export type PublishRequestsWire = Static<typeof PublishRequestsWire>;

/** The request that a publish became; with approval or a time nothing is published yet. */
export const RequestedWire = Type.Object({ request: PublishRequestWire });

export const DecidedWire = Type.Union([PublishedWire, RequestedWire]);

const publishApproval = orNull(
  Type.Object(
    {
      roles: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), {
        maxItems: APPROVER_ROLES_MAX,
        uniqueItems: true,
        description: 'of which one person approves, never the one who asks',
      }),
      users: Type.Optional(
        Type.Array(Type.String({ pattern: UUID }), {
          maxItems: APPROVER_USERS_MAX,
          uniqueItems: true,
          description: 'people who may approve beside them, by their ids',
        }),
      ),
    },
    closed,
  ),
);
export const publishScenarios = Type.Union(
  [Type.Literal('affected'), Type.Literal('always'), Type.Literal('asked')],
  {
    description:
      'affected: a publish plays the scenarios that have to do with what it changes; always: all of them; asked: when it says so',
  },
);
export type ScenarioRule = Static<typeof publishScenarios>;

export const DesignSettingsWire = Type.Object({ publishApproval, publishScenarios }, closed);
export type DesignSettingsWire = Static<typeof DesignSettingsWire>;

export const DesignSettingsBody = Type.Partial(DesignSettingsWire, {
  ...closed,
  description: 'what is left out stays as it is',
});
export type DesignSettingsBody = Static<typeof DesignSettingsBody>;
