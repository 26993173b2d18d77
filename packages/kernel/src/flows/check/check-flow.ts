import type { FlowDefinition } from '../../metadata/index.js';
import type { CheckFlowContext } from './check-context.js';
import { readDrawing } from './drawing.js';
import type { Finding } from './finding.js';
import { named } from './finding.js';
import { offerFixes } from './fixes/offer-fixes.js';
import { findAll } from './find-all.js';

export type { CheckFlowContext } from './check-context.js';
export type { Finding } from './finding.js';

/**
 * The check of a drawing: its structure, the configuration of its nodes, whether it always comes to an end, and what an
 * administrator should look at. Returns every finding at once, each with a fix where there is one; runs in the browser
 * as well as before publish.
 */
export function checkFlow(definition: FlowDefinition, context: CheckFlowContext): readonly Finding[] {
  const drawing = readDrawing(definition, context.nodeTypes);
  const found = findAll(drawing, context).map((each) => named(each, drawing.byId));
  return offerFixes(drawing, found, context.nodeTypes);
}
