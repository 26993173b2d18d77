import type { FormModel } from '@dougong/kernel/forms';
import { diffRecords } from '@dougong/kernel/records';
import { evaluateRules } from '@dougong/kernel/rules';
import type {
  RuleContext,
  RuleOutcomes,
  RuleSet,
  Sample,
  SampleDifference,
  Shift,
} from '@dougong/kernel/rules';

/** A form as it computes, with its rules: published, or with drafts. */
export interface ReplaySide {
  readonly rules: RuleSet;
  readonly model: FormModel;
}

/** Works records out on both sides and tells where they end otherwise. Nothing is written. */
export function compareSides(
  published: ReplaySide,
  draft: ReplaySide,
  samples: readonly Sample[],
  context: RuleContext,
): readonly SampleDifference[] {
  return samples.flatMap((sample) => {
    const before = evaluateRules(published.rules, published.model, sample, context);
    const after = evaluateRules(draft.rules, draft.model, sample, context);
    const [then, now] = [firedIn(before), firedIn(after)];
    const difference: SampleDifference = {
      id: sample.id,
      fired: now.filter((key) => !then.includes(key)),
      unfired: then.filter((key) => !now.includes(key)),
      changed: diffRecords(draft.model, before.record, after.record),
      messages: shift(before.messages, after.messages),
      effects: shift(before.effects, after.effects),
    };
    return isNothing(difference) ? [] : [difference];
  });
}

function firedIn({ trace }: RuleOutcomes): readonly string[] {
  return [...new Set(trace.filter(({ outcome }) => outcome === 'fired').map(({ rule }) => rule))];
}

/** Compares by content: the same message twice and then once is one gone. */
function shift<T>(before: readonly T[], after: readonly T[]): Shift<T> {
  return { appeared: without(after, before), gone: without(before, after) };
}

function without<T>(list: readonly T[], others: readonly T[]): readonly T[] {
  const left = others.map((other) => JSON.stringify(other));
  return list.filter((each) => {
    const at = left.indexOf(JSON.stringify(each));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isNothing({ fired, unfired, changed, messages, effects }: SampleDifference): boolean {
  const lists = [fired, unfired, changed, messages.appeared, messages.gone, effects.appeared, effects.gone];
  return lists.every((list) => list.length === 0);
}
