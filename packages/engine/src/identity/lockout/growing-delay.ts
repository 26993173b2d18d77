/** What failed tries are counted of: a login from one address, a login from anywhere, an address. */
export type LimitedThing = 'pair' | 'login' | 'address';

/** Who tries one login from everywhere is an attacker, but its owner may have failed at home as well. */
const PLACES_OF_A_LOGIN = 4;
/** Many people share an address, so it is none of the policy's business. */
const ADDRESS_FAILURES = 50;

/** How many failures pass without a delay, where the policy lets so many pass for one login at one address. */
export function limitsOf(failedTries: number): Readonly<Record<LimitedThing, number>> {
  return { pair: failedTries, login: failedTries * PLACES_OF_A_LOGIN, address: ADDRESS_FAILURES };
}

/** After so long without a failure counting begins anew. */
export const FORGOTTEN_AFTER_MS = 86_400_000;

const FIRST_DELAY_MS = 60_000;
const DELAY_MAX_MS = 3_600_000;
const DOUBLINGS_MAX = 10;

/** Until when the next try waits: a minute at the limit, twice as long after each further failure, an hour at most. */
export function blockedUntil(limit: number, failures: number, now: string): string | undefined {
  if (failures < limit) return undefined;
  const delayMs = FIRST_DELAY_MS * 2 ** Math.min(failures - limit, DOUBLINGS_MAX);
  return new Date(Date.parse(now) + Math.min(delayMs, DELAY_MAX_MS)).toISOString();
}
