import { balanceKey, groupsToLock, keysToLock, linksOf, lotGroups } from '@dougong/kernel/registers';
import type { CompiledRegister, Earlier, PostingOrder } from '@dougong/kernel/registers';
import type { DecidedCommand } from '../posting-path.js';

const NOTHING_EARLIER: Earlier = new Map();

/** Whoever touches more would let everybody else wait for all of it. */
const KEYS_MAX = 50;

/**
 * The line in which a command waits: that of the first `queued` balance that it touches. None when it goes its own way: it touches no
 * such balance or too many others, it refers to earlier postings, picks lots or brings layers, or it counts on another day than the others, whose
 * balances it would see from behind.
 */
export function lineOf({ run, effects: { postings } }: DecidedCommand): string | undefined {
  const registers = new Map(postings.flatMap(({ posting }) => [...posting.registers]));
  if (![...registers.values()].some(isQueued)) return undefined;
  if (postings.some(({ businessDate }) => businessDate !== run.today)) return undefined;
  if (linksOf(postings).length > 0 || [...groupsToLock(postings), ...lotGroups(postings)].length > 0)
    return undefined;
  if (postings.some(bringsLayers)) return undefined;
  const keys = keysToLock(postings, NOTHING_EARLIER);
  if (keys.length > KEYS_MAX) return undefined;
  const texts = keys
    .filter(({ register }) => isQueued(registers.get(register)))
    .map(({ register, key }) => balanceKey(register, key));
  const first = texts.sort()[0];
  // Those who go by one release stand together.
  return first === undefined ? undefined : `${run.release.number} ${run.today} ${first}`;
}

/** Movements that bring layers are numbered under lock, before those of others who wait with them. */
function bringsLayers({ intents, posting: { registers } }: PostingOrder): boolean {
  return intents.some(
    ({ register, direction }) => direction !== 'out' && registers.get(register)?.valued?.method.layered,
  );
}

function isQueued(register: CompiledRegister | undefined): boolean {
  return register?.definition.balance === 'queued';
}
