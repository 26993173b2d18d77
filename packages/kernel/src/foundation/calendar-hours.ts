import { issue, pointer } from './issue.js';
import type { Issue } from './issue.js';

/** Hours as people write them: `08:30` to `12:00`. A day may end at `24:00`. */
export interface HoursText {
  readonly from: string;
  readonly to: string;
}

/** Milliseconds since midnight; `to` is the first moment after it. */
export interface WorkingSpan {
  readonly from: number;
  readonly to: number;
}

export interface DayHours {
  /** In order, without touching the next day or each other. */
  readonly spans: readonly WorkingSpan[];
  readonly length: number;
}

export const NO_HOURS: DayHours = { spans: [], length: 0 };

const MINUTE_MILLISECONDS = 60_000;

/** Reads the hours of a day. A night shift is two spans on two days, so that every hour belongs to one date. */
export function hoursOfDay(hours: readonly HoursText[], path: string, issues: Issue[]): DayHours {
  const spans = hours.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
  spans.forEach(({ from, to }, at) => {
    const { from: start = '', to: end = '' } = hours[at] ?? {};
    if (to <= from)
      issues.push(issue('hours_over_midnight', pointer(path, at, 'to'), { from: start, to: end }));
    const before = spans[at - 1];
    if (before && from < before.to)
      issues.push(issue('hours_overlap', pointer(path, at, 'from'), { from: start, to: end }));
  });
  return { spans, length: spans.reduce((sum, { from, to }) => sum + to - from, 0) };
}

function timeOf(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return (Number.parseInt(hours, 10) * 60 + Number.parseInt(minutes, 10)) * MINUTE_MILLISECONDS;
}
