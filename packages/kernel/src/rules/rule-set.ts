import type { RuleEventType, RulePhase } from '../metadata/index.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { eventTypesOf, isMeant, watchedFields, watchedKeys } from './rule-event.js';
import type { RuleEvent } from './rule-event.js';

/** The rules of a release, found by form, phase and event without looking at the others. */
export interface RuleSet {
  /** Rules in force, in firing order: higher priority first, then by key. */
  readonly rules: readonly CompiledRule[];
  /** The same and those that are switched off. */
  readonly checked: readonly CompiledRule[];
  /** What an administrator should look at although it refuses nothing. */
  readonly warnings: readonly RuleIssue[];
  /** The rules of a form and phase that wait for this event, in firing order. */
  candidates(form: string, phase: RulePhase, event: RuleEvent): readonly CompiledRule[];
  /** All rules of a form and phase, in firing order. */
  ofPhase(form: string, phase: RulePhase): readonly CompiledRule[];
  /** The rules that show, ask for, lock or narrow fields of a form, in firing order. */
  linkages(form: string): readonly CompiledRule[];
  /** The rules that a schedule, a threshold or a webhook calls, in firing order. */
  occasions(type: RuleEventType): readonly CompiledRule[];
  rule(key: string): CompiledRule | undefined;
  /** Everything that the rules of a form read, through references too. */
  dependencies(form: string): readonly string[];
  /** Where a rule stands in the firing order. */
  rank(rule: CompiledRule): number;
}

/** Rules for one form, phase and type of event. */
interface Bucket {
  readonly always: CompiledRule[];
  /** Rules that watch a field, by that field. */
  readonly watching: Map<string, CompiledRule[]>;
}

const NONE: readonly CompiledRule[] = [];

/** Puts rules in firing order. */
export function inFiringOrder(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  return [...rules].sort(
    (a, b) => b.definition.priority - a.definition.priority || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** Indexes the rules in force among rules that are in firing order. */
export function indexRules(checked: readonly CompiledRule[], warnings: readonly RuleIssue[]): RuleSet {
  const rules = checked.filter((rule) => rule.definition.enabled);
  const ranks = new Map(rules.map((rule, at) => [rule, at]));
  const rank = (rule: CompiledRule): number => ranks.get(rule) ?? ranks.size;
  const buckets = fillBuckets(rules);
  const phases = grouped(rules, (rule) => [`${rule.form}/${rule.phase}`]);
  const linkages = grouped(rules, (rule) => (rule.linkage ? [rule.form] : []));
  const events = grouped(rules, (rule) => eventTypesOf(rule.definition.trigger));
  const keys = new Map(checked.map((rule) => [rule.key, rule]));
  return {
    rules,
    checked,
    warnings,
    rank,
    candidates: (form, phase, event) => {
      const found = fromBucket(buckets.get(`${form}/${phase}/${event.type}`), event, rank);
      return found.filter((rule) => isMeant(rule, event));
    },
    ofPhase: (form, phase) => phases.get(`${form}/${phase}`) ?? NONE,
    linkages: (form) => linkages.get(form) ?? NONE,
    occasions: (type) => events.get(type) ?? NONE,
    rule: (key) => keys.get(key),
    dependencies: (form) => [
      ...new Set(rules.filter((rule) => rule.form === form).flatMap((rule) => rule.dependencies)),
    ],
  };
}

function grouped(
  rules: readonly CompiledRule[],
  namesOf: (rule: CompiledRule) => readonly string[],
): ReadonlyMap<string, readonly CompiledRule[]> {
  const groups = new Map<string, CompiledRule[]>();
  for (const rule of rules) for (const name of namesOf(rule)) append(groups, name, rule);
  return groups;
}

function fillBuckets(rules: readonly CompiledRule[]): ReadonlyMap<string, Bucket> {
  const buckets = new Map<string, Bucket>();
  for (const rule of rules) {
    const { trigger } = rule.definition;
    for (const type of eventTypesOf(trigger)) {
      const name = `${rule.form}/${rule.phase}/${type}`;
      const bucket = buckets.get(name) ?? { always: [], watching: new Map<string, CompiledRule[]>() };
      buckets.set(name, bucket);
      const fields = watchedFields(trigger, type, rule.reads);
      if (fields === undefined) bucket.always.push(rule);
      else for (const field of fields) append(bucket.watching, field, rule);
    }
  }
  return buckets;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The rules that nothing keeps from being asked, and those that watch what changed; in firing order. */
function fromBucket(
  bucket: Bucket | undefined,
  event: RuleEvent,
  rank: (rule: CompiledRule) => number,
): readonly CompiledRule[] {
  if (!bucket) return NONE;
  if (bucket.watching.size === 0) return bucket.always;
  const found = new Set(bucket.always);
  for (const key of watchedKeys(event.changed)) {
    for (const rule of bucket.watching.get(key) ?? []) found.add(rule);
  }
  return [...found].sort((a, b) => rank(a) - rank(b));
}
