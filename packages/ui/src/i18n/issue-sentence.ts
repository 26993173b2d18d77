import type { Issue, Language } from '@dougong/kernel/foundation';
import { isDecimalText } from '@dougong/kernel/foundation';
import { saysAll, sentence } from '@dougong/kernel/messages';
import { groupDigits } from '../numbers/index.js';
import { isLocalized, localized } from './localized.js';
import { i18nInstance, namespacesWithIssues } from './setup.js';
import { currentLanguage } from './use-language.js';

type IssueLike = Pick<Issue, 'code' | 'params'> & { readonly detail?: string };

const HTTP_STATUS = /^http_(\d{3})$/;

/** A parameter as a person reads it; what the sentence words itself is passed on. */
function paramText(value: unknown, language: Language): unknown {
  if (isLocalized(value)) return localized(value, language);
  if (Array.isArray(value)) return value.map((entry) => paramText(entry, language));
  return typeof value === 'string' && isDecimalText(value) && value.includes('.')
    ? groupDigits(value)
    : value;
}

function paramTexts(params: IssueLike['params'], language: Language): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, paramText(value, language)]),
  );
}

/** The sentence that a page brings for a code of its own. */
function sentenceOfPage(
  code: string,
  params: Record<string, unknown>,
  language: Language,
): string | undefined {
  const key = `issues.${code.replaceAll('.', '_')}`;
  const ns = namespacesWithIssues().find((each) => i18nInstance.exists(key, { ns: each, lng: language }));
  return ns === undefined ? undefined : i18nInstance.t(key, { ...params, ns, lng: language });
}

/**
 * The sentence of an engine issue in the language of the page: the page's own words go first, then those of the
 * kernel, then what the server wrote. What the server wrote goes before a sentence whose values are not there.
 */
export function issueSentence(found: IssueLike, language: Language = currentLanguage()): string {
  const { code, detail } = found;
  const params = paramTexts(found.params, language);
  const status = HTTP_STATUS.exec(code)?.[1];
  if (status !== undefined) return sentenceOfPage('http', { status }, language) ?? code;
  const own = sentenceOfPage(code, params, language);
  if (own !== undefined) return own;
  if (detail !== undefined && !saysAll(code, params, language)) return detail;
  return sentence(code, params, language);
}
