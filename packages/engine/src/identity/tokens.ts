import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const KEY_MARK = 'dg_';
const PREFIX_LENGTH = 8;
const KEY_PATTERN = /^dg_[A-Za-z0-9_-]{43}$/;
const SESSION_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A fresh secret for a session cookie. */
export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** A fresh API key, and the part of it that may be shown later. */
export function newApiKey(): { readonly key: string; readonly prefix: string } {
  const secret = newSessionToken();
  return { key: `${KEY_MARK}${secret}`, prefix: `${KEY_MARK}${secret.slice(0, PREFIX_LENGTH)}` };
}

export function looksLikeApiKey(text: string): boolean {
  return KEY_PATTERN.test(text);
}

export function looksLikeSessionToken(text: string): boolean {
  return SESSION_PATTERN.test(text);
}

/** What is stored: 32 random bytes need no slow hash. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
