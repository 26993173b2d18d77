import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** What comes with an answer to a task, and with what else its holder may do with it. */

const closed = { additionalProperties: false };
const COMMENT_LENGTH_MAX = 2000;
const PEOPLE_MAX = 100;

export const UserId = Type.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'id of a user',
});
export const NodePath = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'id of a node; in flows inside of others, its path: `sub/node`, `sub[2]/node`',
});
export const Comment = Type.String({
  maxLength: COMMENT_LENGTH_MAX,
  description: 'opinion or reason; stands in the trail',
});
export const Users = Type.Array(UserId, { minItems: 1, maxItems: PEOPLE_MAX, uniqueItems: true });

export const Patch = Type.Record(Type.String(), Type.Unknown(), {
  description: 'changes of the record that go along, as for PATCH; the node says which fields are open',
});

export const Chosen = Type.Record(Type.String(), Users, { description: 'node -> the people picked for it' });

/** Approve, reject, submit, complete. */
export const AnswerBody = Type.Object(
  { comment: Type.Optional(Comment), record: Type.Optional(Patch), chosen: Type.Optional(Chosen) },
  closed,
);
export type AnswerBody = Static<typeof AnswerBody>;

/** Transfer and delegate. */
export const HandOnBody = Type.Object({ to: UserId, comment: Type.Optional(Comment) }, closed);
export type HandOnBody = Static<typeof HandOnBody>;

export const AddSignBody = Type.Object(
  {
    where: Type.Union([Type.Literal('before'), Type.Literal('after'), Type.Literal('with')], {
      description:
        'before: mine waits for theirs; after: the node waits for them after my yes; with: as equals',
    }),
    users: Users,
    comment: Type.Optional(Comment),
  },
  closed,
);
export type AddSignBody = Static<typeof AddSignBody>;

export const RemoveSignBody = Type.Object({ user: UserId, comment: Type.Optional(Comment) }, closed);
export type RemoveSignBody = Static<typeof RemoveSignBody>;

export const ReturnBody = Type.Object(
  {
    to: NodePath,
    after: Type.Optional(
      Type.Union([Type.Literal('redo'), Type.Literal('back')], {
        description: 'what follows runs again, or it comes straight back; as the flow says when left out',
      }),
    ),
    comment: Type.Optional(Comment),
  },
  closed,
);
export type ReturnBody = Static<typeof ReturnBody>;
