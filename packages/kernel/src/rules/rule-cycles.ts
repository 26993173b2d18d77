import { affectedPaths } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { ringsThrough } from './rule-rings.js';
import type { Followers } from './rule-rings.js';

/** Rules of one form as a graph: from a rule to those that read what it changes. */
interface RuleGraph {
  readonly model: FormModel;
  readonly rules: ReadonlyMap<string, CompiledRule>;
  /** Paths that a rule changes, directly or through computed fields. */
  readonly changes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly followers: Followers;
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
    const own = deriving.filter((rule) => rule.form === form);
    return model ? cyclesOf(own, model) : [];
  });
}

function cyclesOf(rules: readonly CompiledRule[], model: FormModel): readonly RuleIssue[] {
  const restless = rules.filter((rule) => rule.definition.reentry !== 'once').map((rule) => rule.key);
  if (restless.length === 0) return [];
  const graph = graphOf(rules, model);
  return ringsThrough(restless, graph.followers).map((ring) => {
    const fields = linksOf(ring, graph);
    return named(
      issue('rule_cycle', '/actions', { ring, fields, way: tellRing(ring, fields, graph) }),
      ring[0] ?? '',
    );
  });
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
  return {
    model,
    rules: new Map(rules.map((rule) => [rule.key, rule])),
    changes,
    followers: new Map(followers),
  };
}

/** For each step of a ring, the fields that one rule changes and the next reads. */
function linksOf(ring: readonly string[], { rules, changes }: RuleGraph): readonly (readonly string[])[] {
  return ring.slice(1).map((key, at) => {
    const changed = changes.get(ring[at] ?? '');
    return [...(rules.get(key)?.reads ?? [])].filter((path) => changed?.has(path));
  });
}

/** A ring as people read it: `A writes price → B writes total → A`. */
function tellRing(
  ring: readonly string[],
  fields: readonly (readonly string[])[],
  { model, rules }: RuleGraph,
): Localized {
  const tell = (language: keyof Localized, writes: string): string =>
    ring
      .map((key, at) => {
        const rule = rules.get(key)?.definition.title[language] ?? key;
        const titles = (fields[at] ?? []).map((path) => titleOf(model, path)[language]);
        return titles.length === 0
          ? rule
          : `${rule} ${writes} ${titles.join(language === 'en' ? ', ' : '、')}`;
      })
      .join(' → ');
  return { 'zh-CN': tell('zh-CN', '写'), en: tell('en', 'writes') };
}

function titleOf(model: FormModel, path: string): Localized {
  return model.field(path)?.title ?? model.line(path)?.title ?? { 'zh-CN': path, en: path };
}
