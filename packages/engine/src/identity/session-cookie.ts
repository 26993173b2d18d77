import type { FastifyRequest } from 'fastify';
import { readCookie, writeCookie } from '../http/cookies.js';

export const SESSION_COOKIE = 'dougong_session';
/** Beside the session of somebody who looks at the system as somebody else. */
export const VIEW_COOKIE = 'dougong_view';
export const VIEW_MINUTES = 30;

const MS_PER_SECOND = 1000;

/** The secret of the session that a request shows. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return readCookie(request.headers.cookie, SESSION_COOKIE);
}

/** The secret of the looking on that a request shows. */
export function viewTokenOf(request: FastifyRequest): string | undefined {
  return readCookie(request.headers.cookie, VIEW_COOKIE);
}

/** The Set-Cookie header that begins looking on; an empty token ends it. */
export function viewCookie(token: string, protocol: string): string {
  const maxAgeSeconds = token === '' ? 0 : VIEW_MINUTES * 60;
  return writeCookie(VIEW_COOKIE, token, { secure: protocol === 'https', maxAgeSeconds });
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
