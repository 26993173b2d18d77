import type { CompiledAllocation } from './compile-allocation.js';
import type { ReadRecord } from './cost-books.js';

/** The product of a receiver; the receiver itself where it is none of another. */
export function productOf(
  { definition }: Pick<CompiledAllocation, 'definition'>,
  receiver: string,
  reference: ReadRecord,
): string {
  const { form, product } = definition.receiver;
  if (form === undefined || product === undefined) return receiver;
  const found = reference(form, receiver)?.[product];
  return typeof found === 'string' ? found : receiver;
}
