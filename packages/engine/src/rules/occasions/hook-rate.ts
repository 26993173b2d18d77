import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK, SETTINGS } from '../../ports.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/**
 * Counts a call, unless the minute is full already. Addresses that nobody keeps a token or a secret for are counted
 * together, so that guessing names fills no table and tells nothing.
 */
const COUNT = `
  INSERT INTO core.rule_hook_calls AS c (hook, caller, minute, calls)
  SELECT CASE WHEN EXISTS (SELECT FROM core.rule_hook WHERE key = $1)
                OR EXISTS (SELECT FROM core.rule_hook_secret WHERE hook = $1) THEN $1 ELSE '' END, $2, $3, 1
  ON CONFLICT (hook, caller) DO UPDATE
     SET minute = EXCLUDED.minute, calls = CASE WHEN c.minute = EXCLUDED.minute THEN c.calls + 1 ELSE 1 END
   WHERE c.minute <> EXCLUDED.minute OR c.calls < $4
  RETURNING calls`;

/** How often callers call: so many times a minute for each address and caller, however many processes there are. */
@Injectable()
export class HookRate {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Counts a call, or refuses it until the minute is over. */
  async count(hook: string, caller: string): Promise<void> {
    const now = Date.parse(this.clock());
    const minute = now - (now % MINUTE_MS);
    const values = [hook, caller, new Date(minute).toISOString(), this.settings.hookCallsPerMinute];
    const { rowCount } = await this.database.query(COUNT, values);
    if (rowCount === 0) throw tooMany(Math.ceil((minute + MINUTE_MS - now) / SECOND_MS));
  }
}

function tooMany(seconds: number): Refusal {
  return new Refusal(429, 'too_many_calls', [], {
    params: { seconds },
    headers: { 'Retry-After': String(seconds) },
  });
}
