import type { Language } from '@dougong/kernel/foundation';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en };

const PLACEHOLDER = /\{([a-zA-Z_]+)\}/g;

/** The sentence of a code in a language, with its `{parameters}` filled in. */
export function sentence(
  code: string,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const catalogue = CATALOGUES[language];
  const pattern = catalogue[code] ?? catalogue['unknown_code'] ?? '{code}';
  return pattern.replaceAll(PLACEHOLDER, (_, name: string) =>
    parameterText(name === 'code' ? code : params[name], language),
  );
}

function parameterText(value: unknown, language: Language): string {
  if (value === undefined || value === null) return '?';
  if (Array.isArray(value))
    return value.map((each) => parameterText(each, language)).join(language === 'en' ? ', ' : '、');
  if (typeof value !== 'object') return String(value);
  const localized = (value as Readonly<Record<string, unknown>>)[language];
  return typeof localized === 'string' ? localized : JSON.stringify(value);
}
