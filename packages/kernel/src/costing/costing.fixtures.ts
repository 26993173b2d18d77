import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import type { Amounts } from './allocation/index.js';

/** Amounts by name, written as people write them. */
export function amounts(given: Readonly<Record<string, string>>): Amounts {
  return new Map(Object.entries(given).map(([name, text]) => [name, new Decimal(text)]));
}

/** The same, to be compared. */
export function texts(given: Amounts): Record<string, string> {
  return Object.fromEntries([...given].map(([name, amount]) => [name, amount.toString()]));
}

export function sum(values: Iterable<Decimal>): Decimal {
  return [...values].reduce((all, value) => all.plus(value), new Decimal(0));
}

/** Decimals of two places from zero to `max` units. */
export function moneyUpTo(max: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min: 0, max: max * 100 }).map((cents) => new Decimal(cents).div(100));
}
