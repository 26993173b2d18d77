import { pointer, issue } from '@dougong/kernel/foundation';
import { Refusal } from '../http/refusal.js';

/** A query that cannot be answered; `path` names the parameter as a pointer: `/filter/qty/gte`. */
export function badQuery(code: string, path: readonly string[], params?: Record<string, unknown>): Refusal {
  return new Refusal(400, 'bad_query', [issue(code, pointer('', ...path), params)]);
}
