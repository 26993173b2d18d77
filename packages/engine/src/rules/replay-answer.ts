import { isDeepStrictEqual } from 'node:util';
import { isPathHidden } from '@dougong/kernel/access';
import type { RecordData } from '@dougong/kernel/expression';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import type { Difference } from '@dougong/kernel/records';
import { pathTitles } from '@dougong/kernel/rules';
import type { SampleDifference } from '@dougong/kernel/rules';
import type { FindingWire } from '../expressions/expression.wire.js';
import type { Sight } from '../expressions/sight.js';
import { namingOf } from '../records/form-grant.js';
import type { RuleDraft } from './form-rule-set.js';
import type { ReplayProgress } from './replay.js';
import type { ReplayDraft } from './replay-drafts.js';
import type { ReplayPlan } from './replay-plan.js';
import type { WireEvent } from './rule-occasion.js';
import { fieldPath, toldEffects, toldIssues } from './told-outcomes.js';
import type { ToldEffect } from './told-outcomes.js';

/** A difference, and what was replayed when it showed. */
export type ReplayedDifference = SampleDifference & { readonly event: WireEvent };

export interface RecordName {
  readonly id: string;
  readonly code?: string;
  readonly title?: string;
}

interface Shown<T> {
  readonly appeared: readonly T[];
  readonly gone: readonly T[];
}

export interface ToldDifference {
  readonly record: RecordName;
  readonly event: WireEvent;
  readonly fired: readonly string[];
  readonly unfired: readonly string[];
  readonly changed: readonly (Difference & { readonly title: Localized })[];
  readonly messages: Shown<FindingWire>;
  readonly effects: Shown<ToldEffect>;
}

export interface ReplayAnswer {
  readonly form: string;
  readonly release: number;
  readonly rules: readonly ReplayedRule[];
  /** What else took part: forms, formulas, tables. */
  readonly definitions: readonly ReplayedDefinition[];
  readonly events: readonly WireEvent[];
  readonly asked: number;
  readonly replayed: number;
  readonly complete: boolean;
  readonly stopped?: 'time' | 'cancelled';
  readonly sentence: Localized;
  readonly counts: Readonly<
    Record<'different' | 'fired' | 'unfired' | 'changed' | 'messages' | 'effects', number>
  >;
  readonly differences: readonly ToldDifference[];
  readonly withheld: number;
}

interface ReplayedDefinition {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title: Localized;
  readonly change: ReplayedRule['change'];
}

interface ReplayedRule {
  readonly key: string;
  readonly title: Localized;
  readonly change: 'added' | 'changed' | 'removed' | 'same';
  readonly fired: number;
  readonly unfired: number;
}

/** What a replay found, as its answer carries it. */
export function replayAnswer(plan: ReplayPlan, progress: ReplayProgress, language: Language): ReplayAnswer {
  const { sight, told: shown, drafts, others, events, withheld, asked } = plan;
  const { records, stopped } = progress;
  const names = new Map(records.map((record) => [record.id, nameOf(sight, record)]));
  const differences = progress.differences.flatMap((difference) => {
    const told = tell(shown, difference, names.get(difference.id) ?? { id: difference.id }, language);
    return isNothing(told) ? [] : [told];
  });
  return {
    form: sight.model.key,
    release: sight.release.number,
    rules: drafts.map((draft) => ruleIn(plan, draft, differences)),
    definitions: others.map((draft) => definitionIn(plan, draft)),
    events,
    asked,
    replayed: records.length,
    complete: stopped === undefined,
    ...(stopped === undefined ? {} : { stopped }),
    sentence: sentenceOf(progress, asked),
    counts: countsOf(differences),
    differences,
    withheld,
  };
}

