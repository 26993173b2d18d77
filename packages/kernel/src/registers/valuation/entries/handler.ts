import type { Issue, Result } from '../../../foundation/index.js';
import type { Desk } from '../desk.js';
import type { Booking, ValuationEntry } from '../entry.js';

/** What an entry says beside its rows and variances. */
export type Answer = Pick<Booking, 'credit' | 'allocated'>;

/** Carries one kind of entry out on a desk, or says why not. */
export type Handler<Type extends ValuationEntry['type']> = (
  desk: Desk,
  entry: Extract<ValuationEntry, { readonly type: Type }>,
) => Result<Answer, readonly Issue[]>;
