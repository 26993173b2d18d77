import type { Issue, Language, Localized } from '@dougong/kernel/foundation';
import { sentence } from '../../http/sentences/index.js';

/** How people call a field by its path; nothing for what the form does not have. */
export type TitleOf = (path: string) => Localized | undefined;

/** What is wrong, for people who know the fields of a form by their titles. */
export function faultSentence({ code, params = {} }: Issue, titleOf: TitleOf, language: Language): string {
  const { field } = params as { readonly field?: unknown };
  const title = typeof field === 'string' ? titleOf(field) : undefined;
  return sentence(code, title === undefined ? params : { ...params, field: title }, language);
}
