import { describeCondition, wordedCondition } from '@dougong/kernel/expression';
import type { PathTitles, Scope, ValueName } from '@dougong/kernel/expression';
import type { Language } from '@dougong/kernel/foundation';
import type { Condition } from '@dougong/kernel/metadata';
import { groupDigits } from '../numbers/index.js';

/** What a sentence about a condition needs: types and titles of the fields, and names of what they hold. */
export interface ConditionWords {
  readonly scope: Scope;
  readonly titles: PathTitles;
  readonly nameOf: ValueName;
  readonly language: Language;
}

/** A condition as one sentence; empty when there is none, `undefined` when it cannot be read. */
export function conditionSentence(
  when: Condition | undefined,
  { scope, titles, nameOf, language }: ConditionWords,
): string | undefined {
  if (when === undefined || (when !== true && Object.keys(when).length === 0)) return '';
  // The values have their names already.
  const told = describeCondition(wordedCondition(when, nameOf), scope, (path) => titles(path));
  return told.ok ? told.value[language] : undefined;
}

/** Large amounts are easier to compare with commas. */
export function withGroups(sentence: string): string {
  return sentence.replace(/(?<![\w.])\d{4,}(\.\d+)?(?![\w.])/g, (amount) => groupDigits(amount));
}
