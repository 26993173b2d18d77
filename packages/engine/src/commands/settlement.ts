import { settleOn } from '@dougong/kernel/commands';
import type { PostingRequest, SettledPosting } from '@dougong/kernel/commands';
import type { Issue } from '@dougong/kernel/foundation';
import type { CompiledRegister, OpenLedger } from '@dougong/kernel/registers';
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

/**
 * Refuses what reaches into closed books that could not be known before it was settled: undoing what another organisation was
 * handed, or valuing anew what another one has.
 */
export function refuseClosedElsewhere(
  settled: readonly SettledPosting[],
  registers: ReadonlyMap<string, CompiledRegister>,
  faults: DayFaults,
): void {
  for (const posting of settled) {
    const { businessDate, organisation, organisations = [] } = posting.request;
    if (organisation === undefined) continue;
    const others = booksOf(posting, registers).filter((each) => !organisations.includes(each));
    const found = others.length === 0 ? [] : faults(businessDate, others);
    if (found.length > 0) throw new Refusal(409, 'period_not_open', found, { params: found[0]?.params });
  }
}

/** Whose books a settled posting changes. */
function booksOf(
  { settlement }: SettledPosting,
  registers: ReadonlyMap<string, CompiledRegister>,
): readonly string[] {
  const moved = settlement.movements.flatMap(({ register, key }) => {
    const at = registers.get(register)?.dimensions.findIndex(({ type }) => type === 'organisation') ?? -1;
    return at < 0 ? [] : (key[at] ?? []);
  });
  const booked = settlement.vouchers.flatMap((voucher) => voucher.organisation ?? []);
  return [...new Set([...moved, ...booked])];
}

/** The days on which postings are to count. */
export function daysOf(requests: readonly PostingRequest[]): ReadonlySet<string> {
  return new Set(requests.map(({ businessDate }) => businessDate));
}
