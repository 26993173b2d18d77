import { affectedPaths, orderByDependency } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, warning } from '../foundation/index.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';

/** Rules of one form as a graph: from a rule to those that read what it changes. */
interface RuleGraph {
  readonly rules: ReadonlyMap<string, CompiledRule>;
  /** Paths that a rule changes, directly or through computed fields. */
  readonly changes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly followers: ReadonlyMap<string, ReadonlySet<string>>;
}

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
    return model
      ? cyclesOf(
          deriving.filter((rule) => rule.form === form),
          model,
        )
      : [];
  });
}

function cyclesOf(rules: readonly CompiledRule[], model: FormModel): readonly RuleIssue[] {
  const restless = rules.filter((rule) => rule.definition.reentry !== 'once');
  if (restless.length === 0) return [];
  const graph = graphOf(rules, model);
  const { rings } = orderByDependency([...graph.rules.keys()], (key) => graph.followers.get(key) ?? []);
  if (rings.length === 0) return [];
  const found = new Map<string, readonly string[]>();
  for (const rule of restless) {
    const ring = shortestRing(rule.key, graph);
    const members = [...new Set(ring)].sort().join(' ');
    if (ring && !found.has(members)) found.set(members, ring);
  }
  return [...found.values()].map((ring) =>
    named(issue('rule_cycle', '/actions', { ring, fields: linksOf(ring, graph) }), ring[0] ?? ''),
  );
}

function graphOf(rules: readonly CompiledRule[], model: FormModel): RuleGraph {
  const readers = new Map<string, Set<string>>();
  for (const rule of rules) {
    for (const path of rule.reads) readers.set(path, (readers.get(path) ?? new Set()).add(rule.key));
  }
  const changes = new Map(rules.map((rule) => [rule.key, affectedPaths(model.graph, rule.writes)]));
  const followers = rules.map((rule) => {
    const keys = new Set(
      [...(changes.get(rule.key) ?? [])].flatMap((path) => [...(readers.get(path) ?? [])]),
    );
    // A rule that reads its own result is a ring only when it may fire again and again.
    if (!rule.untilStable) keys.delete(rule.key);
    return [rule.key, keys] as const;
  });
  return { rules: new Map(rules.map((rule) => [rule.key, rule])), changes, followers: new Map(followers) };
}

/** The shortest way from a rule back to itself, breadth first. */
function shortestRing(start: string, { followers }: RuleGraph): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (const key of open) {
    for (const next of followers.get(key) ?? []) {
      if (next === start) return [...wayTo(key, start, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      open.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let key = end; key !== start; way.unshift(key)) key = cameFrom.get(key) ?? start;
  return way;
}

/** For each step of a ring, the fields that one rule changes and the next reads. */
function linksOf(ring: readonly string[], { rules, changes }: RuleGraph): readonly (readonly string[])[] {
  return ring.slice(1).map((key, at) => {
    const changed = changes.get(ring[at] ?? '');
    return [...(rules.get(key)?.reads ?? [])].filter((path) => changed?.has(path));
  });
}

/** Rules of equal priority that write one field: their order rests on their keys alone. */
export function findSharedWrites(rules: readonly CompiledRule[]): readonly RuleIssue[] {
  const first = new Map<string, CompiledRule>();
  return rules.flatMap((rule) =>
    [...rule.writes].flatMap((field) => {
      const slot = `${rule.form}/${field}/${rule.definition.priority}`;
      const other = first.get(slot);
      if (!other) first.set(slot, rule);
      return other
        ? [named(warning('rules_write_same_field', '/priority', { other: other.key, field }), rule.key)]
        : [];
    }),
  );
}
