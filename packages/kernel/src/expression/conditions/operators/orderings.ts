import { orderTexts } from '../../comparison.js';

/**
 * Comparisons of two values of one kind. Written out twice, because a function that meets numbers and texts is slow
 * with both.
 */

export const NUMBER_ORDERINGS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

export const TEXT_ORDERINGS: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => orderTexts(left, right) < 0,
  '<=': (left, right) => orderTexts(left, right) <= 0,
  '>': (left, right) => orderTexts(left, right) > 0,
  '>=': (left, right) => orderTexts(left, right) >= 0,
};
