import { decimalText, parseDecimal } from '../../foundation/index.js';
import { PercentField } from '../../metadata/index.js';
import { decimalField } from './decimal.field.js';
import type { FieldType } from './field-type.js';

const HUNDRED = 100;

/** `0.1525` as people read it: `15.25%`. */
export function percentText(fraction: string): string {
  const value = parseDecimal(fraction);
  return value === null ? fraction : `${decimalText(value.times(HUNDRED))}%`;
}

export const percentField: FieldType = {
  ...decimalField,
  kind: 'percent',
  title: { 'zh-CN': '百分比', en: 'Percentage' },
  description: {
    'zh-CN': '税率、损耗率等，按小数精确保存，显示为 %',
    en: 'A rate, kept exactly as a fraction and shown with a percent sign',
  },
  config: PercentField,
  matches: (schema) => 'x-percent' in schema,
  coerce: (value, schema) => decimalField.coerce(fractionOf(value), schema),
  text: (value) => percentText(String(value)),
};

const PERCENT = /^(.*\S)\s*[%％]$/;

/** A text with a percent sign, as people and spreadsheets give it, as the fraction. */
function fractionOf(value: unknown): unknown {
  const digits = typeof value === 'string' ? PERCENT.exec(value.trim())?.[1] : undefined;
  if (digits === undefined) return value;
  const number = parseDecimal(digits);
  return number === null ? value : decimalText(number.div(HUNDRED));
}
