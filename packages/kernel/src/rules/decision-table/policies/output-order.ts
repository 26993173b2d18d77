import type { Value } from '../../../expression/index.js';
import { ok, refused } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import type { CompiledDecisionTable, Hit, OutputColumn } from '../compiled-table.js';
import { sameValue } from '../same-values.js';

/**
 * Sorts rows by the importance of their outputs, the first output first. Values that an output does not list come last,
 * and rows of equal importance keep the order of the table.
 */
export function byPriority(
  hits: readonly Hit[],
  { outputs }: CompiledDecisionTable,
): Result<readonly Hit[], readonly Issue[]> {
  const issues: Issue[] = [];
  const ranked = hits.map((hit) => {
    const values = hit.outputs();
    if (!values.ok) issues.push(...values.error);
    return { hit, ranks: values.ok ? ranksOf(values.value, outputs) : [] };
  });
  if (issues.length > 0) return refused(issues);
  return ok(ranked.sort((a, b) => compareRanks(a.ranks, b.ranks)).map(({ hit }) => hit));
}

/** For each output how far down its list of values a row stands; outputs without a list do not count. */
export function ranksOf(values: readonly Value[], outputs: readonly OutputColumn[]): readonly number[] {
  return outputs.map(({ priority }, at) => {
    const rank = priority?.findIndex((value) => sameValue(value, values[at] ?? null)) ?? 0;
    return rank < 0 ? (priority?.length ?? 0) : rank;
  });
}

export function compareRanks(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((rank, index) => rank !== right[index]);
  return at < 0 ? 0 : (left[at] as number) - (right[at] as number);
}
