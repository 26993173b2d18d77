import type { Scope } from '@dougong/kernel/expression';
import type { Condition } from '@dougong/kernel/metadata';
import { pathTitles } from '@dougong/kernel/rules';
import { conditionSentence as sentenceOf } from '@dougong/ui/conditions';
import type { Names } from './names.js';

/** A condition as one sentence; empty when there is none, `undefined` when it cannot be read. */
export function conditionSentence(
  when: Condition | undefined,
  names: Names,
  scope: Scope = names.scope,
): string | undefined {
  const { form, models } = names.surroundings;
  return sentenceOf(when, {
    scope,
    titles: pathTitles(form, models),
    nameOf: (path, value) => names.value(path, value),
    language: names.language,
  });
}
