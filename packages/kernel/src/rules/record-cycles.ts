import { affectedPaths } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';
import type { RecordTouch } from './action-part.js';
import { named } from './compile-rule.js';
import type { RuleIssue } from './compile-rule.js';
import type { CompiledRule } from './compiled-rule.js';
import { watchedKeys } from './rule-event.js';
import { ringsThrough } from './rule-rings.js';
import type { Followers } from './rule-rings.js';

/**
 * Rings over several forms: a rule makes or changes a record of another form, whose rules make or change one of the
 * first. Such a ring never comes to rest by itself. It is refused unless every rule in it says `reentry: "once"`; then
 * the depth of the chain bounds it while it runs.
 */
export function findRecordCycles(
  rules: readonly CompiledRule[],
  models: ReadonlyMap<string, FormModel>,
): readonly RuleIssue[] {
  const acting = rules.filter((rule) => rule.touches.length > 0);
  const restless = acting.filter((rule) => rule.definition.reentry !== 'once').map((rule) => rule.key);
  const byKey = new Map(acting.map((rule) => [rule.key, rule]));
  return ringsThrough(restless, followersOf(acting, rules, models)).map((ring) =>
    named(issue('record_cycle', '/actions', { ring, way: tellRing(ring, byKey, models) }), ring[0] ?? ''),
  );
}

function followersOf(
  acting: readonly CompiledRule[],
  rules: readonly CompiledRule[],
  models: ReadonlyMap<string, FormModel>,
): Followers {
  const byForm = new Map<string, CompiledRule[]>();
  for (const rule of acting) byForm.set(rule.form, [...(byForm.get(rule.form) ?? []), rule]);
  return new Map(
    acting.map((rule) => {
      const next = rule.touches.flatMap((touch) => {
        const changed = changesOf(touch, rules, models);
        return (byForm.get(touch.form) ?? []).filter((other) => isSetOff(other, touch, changed));
      });
      return [rule.key, new Set(next.map((other) => other.key))];
    }),
  );
}

/** What a touch changes, with all that the form's own formulas and rules may make of it. */
function changesOf(
  { form, fields }: RecordTouch,
  rules: readonly CompiledRule[],
  models: ReadonlyMap<string, FormModel>,
): ReadonlySet<string> {
  const model = models.get(form);
  const derived = rules.filter((rule) => rule.form === form && rule.phase === 'derive');
  const written = new Set([...fields, ...derived.flatMap((rule) => [...rule.writes])]);
  return model ? affectedPaths(model.graph, written) : written;
}

function isSetOff(
  { definition: { trigger } }: CompiledRule,
  { kind }: RecordTouch,
  changed: ReadonlySet<string>,
): boolean {
  if (!trigger.on.includes(kind)) return false;
  if (kind === 'create' || trigger.fields === undefined) return true;
  const keys = watchedKeys(changed);
  return trigger.fields.some((field) => keys.has(field));
}

/** A ring as people read it: `Order: A → Receipt: B → Order: A`. */
function tellRing(
  ring: readonly string[],
  rules: ReadonlyMap<string, CompiledRule>,
  models: ReadonlyMap<string, FormModel>,
): Localized {
  const tell = (language: keyof Localized, colon: string): string =>
    ring
      .map((key) => {
        const rule = rules.get(key);
        const form = models.get(rule?.form ?? '')?.title[language] ?? '';
        return `${form}${colon}${rule?.definition.title[language] ?? key}`;
      })
      .join(' → ');
  return { 'zh-CN': tell('zh-CN', '：'), en: tell('en', ': ') };
}
