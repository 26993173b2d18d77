import type { Issue, Language } from '@dougong/kernel/foundation';
import { isDecimalText } from '@dougong/kernel/foundation';
import { groupDigits } from '../numbers/index.js';
import { isLocalized, localized } from './localized.js';
import { i18nInstance, namespacesWithIssues } from './setup.js';
import { currentLanguage } from './use-language.js';

type IssueLike = Pick<Issue, 'code' | 'params'> & { readonly detail?: string };

function paramText(value: unknown, language: Language): string {
  if (isLocalized(value)) return localized(value, language);
  if (Array.isArray(value)) {
    return value.map((entry) => paramText(entry, language)).join(language === 'en' ? ', ' : '、');
  }
  if (typeof value === 'string')
    return isDecimalText(value) && value.includes('.') ? groupDigits(value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '';
}

function paramTexts(params: IssueLike['params'], language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, paramText(value, language)]),
  );
}

/**
 * The sentence of an engine issue in the language of the page. A code that has no sentence yet shows what the server
 * wrote, and as the last resort the code itself, so that nothing is ever just "failed".
 */
export function issueSentence(found: IssueLike, language: Language = currentLanguage()): string {
  const options = { ...paramTexts(found.params, language), lng: language };
  const code = found.code.replaceAll('.', '_');
  for (const namespace of namespacesWithIssues()) {
    const key = `issues.${code}`;
    if (i18nInstance.exists(key, { ns: namespace, lng: language })) {
      return i18nInstance.t(key, { ...options, ns: namespace });
    }
  }
  return found.detail ?? i18nInstance.t('issues.unknown', { ...options, code: found.code });
}
