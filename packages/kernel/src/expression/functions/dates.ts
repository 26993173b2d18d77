import { ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import {
  addMonths,
  dateOfDay,
  dateText,
  dayNumber,
  daysInMonth,
  isDate,
  monthsBetween,
  parseDate,
} from '../calendar.js';
import type { CivilDate } from '../calendar.js';
import type { Value } from '../types.js';
import { integerAt, textAt } from './arguments.js';
import { DATE, NUMBER } from './part.js';
import type { Call, EagerPart } from './part.js';

/** No date of the calendar is further from another. */
const SPAN_MAX = { min: -4_000_000, max: 4_000_000 };

/** A date that must be there. */
export function dateAt(args: readonly Value[], index: number, call: Call): CivilDate {
  const text = textAt(args, index, call);
  return parseDate(text) ?? call.fail('DOMAIN', { value: text.slice(0, 40), position: index + 1 });
}

function written(date: CivilDate | null, call: Call): string {
  return date === null ? call.fail('DOMAIN', { value: 'date' }) : dateText(date);
}

function number(value: number): Decimal {
  return ZERO.plus(value);
}

const today: EagerPart = {
  code: 'TODAY',
  title: { 'zh-CN': '今天', en: 'Today' },
  description: { 'zh-CN': '业务日期的今天', en: 'The present day' },
  aliases: ['今天'],
  minimum: 0,
  maximum: 0,
  parameters: [],
  result: DATE,
  reads: ['today'],
  evaluate: (_, call) => call.occasion('today'),
};

const now: EagerPart = {
  code: 'NOW',
  title: { 'zh-CN': '现在', en: 'Now' },
  description: { 'zh-CN': '当前时刻', en: 'The present instant' },
  aliases: ['现在'],
  minimum: 0,
  maximum: 0,
  parameters: [],
  result: { kind: 'datetime' },
  reads: ['now'],
  evaluate: (_, call) => call.occasion('now'),
};

const date: EagerPart = {
  code: 'DATE',
  title: { 'zh-CN': '日期', en: 'Date' },
  description: { 'zh-CN': '由年、月、日得到日期', en: 'A date of year, month and day' },
  aliases: ['日期'],
  minimum: 3,
  maximum: 3,
  parameters: ['number', 'number', 'number'],
  result: DATE,
  evaluate(args, call) {
    const [year, month, day] = [0, 1, 2].map((index) => integerAt(args, index, call, SPAN_MAX)) as [
      number,
      number,
      number,
    ];
    return isDate({ year, month, day })
      ? dateText({ year, month, day })
      : call.fail('DOMAIN', { value: `${year}-${month}-${day}` });
  },
};

function partOfDate(
  code: string,
  read: (date: CivilDate) => number,
  words: Pick<EagerPart, 'title' | 'description' | 'aliases'>,
): EagerPart {
  return {
    ...words,
    code,
    minimum: 1,
    maximum: 1,
    parameters: ['date'],
    result: NUMBER,
    evaluate: (args, call) => number(read(dateAt(args, 0, call))),
  };
}

const year = partOfDate('YEAR', (found) => found.year, {
  title: { 'zh-CN': '年', en: 'Year' },
  description: { 'zh-CN': '日期的年', en: 'Year of a date' },
  aliases: ['年', '年份'],
});

const month = partOfDate('MONTH', (found) => found.month, {
  title: { 'zh-CN': '月', en: 'Month' },
  description: { 'zh-CN': '日期的月', en: 'Month of a date' },
  aliases: ['月', '月份'],
});

const day = partOfDate('DAY', (found) => found.day, {
  title: { 'zh-CN': '日', en: 'Day' },
  description: { 'zh-CN': '日期的日', en: 'Day of the month' },
  aliases: ['日'],
});

const days: EagerPart = {
  code: 'DAYS',
  title: { 'zh-CN': '相差天数', en: 'Days between' },
  description: { 'zh-CN': '前一个日期减后一个日期的天数', en: 'Days from the second date to the first' },
  aliases: ['相差天数'],
  minimum: 2,
  maximum: 2,
  parameters: ['date', 'date'],
  result: NUMBER,
  evaluate: (args, call) => number(dayNumber(dateAt(args, 0, call)) - dayNumber(dateAt(args, 1, call))),
};

const DIFFERENCES: Readonly<Record<string, (from: CivilDate, to: CivilDate) => number>> = {
  D: (from, to) => dayNumber(to) - dayNumber(from),
  M: monthsBetween,
  Y: (from, to) => Math.floor(monthsBetween(from, to) / 12),
  YM: (from, to) => monthsBetween(from, to) % 12,
  YD: (from, to) => daysAfterMonths(from, to, Math.floor(monthsBetween(from, to) / 12) * 12),
  MD: (from, to) => daysAfterMonths(from, to, monthsBetween(from, to)),
};

function daysAfterMonths(from: CivilDate, to: CivilDate, months: number): number {
  return dayNumber(to) - dayNumber(addMonths(from, months) ?? from);
}

const dateDifference: EagerPart = {
  code: 'DATEDIF',
  title: { 'zh-CN': '日期差', en: 'Date difference' },
  description: {
    'zh-CN': '起、止日期之间的整年 "Y"、整月 "M" 或天数 "D"',
    en: 'Whole years "Y", months "M" or days "D" from start to end',
  },
  aliases: ['日期差'],
  minimum: 3,
  maximum: 3,
  parameters: ['date', 'date', 'text'],
  result: NUMBER,
  evaluate(args, call) {
    const [from, to] = [dateAt(args, 0, call), dateAt(args, 1, call)];
    const unit = textAt(args, 2, call).toUpperCase();
    const difference = Object.hasOwn(DIFFERENCES, unit) ? DIFFERENCES[unit] : undefined;
    if (difference === undefined) return call.fail('DOMAIN', { value: unit.slice(0, 40) });
    return dayNumber(to) < dayNumber(from)
      ? call.fail('DOMAIN', { value: `${dateText(from)} > ${dateText(to)}` })
      : number(difference(from, to));
  },
};

const ADDITIONS: Readonly<Record<string, (date: CivilDate, count: number) => CivilDate | null>> = {
  D: (from, count) => dateOfDay(dayNumber(from) + count),
  W: (from, count) => dateOfDay(dayNumber(from) + count * 7),
  M: addMonths,
  Y: (from, count) => addMonths(from, count * 12),
};

const dateAdd: EagerPart = {
  code: 'DATEADD',
  title: { 'zh-CN': '日期加减', en: 'Add to a date' },
  description: {
    'zh-CN': '加上若干天 "D"、周 "W"、月 "M" 或年 "Y"',
    en: 'Adds days "D", weeks "W", months "M" or years "Y"',
  },
  aliases: ['日期加减'],
  minimum: 2,
  maximum: 3,
  parameters: ['date', 'number', 'text'],
  result: DATE,
  evaluate(args, call) {
    const unit = args.length > 2 ? textAt(args, 2, call).charAt(0).toUpperCase() : 'D';
    const add = Object.hasOwn(ADDITIONS, unit) ? ADDITIONS[unit] : undefined;
    if (add === undefined) return call.fail('DOMAIN', { value: unit });
    return written(add(dateAt(args, 0, call), integerAt(args, 1, call, SPAN_MAX)), call);
  },
};

const addMonthsPart: EagerPart = {
  code: 'EDATE',
  title: { 'zh-CN': '月份加减', en: 'Add months' },
  description: {
    'zh-CN': '若干月后的同一天，没有这一天则取月末',
    en: 'The same day so many months later, or the last day of that month',
  },
  aliases: ['月份加减'],
  minimum: 2,
  maximum: 2,
  parameters: ['date', 'number'],
  result: DATE,
  evaluate: (args, call) =>
    written(addMonths(dateAt(args, 0, call), integerAt(args, 1, call, SPAN_MAX)), call),
};

const monthEnd: EagerPart = {
  code: 'EOMONTH',
  title: { 'zh-CN': '月末', en: 'End of month' },
  description: { 'zh-CN': '若干月后的月末', en: 'The last day of the month so many months later' },
  aliases: ['月末'],
  minimum: 1,
  maximum: 2,
  parameters: ['date', 'number'],
  result: DATE,
  evaluate(args, call) {
    const moved = addMonths(
      { ...dateAt(args, 0, call), day: 1 },
      integerAt(args, 1, call, { ...SPAN_MAX, fallback: 0 }),
    );
    return written(moved && { ...moved, day: daysInMonth(moved.year, moved.month) }, call);
  },
};

export const DATES = [
  today,
  now,
  date,
  year,
  month,
  day,
  days,
  dateDifference,
  dateAdd,
  addMonthsPart,
  monthEnd,
];
