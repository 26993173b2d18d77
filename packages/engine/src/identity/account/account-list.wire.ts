import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** An account as administrators see it: whose it is, and how its person gets in. */
export const AccountWire = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  post: Type.Union([LocalizedText, Type.Null()]),
  email: TextOrNull,
  active: Type.Boolean(),
  department: TextOrNull,
  roles: Type.Array(Type.String()),
  hasPassword: Type.Boolean(),
  passwordDue: Type.Boolean({ description: 'whether it must be changed at the next sign-in' }),
  secondFactor: Type.Boolean({ description: 'whether one is set up' }),
  factorDue: Type.Boolean({ description: 'whether one must be set up at the next sign-in' }),
  invitedUntil: TextOrNull,
  blockedUntil: TextOrNull,
  providers: Type.Array(Type.String(), { description: 'providers outside that vouch for the person' }),
  sessions: Type.Integer({ description: 'in how many places the person is signed in' }),
  lastSignInAt: TextOrNull,
});
export type AccountView = Static<typeof AccountWire>;

export const AccountPageWire = Type.Object({
  data: Type.Array(AccountWire),
  count: Type.Integer({ description: 'how many there are on all pages' }),
  nextCursor: Type.Optional(Type.String()),
});
