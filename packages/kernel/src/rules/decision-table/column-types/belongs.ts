import type { Value } from '../../../expression/index.js';
import type { ColumnType } from './column-type.js';

/** Whether a filled-in value lies within what the column declares: its limits, its choices. */
export function belongs(value: Value, { domain }: ColumnType): boolean {
  if (value === null) return true;
  if (!domain.ordered) return domain.values?.includes(value) ?? true;
  const position = domain.position(value);
  return domain.least?.gt(position) !== true && domain.most?.lt(position) !== true;
}
