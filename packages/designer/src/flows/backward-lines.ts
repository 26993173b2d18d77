import { forwardLines } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';

const known = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** Ids of the lines that lead back to where every way to them has passed. */
export function backwardLines({ nodes, edges }: FlowDefinition): ReadonlySet<string> {
  const held = known.get(edges);
  if (held !== undefined) return held;
  const targets = new Set(edges.map((edge) => edge.to));
  const starts = nodes.filter(({ id, type }) => type === 'start' || !targets.has(id)).map(({ id }) => id);
  const ids = nodes.map(({ id }) => id);
  const forward = new Set(forwardLines(ids, edges, starts));
  const back = new Set(edges.filter((edge) => !forward.has(edge)).map((edge) => edge.id));
  known.set(edges, back);
  return back;
}
