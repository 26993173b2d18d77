import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Chosen, Comment, NodePath, Patch, UserId, Users } from '../tasks/task-bodies.wire.js';

/** What comes with an action on the flow of a record. */

const closed = { additionalProperties: false };

const instance = Type.Optional(
  Type.String({
    pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    description: 'the instance that is meant, where several run on the record; the main one otherwise',
  }),
);

/** Recall, revoke, urge. */
export const PlainBody = Type.Object({ instance, comment: Type.Optional(Comment) }, closed);
export type PlainBody = Static<typeof PlainBody>;

export const ResubmitBody = Type.Object(
  {
    instance,
    comment: Type.Optional(Comment),
    record: Type.Optional(Patch),
    chosen: Type.Optional(Chosen),
  },
  closed,
);
export type ResubmitBody = Static<typeof ResubmitBody>;

export const TakeBackBody = Type.Object(
  { instance, node: NodePath, comment: Type.Optional(Comment) },
  closed,
);
export type TakeBackBody = Static<typeof TakeBackBody>;

export const CommentBody = Type.Object(
  {
    instance,
    comment: Type.Intersect([Comment, Type.String({ minLength: 1 })]),
    node: Type.Optional(NodePath),
    mentions: Type.Optional(Users),
  },
  closed,
);
export type CommentBody = Static<typeof CommentBody>;

export const SignalBody = Type.Object(
  { instance, event: Type.String({ minLength: 1, maxLength: 200, description: 'name of the event' }) },
  closed,
);
export type SignalBody = Static<typeof SignalBody>;

/** What administrators do with an instance. */

/** Retry, skip. */
export const ReasonBody = Type.Object({ comment: Type.Optional(Comment) }, closed);
export type ReasonBody = Static<typeof ReasonBody>;

export const CancelBody = Type.Object(
  { reason: Type.Intersect([Comment, Type.String({ minLength: 1 })]) },
  closed,
);
export type CancelBody = Static<typeof CancelBody>;

export const ReassignBody = Type.Object(
  { node: NodePath, from: UserId, to: UserId, comment: Type.Optional(Comment) },
  closed,
);
export type ReassignBody = Static<typeof ReassignBody>;

export const JumpBody = Type.Object({ to: NodePath, comment: Type.Optional(Comment) }, closed);
export type JumpBody = Static<typeof JumpBody>;

export const NodeMapWire = Type.Record(Type.String(), Type.String(), {
  description: 'node -> the node that takes its place; a node that is not named keeps its id',
});

export const MigrateBody = Type.Object(
  {
    to: Type.Optional(Type.Integer({ minimum: 1, description: 'release; the one in force when left out' })),
    map: Type.Optional(NodeMapWire),
    comment: Type.Optional(Comment),
  },
  closed,
);
export type MigrateBody = Static<typeof MigrateBody>;
