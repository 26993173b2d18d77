import type { Refusal } from '../../../http/refusal.js';

/** What the format calls refusals of the engine. */
const CODES: Readonly<Record<string, string>> = {
  insufficient_balance: 'INSUFFICIENT_STOCK',
  insufficient_available: 'INSUFFICIENT_AVAILABLE',
  future_negative: 'FUTURE_NEGATIVE',
  period_not_open: 'PERIOD_CLOSED',
  period_closed: 'PERIOD_CLOSED',
  costs_only: 'PERIOD_CLOSED',
  key_reused: 'IDEMPOTENCY_CONFLICT',
  layer_consumed: 'LAYER_CONSUMED',
  already_reversed: 'ALREADY_REVERSED',
  used_since: 'INSUFFICIENT_STOCK',
  return_exceeds_original: 'RETURN_EXCEEDS_ORIGINAL',
  returned_since: 'RETURN_EXCEEDS_ORIGINAL',
  lot_expired: 'EXPIRED_BATCH',
  negative_value: 'NEGATIVE_VALUE',
};

/** The code of a refusal in the words of the cases; one that they have no word for is told with its place. */
export function codeOf({ code, issues }: Refusal): string {
  const known = CODES[code];
  if (known !== undefined) return known;
  const [first] = issues;
  return first ? `${code}: ${first.code} ${first.path} ${JSON.stringify(first.params ?? {})}` : code;
}
