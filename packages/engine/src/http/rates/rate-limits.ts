import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../ports.js';
import { Refusal } from '../refusal.js';

export const WINDOW_SECONDS = 60;
const MS_PER_SECOND = 1000;

/** Whose requests are counted: somebody known wherever he is, or an address whoever is there. */
export type Counted = 'principal' | 'address';

/** What a caller is told of his allowance. */
export type RateHeaders = Readonly<Record<string, string>>;

/**
 * Counts requests within a minute, in this process: it is a fence against loops and floods, so several processes may each
 * let as many pass. Failed sign-ins are counted apart, in the database.
 */
@Injectable()
export class RateLimits {
  private readonly limiters: Readonly<Record<Counted, Limiter | undefined>>;

  constructor(@Inject(SETTINGS) { requestsPerPrincipal, requestsPerAddress }: Settings) {
    this.limiters = { principal: limiterOf(requestsPerPrincipal), address: limiterOf(requestsPerAddress) };
  }

  /**
   * Counts one request.
   * @returns headers that say what is left; nothing where there is no limit.
   * @throws Refusal 429 that says when to go on.
   */
  async take(counted: Counted, key: string): Promise<RateHeaders | undefined> {
    const limiter = this.limiters[counted];
    if (!limiter) return undefined;
    try {
      return headersOf(limiter.limit, await limiter.memory.consume(key));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooMany(limiter.limit, error);
    }
  }
}

interface Limiter {
  readonly limit: number;
  readonly memory: RateLimiterMemory;
}

function limiterOf(limit: number): Limiter | undefined {
  if (limit === 0) return undefined;
  return { limit, memory: new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS }) };
}

function tooMany(limit: number, state: RateLimiterRes): Refusal {
  const seconds = secondsOf(state);
  return new Refusal(429, 'too_many_requests', [], {
    params: { limit, window: WINDOW_SECONDS, seconds },
    headers: { ...headersOf(limit, state), 'Retry-After': String(seconds) },
  });
}

function headersOf(limit: number, state: RateLimiterRes): RateHeaders {
  return {
    'RateLimit-Policy': `${limit};w=${WINDOW_SECONDS}`,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(Math.max(0, state.remainingPoints)),
    'RateLimit-Reset': String(secondsOf(state)),
  };
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / MS_PER_SECOND));
}
