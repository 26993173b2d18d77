import { Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Secret = Type.String({ minLength: 1, maxLength: 200 });
const Time = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

export const PasswordChange = Type.Object({ password: Secret, newPassword: Secret }, closed);
export const PasswordAsked = Type.Object({ password: Secret }, closed);
export const CodeBody = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }, closed);

export const OwnSecurityWire = Type.Object({
  hasPassword: Type.Boolean(),
  secondFactor: Type.Object({
    confirmed: Type.Boolean(),
    required: Type.Boolean(),
    recoveryCodesLeft: Type.Integer(),
  }),
  passwordLength: Type.Integer({ description: 'characters that a password has at least' }),
});

export const FactorSetupWire = Type.Object({
  secret: Type.String({ description: 'in base 32, to be typed into an authenticator' }),
  address: Type.String({ description: 'what an authenticator reads from the picture' }),
});

export const RecoveryCodesWire = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'shown once; each is good once' }),
});

export const SessionWire = Type.Object({
  id: Type.String(),
  createdAt: Time,
  lastSeenAt: Time,
  expiresAt: Time,
  ip: TextOrNull,
  agent: TextOrNull,
  provider: TextOrNull,
  current: Type.Boolean({ description: 'whether the request itself came with it' }),
});

export const SignInStateWire = Type.Object({
  hasPassword: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  blockedUntil: TextOrNull,
  secondFactor: Type.Boolean(),
  invitedUntil: TextOrNull,
  providers: Type.Array(Type.String(), { description: 'providers outside that vouch for the person' }),
});
