import { Decimal } from '../../../foundation/index.js';
import { addMonths, dateOfDay, dateText, dayNumber, parseDate } from '../../calendar.js';
import type { CivilDate } from '../../calendar.js';
import type { Value, ValueType } from '../../types.js';
import type { ScalarKind } from '../../typing.js';
import type { ConditionContext } from '../context.js';
import { strictNode } from '../node.js';
import type { ConditionNode } from '../node.js';
import { VALUE_WORDS, filled, phrase } from '../words.js';
import { inKind } from './comparison.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

/** Days of the calendar. What is asked of a blank, or leads out of the calendar, has no value. */

interface DateOperator {
  readonly code: string;
  readonly operands: readonly ScalarKind[];
  readonly type: ValueType;
  readonly compute: (values: readonly Value[]) => Value;
}

function dateOperator({ code, operands: kinds, type, compute }: DateOperator): OperatorPart {
  return {
    code,
    minimum: kinds.length,
    maximum: kinds.length,
    compile(args, context) {
      const operands = compileEach(args, kinds, code, context);
      return strictNode({
        operator: code,
        type,
        operands,
        compute: (values) => (values.includes(null) ? null : compute(values)),
        tell: (telling) =>
          filled(phrase(VALUE_WORDS, code, telling), ...operands.map((operand) => operand.tell(telling))),
      });
    },
  };
}

function compileEach(
  args: readonly unknown[],
  kinds: readonly ScalarKind[],
  code: string,
  context: ConditionContext,
): readonly ConditionNode[] {
  return compileAll(args, context).flatMap((operand, index) =>
    inKind([operand], kinds[index] as ScalarKind, code),
  );
}

const day = (value: Value | undefined): CivilDate | null =>
  typeof value === 'string' ? parseDate(value) : null;

const textOf = (date: CivilDate | null): Value => (date === null ? null : dateText(date));

/** Whole days and months only; a fraction of one has no meaning. */
const whole = (value: Value | undefined): number | null =>
  Decimal.isDecimal(value) && value.isInteger() && value.abs().lt(DAYS_MAX) ? value.toNumber() : null;

/** More than the calendar has. */
const DAYS_MAX = 4_000_000;

function moved([from, by]: readonly Value[], move: (date: CivilDate, by: number) => CivilDate | null): Value {
  const [date, count] = [day(from), whole(by)];
  return date === null || count === null ? null : textOf(move(date, count));
}

function daysBetween([from, to]: readonly Value[]): Value {
  const [first, last] = [day(from), day(to)];
  return first === null || last === null ? null : new Decimal(dayNumber(last) - dayNumber(first));
}

function part(name: keyof CivilDate): DateOperator {
  const compute = ([value]: readonly Value[]): Value => {
    const date = day(value);
    return date === null ? null : new Decimal(date[name]);
  };
  return { code: name, operands: ['date'], type: NUMBER, compute };
}

const NUMBER = { kind: 'number' } as const;
const DATE = { kind: 'date' } as const;

export const DATES = [
  dateOperator({ code: 'daysBetween', operands: ['date', 'date'], type: NUMBER, compute: daysBetween }),
  dateOperator({
    code: 'addDays',
    operands: ['date', 'number'],
    type: DATE,
    compute: (values) => moved(values, (date, by) => dateOfDay(dayNumber(date) + by)),
  }),
  dateOperator({
    code: 'addMonths',
    operands: ['date', 'number'],
    type: DATE,
    compute: (values) => moved(values, addMonths),
  }),
  dateOperator(part('year')),
  dateOperator(part('month')),
  dateOperator(part('day')),
];
