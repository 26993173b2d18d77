import { readPricesOf } from '@dougong/kernel/costing';
import type { CompiledAllocation } from '@dougong/kernel/costing';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { Decimal, Issue, Result } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import type { ReferredFacts } from '../rules/referred-facts.js';
import { readSource } from './source-rows.js';

/** Standard prices of what is bought, from the source that the allocation names for them. */
export async function readPrices(
  session: SqlSession,
  release: CompiledRelease,
  allocation: CompiledAllocation,
  on: string,
  referred: ReferredFacts,
): Promise<Result<ReadonlyMap<string, Decimal>, readonly Issue[]>> {
  const id = allocation.definition.standard?.prices.source ?? '';
  const period = { from: `${on.slice(0, 7)}-01`, to: on };
  const inputs = {
    ...period,
    parameters: {},
    sources: { [id]: await readSource(session, allocation, id, period) },
  };
  return referred.evaluate(session, release, new Map<string, RecordData | null>(), (reference) =>
    readPricesOf(allocation, inputs, reference),
  );
}
