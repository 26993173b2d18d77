import type { CompiledRegister } from '../register.js';
import { orderOf } from './stored-layers.js';
import type { Workbench } from './workbench.js';

export interface EntryHead {
  readonly head: { readonly id: string; readonly date: string; readonly order: number };
  /** Numbers of the rows. */
  readonly seqs: readonly string[];
}

/**
 * Names an entry. Where layers are kept and it brings something, it has the number of its first movement, so that layers can
 * refer to it later.
 * @param rows how many movements it becomes, if it brings anything.
 */
export function entryHead(
  { state, businessDate: date }: Workbench,
  register: CompiledRegister,
  rows: number,
): EntryHead {
  if (!register.valued?.method.layered || rows === 0)
    return { head: { id: state.nextName(), date, order: 0 }, seqs: [] };
  const seqs = Array.from({ length: rows }, () => state.drawSeq());
  const [id = ''] = seqs;
  return { head: { id, date, order: orderOf(id) }, seqs };
}
