import { earlier, lastDayOfMonth, monthAfter, monthOf } from './iso-days.js';

/** Which months of a reading are taken whole from the totals, and which are read movement by movement. */

/** First and last day, or first and last month, both included. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** What the totals hold at the moment of the reading. */
export interface TotalsState {
  /** Postings of transactions from this one on, with numbers above the floor, are not in the totals. */
  readonly xid: string;
  readonly floorId: string;
  /** The totals of this month and later ones cannot be used. */
  readonly staleFrom: string | null;
  /** The months of the postings that are not in the totals. */
  readonly unseenMonths: readonly string[];
}

/** Before the first day that the calendar has. */
const NO_MONTH = '';
const LAST_MONTH = '9999-12-01';
const NO_SUCH_MONTH = '9999-12-32';

/** What was held at the end of a day: the totals of months up to `whole`, and the movements of the months after it. */
export function heldMonths(until: string, { staleFrom }: TotalsState): { whole: string; beside?: Range } {
  const month = monthOf(until);
  const complete = until === lastDayOfMonth(until) ? month : monthBefore(month);
  const whole = staleFrom === null ? complete : earlier(complete, monthBefore(staleFrom));
  if (whole === month) return { whole };
  return { whole, beside: { from: whole === NO_MONTH ? '0001-01-01' : monthAfter(whole, 1), to: month } };
}

/** What came and went between two days: the totals of the months `whole`, and the movements of the months beside them. */
export function movedMonths(
  { from, to }: Range,
  { staleFrom }: TotalsState,
): { whole?: Range; beside: readonly Range[] } {
  const [first, last] = [monthOf(from), monthOf(to)];
  const wholeFrom = from === first ? first : first === LAST_MONTH ? NO_SUCH_MONTH : monthAfter(first, 1);
  const complete = to === lastDayOfMonth(to) ? last : monthBefore(last);
  const wholeTo = staleFrom === null ? complete : earlier(complete, monthBefore(staleFrom));
  if (wholeFrom > wholeTo) return { beside: [{ from: first, to: last }] };
  return {
    whole: { from: wholeFrom, to: wholeTo },
    beside: [
      ...(first < wholeFrom ? [{ from: first, to: first }] : []),
      ...(wholeTo < last ? [{ from: monthAfter(wholeTo, 1), to: last }] : []),
    ],
  };
}

function monthBefore(month: string): string {
  return month <= '0001-01-01' ? NO_MONTH : monthAfter(month, -1);
}
