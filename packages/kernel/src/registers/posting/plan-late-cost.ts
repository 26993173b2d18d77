import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { EvaluationInput } from '../../expression/index.js';
import type { MovementIntent } from '../movement.js';
import type { CompiledMovement } from './compile-movement.js';
import { MovementPlanner } from './plan-movement.js';

/** A late cost is one amount of the document, spread over what all its lines refer to. */
export function planLateCost(
  rule: CompiledMovement,
  lines: readonly MovementPlanner[],
  input: EvaluationInput,
): Result<readonly MovementIntent[], readonly Issue[]> {
  const links = lines.flatMap((line) => line.planLinks());
  const header = new MovementPlanner(rule, { input, path: '' });
  const resources = header.planResources();
  const issues = [...lines, header].flatMap((planner) => planner.issues);
  if (issues.length > 0) return refused(issues);
  const amount = rule.register.valued && resources[rule.register.valued.amount.id];
  if (links.length === 0 || !amount || amount.isZero()) return ok([]);
  return ok([
    {
      ruleId: rule.id,
      register: rule.register.key,
      key: [],
      entry: 'capitalise',
      resources,
      basis: typeof rule.basis === 'string' ? rule.basis : 'weight',
      links,
      path: header.path,
    },
  ]);
}
