import { useCallback } from 'react';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { currentLanguage, useLanguage } from './use-language.js';

/** Tells a title of metadata in several languages from a plain text. */
export function isLocalized(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'zh-CN' in value;
}

/** The text of a title of metadata in the language of the page; a plain text is taken as it is. */
export function localized(
  title: Partial<Localized> | string | null | undefined,
  language: Language = currentLanguage(),
): string {
  if (title === null || title === undefined) return '';
  if (typeof title === 'string') return title;
  return title[language] ?? title['zh-CN'] ?? title.en ?? '';
}

/** `localized` bound to the language of the page, redrawing when it is switched. */
export function useLocalized(): (title: Partial<Localized> | string | null | undefined) => string {
  const { language } = useLanguage();
  return useCallback((title) => localized(title, language), [language]);
}
