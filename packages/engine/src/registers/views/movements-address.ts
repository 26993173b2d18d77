import type { CompiledRegister } from '@dougong/kernel/registers';
import type { KeyQuery } from './key-conditions.js';

/** Which movements of its keys a figure is made of. */
export interface MovementsWanted {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly recordId?: string | undefined;
}

/** The address of the movements behind a figure. */
export function movementsAddress(
  register: Pick<CompiledRegister, 'key'>,
  { keyId, filter = {} }: KeyQuery,
  wanted: MovementsWanted = {},
): string {
  const query = new URLSearchParams();
  if (keyId !== undefined) query.set('keyId', keyId);
  for (const [dimension, value] of Object.entries(filter)) query.set(`filter[${dimension}]`, value ?? '');
  for (const [name, value] of Object.entries(wanted) as readonly (readonly [string, string | undefined])[])
    if (value !== undefined) query.set(name, value);
  return `/api/v1/registers/${register.key}/movements${query.size === 0 ? '' : `?${query.toString()}`}`;
}
