import { pointer, warning } from '../../../foundation/index.js';
import type { FlowEdge } from '../../../metadata/index.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { EVERYTHING, meet, regionOf, without } from '../intervals/region.js';
import type { AxisOf, Region } from '../intervals/region.js';

/** More boxes in one place are taken for every record there is. */
const BOXES_MAX = 64;

/**
 * Lines that nothing which arrives at their gate can take: the lines before it, with no stop between in which the
 * record might change, let only records through for which their condition does not hold.
 */
export function excludedLines(drawing: Drawing, axis: AxisOf): readonly FlowEdge[] {
  const guards = new Map(drawing.live.map((line) => [line.id, guardOf(line, axis)]));
  const arrivals = arrivalsAt(drawing, guards);
  return drawing.live.filter((line) => {
    const guard = guards.get(line.id);
    const arriving = arrivals.get(line.from) ?? [];
    // A gate that nothing arrives at, or a condition that nothing meets, is told of elsewhere.
    if (guard === undefined || guard.length === 0 || arriving.length === 0) return false;
    return meet(arriving, guard).length === 0;
  });
}

/** Says so at each of their gates. */
export function checkExcluded(drawing: Drawing, excluded: readonly FlowEdge[]): readonly Finding[] {
  const placeOf = new Map(drawing.nodes.map(({ node, at }) => [node.id, at]));
  return excluded.map((line) =>
    about(warning('line_excluded', pointer('/nodes', placeOf.get(line.from) ?? 0)), [line.from], [line.id]),
  );
}

/** The records that a line lets through; `undefined` where that cannot be read, and for all other cases. */
function guardOf(line: FlowEdge, axis: AxisOf): Region | undefined {
  return line.when === undefined || line.default === true ? undefined : regionOf(line.when, axis);
}

/** The records that may arrive at each gate that is passed at once. */
function arrivalsAt(
  drawing: Drawing,
  guards: ReadonlyMap<string, Region | undefined>,
): ReadonlyMap<string, Region> {
  const gates = drawing.nodes.filter(({ part }) => part.split !== undefined && !part.waits);
  const arrivals = new Map<string, Region>(gates.map(({ node }) => [node.id, []]));
  const through = (line: FlowEdge): Region => {
    const arriving = arrivals.get(line.from) ?? EVERYTHING;
    return meet(arriving, guards.get(line.id) ?? EVERYTHING);
  };
  // What arrives only ever grows; each round carries it over one more line.
  for (let hasGrown = true; hasGrown;) {
    hasGrown = false;
    for (const { node } of gates) {
      const known = arrivals.get(node.id) ?? [];
      const lines = (drawing.linesInto.get(node.id) ?? []).filter((line) => drawing.live.includes(line));
      const more = without(lines.flatMap(through), known);
      if (more?.length === 0) continue;
      hasGrown = true;
      const grown = more === undefined ? [] : [...known, ...more];
      arrivals.set(node.id, grown.length === 0 || grown.length > BOXES_MAX ? EVERYTHING : grown);
    }
  }
  return arrivals;
}
