import { Decimal, decimalText, isDecimalText } from '@dougong/kernel/foundation';
import { placesOfText, sumTexts } from '@dougong/ui/numbers';
import type { Resource } from './register-definition.js';

/** A wire decimal without the zeros at its end: 12.500000 is 12.5. */
export function trimmed(text: string): string {
  return isDecimalText(text) ? decimalText(new Decimal(text)) : text;
}

/** The most places that a column of quantities needs, so that all its points align. */
export function widestScale(values: readonly (string | undefined)[]): number {
  return values.reduce(
    (most, value) => Math.max(most, value === undefined ? 0 : placesOfText(trimmed(value))),
    0,
  );
}

/** Whether a resource is an amount of money: it always has its own places, and only it is added up. */
export function isAmount(resource: Resource | undefined): boolean {
  return resource?.role === 'amount';
}

/** The sum of an amount over all rows. */
export function totalOf(
  rows: readonly { readonly resources: Readonly<Record<string, string>> }[],
  resource: string,
): string {
  return sumTexts(rows.map((row) => row.resources[resource]));
}
