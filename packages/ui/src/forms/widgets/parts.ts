import type { CellValue, PartedValue } from '../../lines/index.js';

/** The parts of a value that has some. */
export function partsOf(value: CellValue): PartedValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PartedValue) : {};
}

/** The value with one part written; blank without any. */
export function withPart(value: CellValue, part: string, text: string): PartedValue | null {
  const parts = Object.entries({ ...partsOf(value), [part]: text }).filter(([, each]) => (each ?? '') !== '');
  return parts.length === 0 ? null : Object.fromEntries(parts);
}
