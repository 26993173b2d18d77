import { settleOn } from '@dougong/kernel/commands';
import type { PostingRequest, SettledPosting } from '@dougong/kernel/commands';
import type { Issue } from '@dougong/kernel/foundation';
import type { OpenLedger } from '@dougong/kernel/registers';
import { softened } from '@dougong/kernel/rules';
import { Refusal } from '../http/refusal.js';
import type { DayFaults } from '../registers/ledger-periods.js';

/** What became of the postings of a command: those that are written, and what was let pass. */
export interface Settled {
  readonly postings: readonly SettledPosting[];
  readonly notes: readonly Issue[];
}

/** Settles postings on the ledger as it stands under lock; refuses unless the one that fails was told to be let pass. */
export function settleOrRefuse(requests: readonly PostingRequest[], ledger: OpenLedger): Settled {
  const notes: Issue[] = [];
  const settled = settleOn(ledger, requests, (found) => notes.push(...found));
  if (settled.ok) return { postings: settled.value, notes };
  const { code = 'invalid', params } = settled.error[0] ?? {};
  throw new Refusal(409, code, settled.error, { params });
}

export interface OpenPostings {
  readonly open: readonly PostingRequest[];
  readonly notes: readonly Issue[];
}

/**
 * The postings whose day is open. A closed day refuses the command, unless the posting was told to be let pass.
 * @param faults what is wrong with posting on a day.
 */
export function postingsInOpenPeriods(requests: readonly PostingRequest[], faults: DayFaults): OpenPostings {
  const notes: Issue[] = [];
  const open = requests.filter(({ businessDate, organisations, onError, rule }) => {
    const found = faults(businessDate, organisations);
    if (found.length === 0) return true;
    if (onError === undefined) throw new Refusal(409, 'period_not_open', found, { params: found[0]?.params });
    notes.push(...softened(found, onError, rule));
    return false;
  });
  return { open, notes };
}

/** The days on which postings are to count. */
export function daysOf(requests: readonly PostingRequest[]): ReadonlySet<string> {
  return new Set(requests.map(({ businessDate }) => businessDate));
}
