import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';

/** Cron texts of five fields, in wall-clock time. */

/** The minutes, hours and days that a cron text names. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Days of the month and of the week are both restricted: one of them is enough, as in every cron. */
  readonly eitherDay: boolean;
}

interface Range {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

const FIELDS: readonly Range[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'weekday', min: 0, max: 7 },
];

const ITEM = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/;

/** Reads a cron text: numbers, ranges, steps and lists. */
export function parseCron(text: string): Result<Cron, Issue> {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) return refused(issue('bad_cron', '', { value: text }));
  const sets = FIELDS.map((range, at) => readField(parts[at] ?? '', range));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays) {
    const wrong = FIELDS[sets.findIndex((set) => set === undefined)];
    return refused(issue('bad_cron', '', { value: text, place: wrong?.name }));
  }
  return ok({
    minutes,
    hours,
    days,
    months,
    // Sunday is written 0 or 7.
    weekdays: new Set([...weekdays].map((day) => day % 7)),
    eitherDay: parts[2] !== '*' && parts[4] !== '*',
  });
}

function readField(text: string, range: Range): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const found = readItem(item, range);
    if (!found) return undefined;
    for (const value of found) values.add(value);
  }
  return values;
}

function readItem(item: string, { min, max }: Range): readonly number[] | undefined {
  const match = ITEM.exec(item);
  if (!match) return undefined;
  const [, all, first, last, stride] = match;
  const step = stride === undefined ? 1 : Number.parseInt(stride, 10);
  const from = all === undefined ? Number.parseInt(first ?? '', 10) : min;
  const open = all !== undefined || (stride !== undefined && last === undefined);
  const to = last === undefined ? (open ? max : from) : Number.parseInt(last, 10);
  if (step < 1 || from < min || to > max || from > to) return undefined;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

/** Whether a day is one that the text names. */
export function namesDay(cron: Cron, month: number, day: number, weekday: number): boolean {
  if (!cron.months.has(month)) return false;
  const [byDay, byWeekday] = [cron.days.has(day), cron.weekdays.has(weekday)];
  return cron.eitherDay ? byDay || byWeekday : byDay && byWeekday;
}