/** What people call a record, as far as the subject is shown it. */
export function nameOf({ release, subject, model }: Sight, record: RecordData): RecordName {
  const { code, title } = namingOf(release, subject, model);
  const part = (key: string | undefined) => (key === undefined ? null : (record[key] ?? null));
  const [known, called] = [part(code), part(title)];
  return {
    id: String(record['id']),
    ...(known === null ? {} : { code: String(known) }),
    ...(called === null ? {} : { title: String(called) }),
  };
}

function tell(
  sight: Sight,
  { event, fired, unfired, changed, messages, effects }: ReplayedDifference,
  record: RecordName,
  language: Language,
): ToldDifference {
  const titles = pathTitles(sight.model, sight.release.models);
  const shown = changed.filter(({ path }) => !isPathHidden(sight.hidden, fieldPath(path)));
  return {
    record,
    event,
    fired,
    unfired,
    changed: shown.map((each) => ({ ...each, title: titles(fieldPath(each.path)) })),
    messages: {
      appeared: toldIssues(sight, messages.appeared, language),
      gone: toldIssues(sight, messages.gone, language),
    },
    effects: {
      appeared: toldEffects(sight, effects.appeared),
      gone: toldEffects(sight, effects.gone),
    },
  };
}

function isNothing({ fired, unfired, changed, messages, effects }: ToldDifference): boolean {
  const lists = [fired, unfired, changed, messages.appeared, messages.gone, effects.appeared, effects.gone];
  return lists.every((list) => list.length === 0);
}

/** Records, not firings: a record under several events counts once. */
function countsOf(differences: readonly ToldDifference[]): ReplayAnswer['counts'] {
  const records = (has: (difference: ToldDifference) => boolean) =>
    new Set(differences.filter(has).map(({ record }) => record.id)).size;
  const any = ({ appeared, gone }: Shown<unknown>) => appeared.length + gone.length > 0;
  return {
    different: records(() => true),
    fired: records(({ fired }) => fired.length > 0),
    unfired: records(({ unfired }) => unfired.length > 0),
    changed: records(({ changed }) => changed.length > 0),
    messages: records(({ messages }) => any(messages)),
    effects: records(({ effects }) => any(effects)),
  };
}

function ruleIn(
  { sight }: ReplayPlan,
  { key, definition }: RuleDraft,
  differences: readonly ToldDifference[],
): ReplayedRule {
  const former = sight.release.rules.rule(key)?.definition;
  const records = (name: 'fired' | 'unfired') =>
    new Set(differences.filter((each) => each[name].includes(key)).map(({ record }) => record.id)).size;
  return {
    key,
    title: (definition ?? former)?.title ?? { 'zh-CN': key, en: key },
    change: changeOf(former, definition),
    fired: records('fired'),
    unfired: records('unfired'),
  };
}

function definitionIn({ sight }: ReplayPlan, { kind, key, definition }: ReplayDraft): ReplayedDefinition {
  const former = sight.release.definitions.find((each) => each.kind === kind && each.key === key);
  const title = (definition ?? former)?.title ?? { 'zh-CN': key, en: key };
  return { kind, key, title, change: changeOf(former, definition) };
}

function changeOf(
  former: Definition | undefined,
  definition: Definition | undefined,
): ReplayedRule['change'] {
  if (!definition) return 'removed';
  if (!former) return 'added';
  return isDeepStrictEqual(former, definition) ? 'same' : 'changed';
}

function sentenceOf({ records, stopped }: ReplayProgress, asked: number): Localized {
  const done = records.length;
  if (stopped === undefined)
    return { 'zh-CN': `已全部重放：${done} 条记录。`, en: `Fully replayed: ${done} records.` };
  const why =
    stopped === 'time' ? { zh: '时间用完', en: 'its time was up' } : { zh: '已取消', en: 'it was cancelled' };
  return {
    'zh-CN': `未全部重放：${why.zh}，只完成了 ${asked} 条中的 ${done} 条。`,
    en: `Not fully replayed: ${why.en} after ${done} of ${asked} records.`,
  };
}
