const ESCAPED = /%([0-9a-f]{2})/gi;
/** Signs that mean the same with and without an escape (RFC 3986, 2.3). */
const UNRESERVED = /[A-Za-z0-9._~-]/;
const HEX = 16;

/**
 * An address in which nothing is escaped that need not be: `/%61pi` and `/api` lead to the same route, so whoever judges by the
 * address must see the same. Queries stay as they are.
 */
export function plainAddress(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  if (!path.includes('%')) return url;
  const plain = path.replaceAll(ESCAPED, (escape: string, code: string) => {
    const sign = String.fromCharCode(Number.parseInt(code, HEX));
    return UNRESERVED.test(sign) ? sign : escape;
  });
  return end < 0 ? plain : plain + url.slice(end);
}
