import { issue, pointer } from '../../foundation/index.js';
import { blameDoubled, blameWaiting, nodesOn } from './blame.js';
import type { Drawing } from './drawing.js';
import { idsWhere } from './drawing.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';
import { netOf } from './net.js';
import type { Net } from './net.js';
import { isTrivial, reduceNet } from './reduce.js';
import { explore, STATES_MAX } from './state-space.js';
import type { StateSpace } from './state-space.js';

/**
 * Whether a drawing always comes to an end, never opens a node twice at once and uses all its nodes: well nested parts
 * are taken away, the rest is played through.
 * @param unreached nodes that no line leads to; they have a finding of their own
 * @param statesMax states that are looked at before it is called too complex
 */
export function checkSoundness(
  drawing: Drawing,
  unreached: ReadonlySet<string>,
  statesMax = STATES_MAX,
): readonly Finding[] {
  const net = netOf(drawing);
  if (net === undefined) return [];
  const kernel = reduceNet(net);
  if (isTrivial(kernel)) return [];
  const space = explore(kernel, [kernel.entry], statesMax);
  const found = [
    ...waitingFindings(drawing, kernel, space),
    ...doubledFindings(drawing, kernel, space),
    ...endlessFindings(drawing, kernel, space),
  ];
  if (!space.isWhole) return [...found, tooComplex(kernel)];
  return found.length > 0 ? found : idleFindings(drawing, kernel, space, unreached);
}

function waitingFindings(drawing: Drawing, kernel: Net, { dead }: StateSpace): readonly Finding[] {
  const blamed = new Map<string, Finding>();
  for (const marking of dead)
    for (const { join, split } of blameWaiting(kernel, marking)) {
      const [id = ''] = join;
      if (blamed.has(id)) continue;
      const params = { node: titleOf(drawing, id), ...titleParam('split', drawing, split) };
      blamed.set(
        id,
        about(issue('waits_forever', pathOf(drawing, id), params), distinct([...join, ...split])),
      );
    }
  return [...blamed.values()];
}

function doubledFindings(drawing: Drawing, kernel: Net, { doubled }: StateSpace): readonly Finding[] {
  const blamed = new Map<string, Finding>();
  for (const line of doubled) {
    const { merge, split } = blameDoubled(kernel, line);
    const [id = ''] = merge;
    if (id === '' || blamed.has(id)) continue;
    const params = { node: titleOf(drawing, id), ...titleParam('split', drawing, split) };
    blamed.set(id, about(issue('runs_twice', pathOf(drawing, id), params), distinct([...merge, ...split])));
  }
  return [...blamed.values()];
}

function endlessFindings(drawing: Drawing, kernel: Net, { endless }: StateSpace): readonly Finding[] {
  const nodes = distinct(endless.flatMap((marking) => nodesOn(kernel, marking)));
  const [id = ''] = nodes;
  return nodes.length === 0 ? [] : [about(issue('endless_loop', pathOf(drawing, id)), nodes)];
}

function tooComplex(kernel: Net): Finding {
  return about(issue('too_complex', '/nodes'), distinct(kernel.nodes.flatMap(({ ids }) => ids)));
}

/** Nodes that no run ever comes to. */
function idleFindings(
  drawing: Drawing,
  kernel: Net,
  { taken, ran }: StateSpace,
  unreached: ReadonlySet<string>,
): readonly Finding[] {
  const used = new Set(kernel.nodes.flatMap(({ ids }, at) => (ran.has(at) ? ids : [])));
  kernel.lines.forEach(({ swallowed }, at) => {
    if (taken.has(at)) for (const id of swallowed) used.add(id);
  });
  const ends = new Set(idsWhere(drawing, (part) => part.isEnd));
  return drawing.nodes
    .filter(({ node: { id } }) => !used.has(id) && !ends.has(id) && !unreached.has(id))
    .map(({ node, at }) => about(issue('never_runs', pointer('/nodes', at)), [node.id]));
}

function pathOf({ definition }: Drawing, id: string): string {
  const at = definition.nodes.findIndex((node) => node.id === id);
  return at === -1 ? '/nodes' : pointer('/nodes', at);
}

function titleOf({ byId }: Drawing, id: string): unknown {
  return byId.get(id)?.title;
}

function titleParam(name: string, drawing: Drawing, [id]: readonly string[]): Record<string, unknown> {
  return id === undefined ? {} : { [name]: titleOf(drawing, id) };
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
