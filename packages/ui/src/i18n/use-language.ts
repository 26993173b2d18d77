import { useCallback, useSyncExternalStore } from 'react';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/en';
import type { Language } from '@dougong/kernel/foundation';
import { i18nInstance, isLanguage, DEFAULT_LANGUAGE, rememberLanguage } from './setup.js';

const DAYJS_LOCALES: Readonly<Record<Language, string>> = { 'zh-CN': 'zh-cn', en: 'en' };

/** The language that texts are drawn in now. */
export function currentLanguage(): Language {
  return isLanguage(i18nInstance.language) ? i18nInstance.language : DEFAULT_LANGUAGE;
}

function applyToDocument(language: Language): void {
  dayjs.locale(DAYJS_LOCALES[language]);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

applyToDocument(currentLanguage());

/** Switches the language in place: no reload, so unsaved input stays. */
export async function switchLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  applyToDocument(language);
  await i18nInstance.changeLanguage(language);
}

function subscribe(onChange: () => void): () => void {
  i18nInstance.on('languageChanged', onChange);
  return () => i18nInstance.off('languageChanged', onChange);
}

/** The current language and how to switch it. */
export function useLanguage(): { readonly language: Language; setLanguage(language: Language): void } {
  const language = useSyncExternalStore(subscribe, currentLanguage, currentLanguage);
  const setLanguage = useCallback((next: Language) => void switchLanguage(next), []);
  return { language, setLanguage };
}
