import { issue, pointer, warning } from '../../../foundation/index.js';
import type { Issue } from '../../../foundation/index.js';
import { stepData } from '../../step-data.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** The columns of the process map: who answers for a step, how long it should take, what goes in and comes out, and how the flow comes out. */
export function checkProcessMap(drawing: Drawing, context: CheckFlowContext): readonly Finding[] {
  const processMap = context.processMap ?? drawing.definition.settings?.processMap ?? 'off';
  if (processMap === 'off') return [];
  const found = processMap === 'required' ? issue : warning;
  return [...drawing.nodes.flatMap((drawn) => missingColumns(drawn, found)), ...missingExits(drawing, found)];
}

type Found = (code: string, path: string) => Issue;

/** Gates and ends are nobody's work. */
function missingColumns({ node, at, part }: DrawnNode, found: Found): readonly Finding[] {
  const isStep = part.isStart || part.work !== undefined || part.actions !== undefined;
  const findings: Finding[] = [];
  if (isStep && node.owner === undefined)
    findings.push(about(found('missing_owner', pointer('/nodes', at, 'owner')), [node.id]));
  if (part.work !== undefined && node.standardTime === undefined)
    findings.push(about(found('missing_standard_time', pointer('/nodes', at, 'standardTime')), [node.id]));
  const { lacksInput, lacksOutput } = stepData(node, part);
  if (lacksInput) findings.push(about(found('missing_input', pointer('/nodes', at, 'inputs')), [node.id]));
  if (lacksOutput) findings.push(about(found('missing_output', pointer('/nodes', at, 'outputs')), [node.id]));
  return findings;
}

/** What the record is after the flow, whichever way it ends. */
function missingExits({ definition }: Drawing, found: Found): readonly Finding[] {
  // A flow that only runs inside of others leaves the record to them.
  if (definition.startAction === undefined) return [];
  return (['approved', 'rejected'] as const)
    .filter((outcome) => definition.states[outcome] === undefined)
    .map((outcome) => about(found('missing_exit', pointer('/states', outcome)), []));
}
