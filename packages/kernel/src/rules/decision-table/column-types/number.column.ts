import { toWire } from '../../../expression/index.js';
import type { ValueType } from '../../../expression/index.js';
import {
  Decimal,
  decimalText,
  issue,
  ok,
  parseDecimal,
  refused,
  roundTo,
} from '../../../foundation/index.js';
import type { TableInput } from '../../../metadata/index.js';
import type { ColumnType } from './column-type.js';

/** Longer numbers would lose digits when a value between two of them is looked for. */
const LITERAL_DIGITS_MAX = 38;

type NumberColumn = Pick<Extract<TableInput, { type: 'number' }>, 'scale' | 'minimum' | 'maximum'>;

export function numberColumn({ scale, minimum, maximum }: NumberColumn): ColumnType {
  const valueType: ValueType = scale === undefined ? { kind: 'number' } : { kind: 'number', scale };
  const short = shortNumber(scale);
  const rounded = (value: Decimal) => (scale === undefined ? value : roundTo(value, scale));
  return {
    valueType,
    parameter: 'number',
    domain: {
      ordered: true,
      position: (value) => value as Decimal,
      valueAt: (position) => position,
      ...(scale === undefined ? {} : { scale }),
      ...(minimum === undefined ? {} : { least: new Decimal(minimum) }),
      ...(maximum === undefined ? {} : { most: new Decimal(maximum) }),
    },
    literal(text) {
      const value = parseDecimal(text);
      return value !== null && value.precision(true) <= LITERAL_DIGITS_MAX
        ? ok(value)
        : refused(issue('cell_value', '', { value: text, expected: 'number' }));
    },
    take(raw) {
      if (raw === null || raw === undefined || raw === '') return null;
      const value = numberOf(raw);
      return value === null ? undefined : rounded(value);
    },
    float: (raw) => (typeof raw === 'string' && short.test(raw) ? +raw : undefined),
    write: (value) => decimalText(value as Decimal),
    wire: (value) => toWire(value, valueType, scale),
  };
}

/** At most 15 digits, so that the float stands for no other number of 15 digits, and none that rounding would take away. */
function shortNumber(scale: number | undefined): RegExp {
  const places = scale === 0 ? '' : `(\\.\\d{1,${scale ?? ''}})?`;
  return new RegExp(`^(?=.{1,15}$)-?\\d+${places}$`);
}

function numberOf(raw: unknown): Decimal | null {
  if (Decimal.isDecimal(raw)) return raw as Decimal;
  if (typeof raw === 'string') return parseDecimal(raw);
  return typeof raw === 'number' && Number.isFinite(raw) ? new Decimal(raw) : null;
}
