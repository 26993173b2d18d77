import { ok, refused } from '../foundation/index.js';
import type { Result } from '../foundation/index.js';
import type { RuleDefinition } from '../metadata/index.js';
import type { RuleSurroundings } from './action-part.js';
import { compileRule } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import { findRecordCycles } from './record-cycles.js';
import { findGroupModes, findHiddenRequired, findNeverHolding, findSharedWrites } from './rule-conflicts.js';
import { findRuleCycles } from './rule-cycles.js';
import { indexRules, inFiringOrder } from './rule-set.js';
import type { RuleSet } from './rule-set.js';

/**
 * Compiles the rules of a release. Rules that are switched off are checked like the others but never fire.
 * Every issue names its rule, its path points into that rule's definition.
 */
export function compileRules(
  definitions: readonly RuleDefinition[],
  surroundings: RuleSurroundings,
): Result<RuleSet, readonly RuleIssue[]> {
  const compiled = definitions.map((definition) => compileRule(definition, surroundings));
  const issues = compiled.flatMap((rule) => (rule.ok ? [] : rule.error));
  const checked = inFiringOrder(compiled.flatMap((rule) => (rule.ok ? [rule.value] : [])));
  const rules = checked.filter((rule) => rule.definition.enabled);
  const { models } = surroundings;
  const all = [
    ...issues,
    ...findRuleCycles(rules, models),
    ...findRecordCycles(rules, models),
    ...findGroupModes(rules),
  ];
  if (all.length > 0) return refused(all);
  const warnings = [
    ...findSharedWrites(rules),
    ...findNeverHolding(rules),
    ...findHiddenRequired(rules, models),
  ];
  return ok(indexRules(checked, warnings));
}
