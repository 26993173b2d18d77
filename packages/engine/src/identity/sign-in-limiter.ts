import { LRUCache } from 'lru-cache';

const FAILURES_MAX = 5;
const WINDOW_MS = 15 * 60_000;
const TRACKED_MAX = 10_000;

interface Failures {
  readonly count: number;
  readonly until: number;
}

/**
 * Counts failed sign-ins of one login from one address. Kept in the process: with several processes an attacker has
 * as many tries as there are processes, which is still few.
 */
export class SignInLimiter {
  private readonly failures = new LRUCache<string, Failures>({ max: TRACKED_MAX });

  /** Milliseconds to wait before another try; 0 when one is allowed. */
  waitMs(login: string, address: string, now: number): number {
    const found = this.failures.get(keyOf(login, address));
    return found && found.count >= FAILURES_MAX && found.until > now ? found.until - now : 0;
  }

  failed(login: string, address: string, now: number): void {
    const key = keyOf(login, address);
    const found = this.failures.get(key);
    const count = found && found.until > now ? found.count + 1 : 1;
    this.failures.set(key, { count, until: now + WINDOW_MS });
  }

  succeeded(login: string, address: string): void {
    this.failures.delete(keyOf(login, address));
  }
}

function keyOf(login: string, address: string): string {
  return `${login}\n${address}`;
}
