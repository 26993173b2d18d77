import type { Value, ValueType, WireValue } from '../../../expression/index.js';
import { Decimal, issue, ok, refused } from '../../../foundation/index.js';
import type { TableInput } from '../../../metadata/index.js';
import type { ColumnType } from './column-type.js';
import { dayNumber, dayText } from './day-number.js';

const DATE: ValueType = { kind: 'date' };
const TYPED_DATE = /^(\d{4})([-/年])(\d{1,2})([-/月])(\d{1,2})日?$/;
const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

type DateColumn = Pick<Extract<TableInput, { type: 'date' }>, 'minimum' | 'maximum'>;

export function dateColumn({ minimum = FIRST_DAY, maximum = LAST_DAY }: DateColumn): ColumnType {
  return {
    valueType: DATE,
    parameter: 'date',
    domain: {
      ordered: true,
      position,
      // Day numbers are small integers, so nothing is lost.
      valueAt: (day) => dayText(day.toNumber()),
      scale: 0,
      least: dayNumber(minimum) === null ? position(FIRST_DAY) : position(minimum),
      most: dayNumber(maximum) === null ? position(LAST_DAY) : position(maximum),
    },
    literal(text) {
      const [, year = '', , month = '', , day = ''] = TYPED_DATE.exec(text) ?? [];
      const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      return dayNumber(iso) === null
        ? refused(issue('cell_value', '', { value: text, expected: 'date' }))
        : ok(iso);
    },
    take(raw) {
      if (raw === null || raw === undefined || raw === '') return null;
      return typeof raw === 'string' && dayNumber(raw) !== null ? raw : undefined;
    },
    float: (raw) => (typeof raw === 'string' ? (dayNumber(raw) ?? undefined) : undefined),
    write: (value) => value as string,
    wire: (value) => value as WireValue,
  };
}

function position(value: Value): Decimal {
  return new Decimal(dayNumber(value as string) ?? 0);
}
