import { compileCondition } from '../../../expression/index.js';
import { issue, pointer } from '../../../foundation/index.js';
import type { Issue } from '../../../foundation/index.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** The conditions on the lines of branches: fields that are there, values that fit. */
export function checkConditions(
  { definition, partOf }: Drawing,
  context: CheckFlowContext,
): readonly Finding[] {
  return definition.edges.flatMap((edge, at) => {
    if (!partOf.get(edge.from)?.isBranch || edge.when === undefined || edge.default === true) return [];
    // An empty one is the branch's own finding.
    if (edge.when !== true && Object.keys(edge.when).length === 0) return [];
    const compiled = compileCondition(edge.when, context.scope);
    if (compiled.ok) return [];
    const path = pointer('/edges', at, 'when');
    return compiled.error.map((found) => about(conditionIssue(found, path), [edge.from], [edge.id]));
  });
}

/** A field that is gone is the drawing's finding; every other fault of a condition keeps its own code. */
function conditionIssue(found: Issue, base: string): Issue {
  const path = `${base}${found.path}`;
  if (found.code !== 'condition_unknown_variable') return { ...found, path };
  return issue('field_missing', path, { field: found.params?.['name'] });
}
