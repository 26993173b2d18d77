import type { OperandWords } from '@dougong/ui/conditions';
import type { Names } from '../../surroundings/names.js';

/** The operands of a condition as the designer names fields and values. */
export function operandWordsOf(names: Names): OperandWords {
  return {
    title: (path) => names.field(path),
    value: (path, value) => (path === undefined ? value : names.value(path, value)),
  };
}
