import type { Issue } from '@dougong/kernel/foundation';
import type { TemplateParameter } from '@dougong/kernel/metadata';
import { checkAnswers } from '@dougong/kernel/templates';

/** What is answered, by the id of the question. */
export type Answers = Readonly<Record<string, string | boolean>>;

/** What the questions begin with: what was answered before, as far as it still fits, else what the template proposes. */
export function firstAnswers(parameters: readonly TemplateParameter[], before: Answers = {}): Answers {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const { id } = parameter;
      const kept = before[id];
      const fits = kept !== undefined && checkAnswers([parameter], { [id]: kept }).length === 0;
      return [id, fits ? kept : parameter.default];
    }),
  );
}

/** The fault of each answer that does not fit, by the id of its question. */
export function answerFaults(
  parameters: readonly TemplateParameter[],
  answers: Answers,
): ReadonlyMap<string, Issue> {
  return new Map(checkAnswers(parameters, answers).map((found) => [found.path.slice(1), found]));
}
