import { ZERO } from '../../foundation/index.js';
import { dayNumber, parseDate, weekday, workdays } from '../calendar.js';
import type { Value } from '../types.js';
import { listAt } from './arguments.js';
import { dateAt } from './dates.js';
import { NUMBER } from './part.js';
import type { Call, EagerPart } from './part.js';

/** Holidays that fall on a working day between two days, each counted once. */
function holidaysBetween(holidays: readonly Value[], from: number, to: number, call: Call): number {
  const days = new Set<number>();
  for (const holiday of holidays) {
    if (holiday === null) continue;
    const date = typeof holiday === 'string' ? parseDate(holiday) : null;
    const day = date === null ? call.fail('TYPE', { expected: 'date', position: 3 }) : dayNumber(date);
    if (day >= from && day <= to && weekday(day) < 5) days.add(day);
  }
  return days.size;
}

const networkDays: EagerPart = {
  code: 'NETWORKDAYS',
  title: { 'zh-CN': '工作日', en: 'Working days' },
  description: {
    'zh-CN': '两个日期之间（含首尾）的工作日数，可扣除节假日',
    en: 'Working days between two dates, both counted, without the holidays listed',
  },
  aliases: ['工作日'],
  minimum: 2,
  maximum: 3,
  parameters: ['date', 'date', 'list'],
  result: NUMBER,
  aggregate: true,
  evaluate(args, call) {
    const [a, b] = [dayNumber(dateAt(args, 0, call)), dayNumber(dateAt(args, 1, call))];
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    const holidays = args.length > 2 ? listAt(args, 2, call) : [];
    const count = workdays(from, to) - holidaysBetween(holidays, from, to, call);
    return ZERO.plus(a <= b ? count : -count);
  },
};

export const NETWORKDAYS = [networkDays];
