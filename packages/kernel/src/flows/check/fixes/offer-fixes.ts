import type { NodeTypePart } from '../../node-type.js';
import { NODE_TYPES } from '../../node-types/index.js';
import { readDrawing } from '../drawing.js';
import type { Drawing } from '../drawing.js';
import type { Finding } from '../finding.js';
import { unreachedNodes } from '../rules/reach.js';
import { checkSoundness } from '../soundness.js';
import { applyFix } from './apply-fix.js';
import { CANDIDATES } from './candidates.js';
import type { FlowFix } from './flow-fix.js';

/** Faults of the whole net are tried out before a fix is offered; more than so many would make an edit slow. */
const TRIED_MAX = 12;

/** A try that takes longer than this is not worth the time of an edit. */
const TRIED_STATES_MAX = 2000;

const OF_THE_NET: ReadonlySet<string> = new Set([
  'waits_forever',
  'runs_twice',
  'endless_loop',
  'never_runs',
]);

/** Adds to each finding the first fix that takes it away. */
export function offerFixes(
  drawing: Drawing,
  findings: readonly Finding[],
  nodeTypes: readonly NodeTypePart[] = NODE_TYPES,
): readonly Finding[] {
  // With an id twice nobody can say which of the two a fix means.
  if (findings.some(({ code }) => code === 'duplicate_id')) return findings;
  let tried = 0;
  const helps = (found: Finding, fix: FlowFix): boolean => {
    if (!OF_THE_NET.has(found.code)) return true;
    tried += 1;
    return tried <= TRIED_MAX && !isStillThere(drawing, found, fix, nodeTypes);
  };
  return findings.map((found) => {
    const fixes = CANDIDATES[found.code]?.(drawing, found, nodeTypes) ?? [];
    const fix = fixes.find((each) => helps(found, each));
    return fix === undefined ? found : { ...found, fix };
  });
}

function isStillThere(
  { definition }: Drawing,
  found: Finding,
  fix: FlowFix,
  nodeTypes: readonly NodeTypePart[],
): boolean {
  const after = readDrawing(applyFix(definition, fix, nodeTypes), nodeTypes);
  const [node] = found.nodes;
  return checkSoundness(after, unreachedNodes(after), TRIED_STATES_MAX).some(
    ({ code, nodes }) => code === 'too_complex' || (code === found.code && nodes[0] === node),
  );
}
