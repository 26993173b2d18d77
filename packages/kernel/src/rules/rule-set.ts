import type { RuleEventType, RulePhase } from '../metadata/index.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { eventTypesOf, isAlwaysMeant, isMeant, updateIn, watchedFields, watchedKeys } from './rule-event.js';
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

/** Rules in firing order, and where each stands in it. */
interface Ranked {
  readonly rules: CompiledRule[];
  readonly ranks: number[];
}

/** Rules for one form, phase and type of event. */
interface Bucket {
  readonly always: Ranked;
  /** Rules that watch a field, by that field. */
  readonly watching: Map<string, Ranked>;
}

type Buckets = Map<string, Map<RulePhase, Map<RuleEventType, Bucket>>>;

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
  const waiting = (form: string, phase: RulePhase, event: RuleEvent): readonly CompiledRule[] => {
    const found = fromBucket(buckets.get(form)?.get(phase)?.get(event.type), event, rules);
    return isAlwaysMeant(event) ? found : found.filter((rule) => isMeant(rule, event));
  };
  return {
    rules,
    checked,
    warnings,
    rank,
    candidates: (form, phase, event) => {
      const found = waiting(form, phase, event);
      const update = updateIn(event);
      return update ? inOrder([...found, ...waiting(form, phase, update)], rank) : found;
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

function inOrder(
  rules: readonly CompiledRule[],
  rank: (rule: CompiledRule) => number,
): readonly CompiledRule[] {
  return [...new Set(rules)].sort((a, b) => rank(a) - rank(b));
}

function grouped(
  rules: readonly CompiledRule[],
  namesOf: (rule: CompiledRule) => readonly string[],
): ReadonlyMap<string, readonly CompiledRule[]> {
  const groups = new Map<string, CompiledRule[]>();
  for (const rule of rules) for (const name of namesOf(rule)) append(groups, name, rule);
  return groups;
}

function fillBuckets(rules: readonly CompiledRule[]): Buckets {
  const buckets: Buckets = new Map();
  for (const [rank, rule] of rules.entries()) {
    const { trigger } = rule.definition;
    for (const type of eventTypesOf(trigger)) {
      const bucket = bucketOf(buckets, rule, type);
      const fields = watchedFields(trigger, type, rule.reads);
      const lists = fields?.map((field) => listOf(bucket, field)) ?? [bucket.always];
      for (const list of new Set(lists)) addRanked(list, rule, rank);
    }
  }
  return buckets;
}

function bucketOf(buckets: Buckets, { form, phase }: CompiledRule, type: RuleEventType): Bucket {
  const phases = buckets.get(form) ?? new Map<RulePhase, Map<RuleEventType, Bucket>>();
  buckets.set(form, phases);
  const types = phases.get(phase) ?? new Map<RuleEventType, Bucket>();
  phases.set(phase, types);
  const bucket = types.get(type) ?? { always: { rules: [], ranks: [] }, watching: new Map() };
  types.set(type, bucket);
  return bucket;
}

function listOf({ watching }: Bucket, field: string): Ranked {
  const list = watching.get(field) ?? { rules: [], ranks: [] };
  watching.set(field, list);
  return list;
}

function addRanked({ rules, ranks }: Ranked, rule: CompiledRule, rank: number): void {
  rules.push(rule);
  ranks.push(rank);
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
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  if (!bucket) return NONE;
  const lists = [bucket.always];
  for (const key of watchedKeys(event.changed)) {
    const list = bucket.watching.get(key);
    if (list) lists.push(list);
  }
  const [only = bucket.always, ...others] = lists.filter((list) => list.rules.length > 0);
  return others.length === 0 ? only.rules : merged([only, ...others], rules);
}

/** The rules at these places in the firing order, each once. */
function merged(lists: readonly Ranked[], rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const ranks = new Uint32Array(lists.reduce((count, list) => count + list.ranks.length, 0));
  let end = 0;
  for (const list of lists) {
    ranks.set(list.ranks, end);
    end += list.ranks.length;
  }
  ranks.sort();
  const found: CompiledRule[] = [];
  for (let at = 0; at < ranks.length; at += 1)
    if (ranks[at] !== ranks[at - 1]) found.push(rules[ranks[at] as number] as CompiledRule);
  return found;
}
