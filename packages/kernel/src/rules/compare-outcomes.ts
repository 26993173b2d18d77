import type { FormModel } from '../forms/index.js';
import type { Issue } from '../foundation/index.js';
import { diffRecords } from '../records/index.js';
import type { Difference } from '../records/index.js';
import { evaluateRules } from './evaluate-rules.js';
import type { RuleCase, RuleOutcomes } from './evaluate-rules.js';
import type { RuleContext } from './rule-context.js';
import type { RuleEffect } from './rule-effect.js';
import type { RuleSet } from './rule-set.js';

/** A real record over which two sets of rules are compared. */
export interface Sample extends RuleCase {
  readonly id: string;
}

/** What comes and what goes. */
export interface Shift<T> {
  readonly appeared: readonly T[];
  readonly gone: readonly T[];
}

/** What a draft makes of one record that the published rules do not. */
export interface SampleDifference {
  readonly id: string;
  /** Rules that fire now and did not. */
  readonly fired: readonly string[];
  /** Rules that fired and do not now. */
  readonly unfired: readonly string[];
  /** Values that differ: `old` by the published rules, `new` by the draft. */
  readonly changed: readonly Difference[];
  readonly messages: Shift<Issue>;
  readonly effects: Shift<RuleEffect>;
}

export interface Comparison {
  readonly samples: number;
  /** The samples that differ; the others are as before. */
  readonly differences: readonly SampleDifference[];
}

/** Replays samples by the published rules and by a draft, and tells where they part. Nothing is written. */
export function compareOutcomes(
  published: RuleSet,
  draft: RuleSet,
  model: FormModel,
  samples: readonly Sample[],
  context: (sample: Sample) => RuleContext = () => ({}),
): Comparison {
  const differences = samples.flatMap((sample) => {
    const given = context(sample);
    const before = evaluateRules(published, model, sample, given);
    const after = evaluateRules(draft, model, sample, given);
    const difference = compare(model, sample.id, before, after);
    return isNone(difference) ? [] : [difference];
  });
  return { samples: samples.length, differences };
}

function compare(model: FormModel, id: string, before: RuleOutcomes, after: RuleOutcomes): SampleDifference {
  const [then, now] = [firedIn(before), firedIn(after)];
  return {
    id,
    fired: now.filter((key) => !then.includes(key)),
    unfired: then.filter((key) => !now.includes(key)),
    changed: diffRecords(model, before.record, after.record),
    messages: shift(before.messages, after.messages),
    effects: shift(before.effects, after.effects),
  };
}

function firedIn({ trace }: RuleOutcomes): readonly string[] {
  return [...new Set(trace.filter((entry) => entry.outcome === 'fired').map((entry) => entry.rule))];
}

/** Compares by content: the same message twice and then once is one gone. */
function shift<T>(before: readonly T[], after: readonly T[]): Shift<T> {
  return { appeared: without(after, before), gone: without(before, after) };
}

function without<T>(list: readonly T[], others: readonly T[]): readonly T[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const text = JSON.stringify(other);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return list.filter((each) => {
    const text = JSON.stringify(each);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function isNone({ fired, unfired, changed, messages, effects }: SampleDifference): boolean {
  const lists = [fired, unfired, changed, messages.appeared, messages.gone, effects.appeared, effects.gone];
  return lists.every((list) => list.length === 0);
}
