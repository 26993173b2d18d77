/** The two things we need of cookies. Names and values are ours and hold no character that needs escaping. */

export interface CookieAttributes {
  /** Sent back over https only. */
  readonly secure: boolean;
  readonly maxAgeSeconds: number;
}

/** The value of a cookie in a Cookie header; the first one counts. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** A Set-Cookie header for a cookie that scripts cannot read and other sites cannot send with their forms. */
export function writeCookie(name: string, value: string, attributes: CookieAttributes): string {
  const secure = attributes.secure ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${attributes.maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}
