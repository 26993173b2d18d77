import type { EvaluationInput } from '../../expression/index.js';
import type { MovementIntent } from '../movement.js';
import { organisationOfVoucher } from '../settle/build-voucher.js';
import type { PostingOrder } from '../settle/ledger-facts.js';
import type { CompiledPosting } from './compile-posting.js';

/** Whose books a posting changes: those of the document's organisation, and of others where it moves or books something there. */
export function organisationsOf(
  posting: CompiledPosting,
  intents: readonly MovementIntent[],
  input: EvaluationInput,
  own: string | undefined,
): Pick<PostingOrder, 'organisation' | 'organisations'> {
  if (own === undefined) return {};
  const moved = intents.flatMap(({ register, key, to }) => {
    const at = posting.registers.get(register)?.dimensions.findIndex(({ type }) => type === 'organisation');
    return at === undefined || at < 0 ? [] : [key[at], to?.[at]];
  });
  const booked = posting.vouchers.map((rule) => organisationOfVoucher(rule, input, own));
  const named = [...moved, ...booked].filter((each): each is string => typeof each === 'string');
  return { organisation: own, organisations: [...new Set([own, ...named])] };
}
