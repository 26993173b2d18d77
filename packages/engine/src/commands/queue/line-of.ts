import {
  balanceKey,
  groupsToLock,
  keysToLock,
  linksOf,
  lotGroups,
  registersToLock,
} from '@dougong/kernel/registers';
import type { CompiledRegister, Earlier, KeyReference } from '@dougong/kernel/registers';
import { LOCK_TIMEOUT_MS } from '../../database/data-source.js';
import type { DecidedCommand } from '../posting-path.js';
import type { LineName } from './waiting-lines.js';

const NOTHING_EARLIER: Earlier = new Map();

/** Whoever touches or moves more would let everybody else wait for all of it. */
const KEYS_MAX = 50;
const MOVEMENTS_MAX = 200;

/** Those who have nothing in common but that they came together wait no longer for a balance of one of them. */
const PATIENCE_MS = 200;

/** While the database writes one group, the next one is settled. */
const GROUPS_AT_ONCE = 2;

/** A line in which commands wait, and how long those who are served together wait for each lock. */
export interface Line extends LineName {
  readonly lockMs: number;
  /** The balances that the command locks. */
  readonly keys: readonly KeyReference[];
}

/**
 * The line in which a command waits: that of the first `queued` balance that it touches, or else that of all others. None when
 * it goes its own way: it touches too many balances, it refers to earlier postings, picks lots, values by a standard, or it
 * counts on another day than the others, whose balances it would see from behind.
 */
export function lineOf({ run, effects: { postings } }: DecidedCommand): Line | undefined {
  if (postings.some(({ businessDate }) => businessDate !== run.today)) return undefined;
  const searches = [linksOf, groupsToLock, registersToLock, lotGroups];
  if (searches.some((search) => search(postings).length > 0)) return undefined;
  const keys = keysToLock(postings, NOTHING_EARLIER);
  const movements = postings.reduce((sum, { intents }) => sum + intents.length, 0);
  if (keys.length > KEYS_MAX || movements > MOVEMENTS_MAX) return undefined;
  const registers = new Map(postings.flatMap(({ posting }) => [...posting.registers]));
  // Whoever sets a standard keeps out everybody who values by it, for as long as that takes.
  if (keys.some(({ register }) => registers.get(register)?.definition.valuation === 'standard'))
    return undefined;
  // Those who go by one release stand together.
  const name = `${run.release.number} ${run.today}`;
  const [queued] = keys
    .filter(({ register }) => isQueued(registers.get(register)))
    .map(({ register, key }) => balanceKey(register, key))
    .sort();
  // Whoever came second would only wait for the lock of the first.
  if (queued !== undefined) return { name: `${name} ${queued}`, atOnce: 1, lockMs: LOCK_TIMEOUT_MS, keys };
  return { name, atOnce: GROUPS_AT_ONCE, lockMs: PATIENCE_MS, keys };
}

function isQueued(register: CompiledRegister | undefined): boolean {
  return register?.definition.balance === 'queued';
}
