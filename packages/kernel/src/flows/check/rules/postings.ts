import { durationMilliseconds, issue, pointer, warning } from '../../../foundation/index.js';
import type { CheckFlowContext } from '../check-context.js';
import { idsWhere } from '../drawing.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { graphOf, reachable } from '../graph.js';

/** Nodes that post although some way from the start to them passes no decision of a person. */
export function checkPostings(drawing: Drawing, { posts }: CheckFlowContext): readonly Finding[] {
  if (posts === undefined) return [];
  // Where people answer the way is guarded, so the search stops there.
  const isGuard = (id: string): boolean => drawing.partOf.get(id)?.work !== undefined;
  const reached = reachedPast(
    drawing,
    idsWhere(drawing, (part) => part.isStart),
    isGuard,
  );
  return drawing.nodes
    .filter(({ node, part }) => reached.has(node.id) && (part.actions?.(node.config) ?? []).some(posts))
    .flatMap((drawn) => unguarded(drawing, drawn));
}

/** Where a node says that it posts first, somebody must approve it in that time on every way to an end. */
function unguarded(drawing: Drawing, { node, part, at }: DrawnNode): readonly Finding[] {
  const within = part.approvedWithin?.(node.config);
  if (within === undefined) return [about(warning('unguarded_posting', pointer('/nodes', at)), [node.id])];
  const after = reachedPast(drawing, [node.id], (id) => decidesWithin(drawing, id, within));
  const isApproved = !idsWhere(drawing, (each) => each.isEnd).some((end) => after.has(end));
  const path = pointer('/nodes', at, 'config', 'approvedWithin');
  return isApproved ? [] : [about(issue('late_approval_missing', path), [node.id])];
}

/** A decision that somebody is held to: it does not wait longer than that without anything happening. */
function decidesWithin({ byId, partOf }: Drawing, id: string, within: string): boolean {
  const [node, part] = [byId.get(id), partOf.get(id)];
  if (!node || part?.work?.(node.config).answers.approve === undefined) return false;
  const limit = part.timeout?.(node.config)?.after;
  const [wanted, given] = [within, limit ?? ''].map((text) => durationMilliseconds(text));
  return wanted?.ok === true && given?.ok === true && given.value <= wanted.value;
}

/** What can be reached without going on from where `stops` says so. */
function reachedPast(
  drawing: Drawing,
  from: readonly string[],
  stops: (id: string) => boolean,
): ReadonlySet<string> {
  const open = drawing.live.filter((edge) => !stops(edge.from));
  return reachable(graphOf(drawing.byId.keys(), open), from);
}
