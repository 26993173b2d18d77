import type { FastifyRequest } from 'fastify';
import { readCookie, writeCookie } from '../http/cookies.js';

export const SESSION_COOKIE = 'dougong_session';

const MS_PER_SECOND = 1000;

/** The secret of the session that a request shows. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return readCookie(request.headers.cookie, SESSION_COOKIE);
}

export interface BegunSession {
  readonly token: string;
  readonly expiresAt: string;
}

/** The Set-Cookie header that begins a session. */
export function beginSessionCookie(
  { token, expiresAt }: BegunSession,
  now: string,
  protocol: string,
): string {
  const maxAgeSeconds = Math.floor((Date.parse(expiresAt) - Date.parse(now)) / MS_PER_SECOND);
  return writeCookie(SESSION_COOKIE, token, { secure: protocol === 'https', maxAgeSeconds });
}

/** The Set-Cookie header that ends one. */
export function endSessionCookie(protocol: string): string {
  return writeCookie(SESSION_COOKIE, '', { secure: protocol === 'https', maxAgeSeconds: 0 });
}
