import { isPathHidden, maskRecord } from '@dougong/kernel/access';
import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { Issue, Language, Localized } from '@dougong/kernel/foundation';
import { nameMarks, pathTitles, traceData } from '@dougong/kernel/rules';
import type {
  FieldLinkage,
  NotifyEffect,
  RuleEffect,
  RuleOutcomes,
  RuleSet,
  TraceEntry,
  TraceRecord,
} from '@dougong/kernel/rules';
import { shortNode } from '../expressions/explanation.js';
import type { FindingWire } from '../expressions/expression.wire.js';
import type { Sight } from '../expressions/sight.js';
import { findingToWire } from '../expressions/wire-findings.js';
import { tellEffect } from './effect-words.js';

export type ToldEffect = RuleEffect & { readonly sentence: Localized };

/** A trace entry whose issues are sentences. */
export type ToldTrace = Omit<TraceRecord, 'issues'> & { readonly issues: readonly FindingWire[] };

/** What rules make of a record, as far as the subject is shown it. */
export interface ToldOutcomes {
  readonly record: RecordData;
  readonly effects: readonly ToldEffect[];
  readonly messages: readonly FindingWire[];
  readonly refused: boolean;
  readonly linkage: Readonly<Record<string, FieldLinkage>>;
  readonly trace: readonly ToldTrace[];
}

/** Outcomes as an answer carries them: with words, and without hidden fields. */
export function toldOutcomes(
  sight: Sight,
  rules: RuleSet,
  outcomes: RuleOutcomes,
  language: Language,
): ToldOutcomes {
  const { model, hidden } = sight;
  const isShown = (path: string) => !isPathHidden(hidden, path.split('/', 1)[0] ?? path);
  return {
    record: maskRecord(outcomes.record, hidden),
    effects: toldEffects(sight, [...outcomes.writes, ...outcomes.effects]),
    messages: toldIssues(sight, outcomes.messages, language),
    refused: outcomes.refused,
    linkage: Object.fromEntries([...outcomes.linkage].filter(([slot]) => isShown(slot))),
    trace: toldTrace(sight, rules, ofForm(outcomes.trace, rules, model), language),
  };
}

function ofForm(trace: readonly TraceEntry[], rules: RuleSet, model: FormModel): readonly TraceEntry[] {
  return trace.filter(({ rule }) => rules.rule(rule)?.form === model.key);
}

/** Effects with their sentences, those on hidden fields left out. */
export function toldEffects(
  { release, model, hidden }: Sight,
  effects: readonly RuleEffect[],
): readonly ToldEffect[] {
  const titles = pathTitles(model, release.models);
  return effects
    .filter((effect) => !('field' in effect) || !isPathHidden(hidden, effect.field))
    .map((effect) => (effect.type === 'notify' ? withoutMarks(effect) : effect))
    .map((effect) => ({ ...effect, sentence: tellEffect(effect, release, titles) }));
}

/** A message that nobody is told yet: what is filled in for each reader is called by what it is. */
function withoutMarks({ title, body, channels: _, ...effect }: NotifyEffect): NotifyEffect {
  return { ...effect, title: nameMarks(title), ...(body === undefined ? {} : { body: nameMarks(body) }) };
}

/** Trace entries as data, long texts cut. */
export function toldTrace(
  { release, hidden, model }: Sight,
  rules: RuleSet,
  trace: readonly TraceEntry[],
  language: Language,
): readonly ToldTrace[] {
  return traceData(trace, { rules, models: release.models, release: release.number }).map((entry) => {
    const { condition, issues, ...told } = entry;
    return {
      ...told,
      ...(condition === undefined
        ? {}
        : {
            condition: {
              ...condition,
              root: shortNode(condition.root),
              deciding: shortNode(condition.deciding),
            },
          }),
      writes: entry.writes.filter(({ field }) => !isPathHidden(hidden, field)),
      issues: toldIssues({ model, hidden }, issues, language),
    };
  });
}

/** Issues with their sentences, those about hidden fields left out. */
export function toldIssues(
  { model, hidden }: Pick<Sight, 'model' | 'hidden'>,
  issues: readonly Issue[],
  language: Language,
): readonly FindingWire[] {
  return issues
    .filter(({ path, params }) => {
      const named = params?.['field'];
      const isNamedHidden = typeof named === 'string' && isPathHidden(hidden, named);
      return !isNamedHidden && !isPathHidden(hidden, fieldPath(path));
    })
    .map((found) => findingToWire(withTitle(found, model), language));
}

/** `/lines/3/qty` and `/lines/<line id>/qty` are about `lines.qty`. */
export function fieldPath(pointer: string): string {
  const [field = '', , column] = pointer.slice(1).split('/');
  return column === undefined ? field : `${field}.${column}`;
}

/** Sentences name a field by its title. */
function withTitle(found: Issue, model: FormModel): Issue {
  const key = found.params?.['field'];
  if (typeof key !== 'string' || found.params?.['title'] !== undefined) return found;
  const title = model.field(key)?.title ?? model.line(key)?.title;
  return title ? { ...found, params: { ...found.params, title } } : found;
}
