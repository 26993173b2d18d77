import { settlePostings } from '@dougong/kernel/commands';
import type { PostingRequest, SettledPosting } from '@dougong/kernel/commands';
import type { Issue } from '@dougong/kernel/foundation';
import { softened } from '@dougong/kernel/rules';
import { Refusal } from '../http/refusal.js';
import type { LockedLedger } from '../registers/ledger-store.js';

/** What became of the postings of a command: those that are written, and what was let pass. */
export interface Settled {
  readonly postings: readonly SettledPosting[];
  readonly notes: readonly Issue[];
}

/** Settles postings against locked balances; refuses unless the one that fails was told to be let pass. */
export function settleOrRefuse(requests: readonly PostingRequest[], locked: LockedLedger): Settled {
  const notes: Issue[] = [];
  const settled = settlePostings(requests, locked.balances, (found) => notes.push(...found));
  if (settled.ok) return { postings: settled.value, notes };
  const { code = 'invalid', params } = settled.error[0] ?? {};
  throw new Refusal(409, code, settled.error, { params });
}

export interface OpenPostings {
  readonly open: readonly PostingRequest[];
  readonly notes: readonly Issue[];
}

/**
 * The postings whose month is open. A closed month refuses the command, unless the posting was told to be let pass.
 * @param check what is wrong with posting on a day.
 */
export async function postingsInOpenPeriods(
  requests: readonly PostingRequest[],
  check: (date: string) => Promise<readonly Issue[]>,
): Promise<OpenPostings> {
  const faults = new Map<string, readonly Issue[]>();
  for (const date of new Set(requests.map(({ businessDate }) => businessDate)))
    faults.set(date, await check(date));
  const notes: Issue[] = [];
  const open = requests.filter(({ businessDate, onError, rule }) => {
    const found = faults.get(businessDate) ?? [];
    if (found.length === 0) return true;
    if (onError === undefined) throw new Refusal(409, 'period_not_open', found, { params: found[0]?.params });
    notes.push(...softened(found, onError, rule));
    return false;
  });
  return { open, notes };
}
