import type { FormModel } from '../forms/index.js';
import { issue, warning } from '../foundation/index.js';
import type { RuleTrigger } from '../metadata/index.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { mayOverlap } from './condition-overlap.js';
import { eventTypesOf } from './rule-event.js';

/** Rules that get in each other's way: found when they are published, long before a record shows it. */

/**
 * Rules of equal priority that write one field and can both fire for one record: their order rests on their keys
 * alone.
 */
export function findSharedWrites(rules: readonly CompiledRule[]): readonly RuleIssue[] {
  const writers = new Map<string, CompiledRule[]>();
  return rules.flatMap((rule) =>
    [...rule.writes].flatMap((field) => {
      const slot = `${rule.form}/${rule.phase}/${field}/${rule.definition.priority}`;
      const others = writers.get(slot) ?? [];
      writers.set(slot, [...others, rule]);
      const other = others.find((each) => canMeet(each, rule));
      if (!other) return [];
      const params = { other: other.key, field };
      return [named(warning('rules_write_same_field', '/priority', params), rule.key)];
    }),
  );
}

/** Whether two rules can both write in one save. A branch for the contrary meets every record. */
function canMeet(one: CompiledRule, other: CompiledRule): boolean {
  if (one.firstOnly && other.firstOnly && one.definition.group === other.definition.group) return false;
  if (!sharesTrigger(one.definition.trigger, other.definition.trigger)) return false;
  if (!sharesTime(one, other)) return false;
  if (one.otherwise || other.otherwise || one.line !== other.line) return true;
  return mayOverlap(one.definition.condition, other.definition.condition);
}

function sharesTrigger(one: RuleTrigger, other: RuleTrigger): boolean {
  const types = eventTypesOf(other);
  return eventTypesOf(one).some((type) => {
    if (!types.includes(type)) return false;
    if (type === 'action') return shares(one.actions, other.actions);
    if (type === 'state') return shares(one.states, other.states);
    return type !== 'schedule' && type !== 'threshold' && type !== 'webhook';
  });
}

function shares(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.some((each) => other.includes(each));
}

function sharesTime({ definition: { effective: one } }: CompiledRule, other: CompiledRule): boolean {
  const { effective } = other.definition;
  const ends = (to: string | null | undefined): string => to ?? '9999-12-31';
  return (one?.from ?? '') <= ends(effective?.to) && (effective?.from ?? '') <= ends(one?.to);
}

/** Rules whose condition asks for contrary things at once, so that it holds for no record. */
export function findNeverHolding(rules: readonly CompiledRule[]): readonly RuleIssue[] {
  return rules
    .filter((rule) => !mayOverlap(rule.definition.condition, true))
    .map((rule) => named(warning('condition_never_holds', '/condition'), rule.key));
}

/** Rules of one group that do not agree on whether all of them or only the first may fire. */
export function findGroupModes(rules: readonly CompiledRule[]): readonly RuleIssue[] {
  const first = new Map<string, CompiledRule>();
  return rules.flatMap((rule) => {
    const { group } = rule.definition;
    if (group === undefined) return [];
    const slot = `${rule.form}/${rule.phase}/${group}`;
    const other = first.get(slot);
    if (!other) first.set(slot, rule);
    return other && other.firstOnly !== rule.firstOnly
      ? [named(issue('group_modes_differ', '/groupMode', { group, other: other.definition.title }), rule.key)]
      : [];
  });
}

/** Fields that a form asks for always and a rule may hide: while they are hidden they may stay blank. */
export function findHiddenRequired(
  rules: readonly CompiledRule[],
  models: ReadonlyMap<string, FormModel>,
): readonly RuleIssue[] {
  return rules.flatMap((rule) =>
    rule.hides
      .map((path) => models.get(rule.form)?.field(path))
      .filter((field) => field?.required)
      .map((field) => {
        const params = { field: field?.path, title: field?.title };
        return named(warning('hides_required_field', '/actions', params), rule.key);
      }),
  );
}
