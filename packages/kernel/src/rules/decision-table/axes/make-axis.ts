import type { Axis } from './axis.js';
import type { Cell } from '../cells/cell.js';
import type { ColumnType } from '../column-types/column-type.js';
import { nominalAxis } from './nominal-axis.js';
import { orderedAxis } from './ordered-axis.js';

/** Cuts the values of a column along its cells. */
export function makeAxis(type: ColumnType, cells: readonly Cell[]): Axis {
  const { domain } = type;
  return domain.ordered ? orderedAxis(type, domain, cells) : nominalAxis(type, domain, cells);
}
