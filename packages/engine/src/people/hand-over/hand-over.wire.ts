import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { OpenTaskWire } from './open-task.wire.js';

const UserId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const COMMENT_LENGTH_MAX = 500;

/** Who takes over what; what nobody is named for stays, and can be handed over later. */
export const HandOverWish = Type.Object(
  {
    tasks: Type.Optional(UserId),
    departments: Type.Optional(UserId),
    deputies: Type.Optional(UserId),
    nodes: Type.Optional(UserId),
    roles: Type.Optional(UserId),
    comment: Type.Optional(Type.String({ maxLength: COMMENT_LENGTH_MAX })),
  },
  { additionalProperties: false },
);
export type HandOverWish = Static<typeof HandOverWish>;

const Counted = Type.Object({ count: Type.Integer(), to: Type.Union([Type.String(), Type.Null()]) });

export const HandOverWire = Type.Object({
  done: Type.Boolean({ description: 'false: a preview, nothing was changed' }),
  sessions: Type.Integer({ description: 'sessions that end' }),
  keys: Type.Integer({ description: 'keys that are revoked' }),
  tasks: Type.Composite([Counted, Type.Object({ data: Type.Array(OpenTaskWire) })]),
  departments: Type.Composite([
    Counted,
    Type.Object({ data: Type.Array(Type.Object({ key: Type.String(), title: LocalizedText })) }),
  ]),
  deputies: Type.Composite([
    Counted,
    Type.Object({ ended: Type.Integer({ description: 'rules by which others stood in for him' }) }),
  ]),
  nodes: Type.Composite([
    Counted,
    Type.Object({
      data: Type.Array(
        Type.Object({
          flow: Type.String(),
          node: Type.String(),
          title: Type.Union([LocalizedText, Type.Null()]),
        }),
      ),
    }),
  ]),
  roles: Type.Composite([Counted, Type.Object({ data: Type.Array(Type.String()) })]),
  left: Type.Array(
    Type.Object({ task: Type.String(), code: Type.String({ description: 'why it could not be moved' }) }),
  ),
});
export type HandOverReport = Static<typeof HandOverWire>;
