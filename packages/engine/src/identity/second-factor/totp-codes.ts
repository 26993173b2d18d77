import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Dougong';
const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
const MS_PER_SECOND = 1000;
/** A clock may be one step off. */
const WINDOW = 1;

/** Codes by time as RFC 6238 has them, with the numbers that every authenticator knows. */
function totpOf(secret: string, login = ''): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}

/** A fresh secret, in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator reads from the picture. */
export function totpAddress(secret: string, login: string): string {
  return totpOf(secret, login).toString();
}

/** The step of time that a code is good for; nothing when it is wrong. Each step may be used once. */
export function stepOfCode(secret: string, code: string, now: string): number | undefined {
  const timestamp = Date.parse(now);
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / (PERIOD_SECONDS * MS_PER_SECOND)) + delta;
}

/** The code of a moment. */
export function codeAt(secret: string, now: string): string {
  return totpOf(secret).generate({ timestamp: Date.parse(now) });
}
