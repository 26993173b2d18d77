import { isDecimalText } from '@dougong/kernel/foundation';
import { groupDigits } from '@dougong/ui/numbers';
import type { Names } from '../../surroundings/names.js';

/** A value of a field as people read it; of tables how many lines they have. */
export function valueText(path: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return names.text('change.nothing');
  if (typeof value === 'boolean') return names.text(value ? 'config.yes' : 'config.no');
  if (Array.isArray(value)) return names.text('try.lineCount', { count: value.length });
  if (typeof value === 'object') return JSON.stringify(value);
  const told = names.value(path, String(value as string | number));
  return isDecimalText(told) && told.includes('.') ? groupDigits(told) : told;
}
