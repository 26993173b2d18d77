import { affectedPaths, orderByDependency } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, warning } from '../foundation/index.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';

/**
 * Rings of derive rules: one writes what the next reads, computed fields in between counted. A ring is refused unless
 * every rule in it says `reentry: "once"`, for then its author has seen it and it ends after one turn.
 */
export function findRuleCycles(
  rules: readonly CompiledRule[],
  models: ReadonlyMap<string, FormModel>,
): readonly RuleIssue[] {
  const deriving = rules.filter((rule) => rule.phase === 'derive');
  return [...new Set(deriving.map((rule) => rule.form))].flatMap((form) => {
    const model = models.get(form);
    return model ? cyclesOf(deriving.filter((rule) => rule.form === form), model) : [];
  });
}

function cyclesOf(rules: readonly CompiledRule[], model: FormModel): readonly RuleIssue[] {
  const byKey = new Map(rules.map((rule) => [rule.key, rule]));
  const writersOf = writersByPath(rules, model);
  const restless = rules.filter((rule) => rule.definition.reentry !== 'once');
  const rings = ringsOf(rules, writersOf).filter((ring) => ring.some((key) => restless.includes(byKey.get(key) as CompiledRule)));
  return rings.map((ring) => named(issue('rule_cycle', '/actions', { ring, fields: linksOf(ring, byKey, model) }), ring[0] ?? ''));
}

/** Which rules make a path change, directly or through computed fields. */
function writersByPath(rules: readonly CompiledRule[], model: FormModel): ReadonlyMap<string, ReadonlySet<string>> {
  const writers = new Map<string, Set<string>>();
  for (const rule of rules) {
    for (const path of affectedPaths(model.graph, rule.writes)) {
      writers.set(path, (writers.get(path) ?? new Set()).add(rule.key));
    }
  }
  return writers;
}

function ringsOf(
  rules: readonly CompiledRule[],
  writersOf: ReadonlyMap<string, ReadonlySet<string>>,
): readonly (readonly string[])[] {
  const sources = new Map(rules.map((rule) => [rule.key, sourcesOf(rule, writersOf)]));
  const { rings } = orderByDependency([...sources.keys()], (key) => sources.get(key) ?? []);
  // Dependencies point against the writing; turned round, the ring reads "A writes for B, B for A".
  return rings.map((ring) => [...ring].reverse());
}

/** A rule that reads its own result is a ring only when it may fire again and again. */
function sourcesOf(rule: CompiledRule, writersOf: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const sources = new Set([...rule.reads].flatMap((path) => [...(writersOf.get(path) ?? [])]));
  if (!rule.untilStable) sources.delete(rule.key);
  return sources;
}

/** For each step of a ring, the fields that one rule changes and the next reads. */
function linksOf(
  ring: readonly string[],
  byKey: ReadonlyMap<string, CompiledRule>,
  model: FormModel,
): readonly (readonly string[])[] {
  return ring.slice(1).map((key, at) => {
    const changed = affectedPaths(model.graph, byKey.get(ring[at] ?? '')?.writes ?? []);
    return [...(byKey.get(key)?.reads ?? [])].filter((path) => changed.has(path));
  });
}

/** Pairs of equal priority that write one field: their order rests on their keys alone. */
export function findSharedWrites(rules: readonly CompiledRule[]): readonly RuleIssue[] {
  const first = new Map<string, CompiledRule>();
  return rules.flatMap((rule) =>
    [...rule.writes].flatMap((field) => {
      const slot = `${rule.form}/${field}/${rule.definition.priority}`;
      const other = first.get(slot);
      if (!other) first.set(slot, rule);
      return other ? [named(warning('rules_write_same_field', '/priority', { other: other.key, field }), rule.key)] : [];
    }),
  );
}
