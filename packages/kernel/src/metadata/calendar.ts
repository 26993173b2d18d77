import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { WEEKDAYS } from '../foundation/index.js';
import { CalendarDay } from './rule-trigger.js';
import { definitionHead, LocalizedText } from './vocabulary.js';

/** When people work: the hours of a week, days off, and days worked in exchange. */

const closed = { additionalProperties: false };

const SPANS_MAX = 8;
const HOLIDAYS_MAX = 1000;

const Hours = Type.Array(
  Type.Object(
    {
      from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
      /** Not over midnight: a night shift is written until 24:00 on one day and from 00:00 on the next. */
      to: Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }),
    },
    closed,
  ),
  { minItems: 1, maxItems: SPANS_MAX },
);

const WeekDay = Type.Object(
  {
    day: Type.Union(WEEKDAYS.map((day) => Type.Literal(day))),
    /** The ordinary hours when left out. */
    hours: Type.Optional(Hours),
  },
  closed,
);

const Holiday = Type.Object(
  {
    from: CalendarDay,
    /** The last day off; the first one when left out. */
    to: Type.Optional(CalendarDay),
    title: Type.Optional(LocalizedText),
  },
  closed,
);

const WorkingDay = Type.Object(
  {
    date: CalendarDay,
    /** The ordinary hours when left out. */
    hours: Type.Optional(Hours),
    title: Type.Optional(LocalizedText),
  },
  closed,
);

export const CalendarDefinition = Type.Object(
  {
    ...definitionHead('calendar'),
    /** The calendar of whatever names none. A release has one at most; a calendar that is alone needs not say so. */
    default: Type.Optional(Type.Boolean()),
    /** How far civil time is ahead of UTC, for example `+08:00`; the business's own when left out. */
    utcOffset: Type.Optional(Type.String({ pattern: '^[+-](0\\d|1[0-4]):[0-5]\\d$' })),
    /** Hours of an ordinary working day. `P1D` of working time is as long as they are together. */
    hours: Hours,
    /** The weekdays that are worked. */
    week: Type.Array(WeekDay, { maxItems: WEEKDAYS.length }),
    holidays: Type.Optional(Type.Array(Holiday, { maxItems: HOLIDAYS_MAX })),
    workingDays: Type.Optional(Type.Array(WorkingDay, { maxItems: HOLIDAYS_MAX })),
  },
  { $id: 'calendar', additionalProperties: false },
);

export type CalendarDefinition = Static<typeof CalendarDefinition>;
