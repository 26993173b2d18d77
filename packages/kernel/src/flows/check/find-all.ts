import type { CheckFlowContext } from './check-context.js';
import type { Drawing } from './drawing.js';
import type { Finding } from './finding.js';
import { axesOf } from './intervals/field-axis.js';
import { checkAutoLoops } from './rules/auto-loops.js';
import { checkConditions } from './rules/conditions.js';
import { checkCoverage } from './rules/coverage.js';
import { checkExcluded, excludedLines } from './rules/excluded.js';
import { checkFanOut } from './rules/gates.js';
import { checkNames } from './rules/names.js';
import { checkNode } from './rules/nodes.js';
import { checkPeople } from './rules/people.js';
import { checkPostings } from './rules/postings.js';
import { checkProcessMap } from './rules/process-map.js';
import { checkReach, unreachedNodes } from './rules/reach.js';
import { checkRequiredFields } from './rules/required-fields.js';
import { checkReturnTargets } from './rules/return-targets.js';
import { checkIds, checkLines, checkStartAndEnds, checkTypes } from './rules/structure.js';
import { checkSoundness } from './soundness.js';

/** Faults without which nobody can say how tokens move. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'no_start',
  'many_starts',
  'no_end',
  'needs_branch_node',
  'unknown_node_type',
  'duplicate_id',
]);

/** Runs all rules over a drawing, those about its shape first. */
export function findAll(drawing: Drawing, context: CheckFlowContext): readonly Finding[] {
  const axis = axesOf(context.scope, context.choicesOf);
  const excluded = excludedLines(drawing, axis);
  const shape = [
    ...checkIds(drawing.definition),
    ...checkTypes(drawing),
    ...checkNames(drawing, context),
    ...checkStartAndEnds(drawing),
    ...checkLines(drawing),
    ...drawing.nodes.flatMap((drawn) => [
      ...checkNode(drawing, context, drawn),
      ...checkFanOut(drawing, drawn),
    ]),
    ...checkConditions(drawing, context),
    ...checkReach(drawing, excluded),
    ...checkReturnTargets(drawing),
  ];
  const isReadable = !shape.some(({ code }) => UNREADABLE.has(code));
  return [
    ...shape,
    ...(isReadable ? checkSoundness(drawing, unreachedNodes(drawing)) : []),
    ...checkAutoLoops(drawing),
    ...checkCoverage(drawing, context, axis),
    ...checkExcluded(drawing, excluded),
    ...checkPeople(drawing, context),
    ...checkPostings(drawing, context),
    ...checkRequiredFields(drawing, context),
    ...checkProcessMap(drawing, context),
  ];
}
