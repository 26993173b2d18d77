import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { PostingDefinition } from '../../metadata/index.js';
import type { CompiledMovement } from './compile-movement.js';

/**
 * What moves from one organisation to another leaves the books of one and enters those of the other: where a posting makes
 * vouchers at all, it makes one for each side, each balanced by the account between the two.
 */
export function checkTransfers(
  { vouchers = [] }: PostingDefinition,
  movements: readonly CompiledMovement[],
): readonly Issue[] {
  if (vouchers.length === 0) return [];
  const hasOther = vouchers.some(({ organisation }) => organisation !== undefined);
  const hasOwn = vouchers.some(({ organisation }) => organisation === undefined);
  if (hasOther && hasOwn) return [];
  return movements.flatMap((movement, at) =>
    isTransfer(movement)
      ? [issue('transfer_one_sided', pointer('', 'movements', at, 'to'), { movement: movement.id })]
      : [],
  );
}

function isTransfer({ register, to }: CompiledMovement): boolean {
  return register.dimensions.some(({ type }, at) => type === 'organisation' && to?.[at] !== undefined);
}
