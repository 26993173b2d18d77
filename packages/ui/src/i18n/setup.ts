import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '@dougong/kernel/foundation';
import { UI_CATALOGUE } from './catalogues.js';

/** Texts by key; groups nest. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** The same keys in every language. */
export type Catalogue = Readonly<Record<Language, Texts>>;

export const DEFAULT_LANGUAGE: Language = 'zh-CN';
export const UI_NAMESPACE = 'ui';
const STORAGE_KEY = 'dougong.language';

/** The one instance of an app; an own one, so that nobody else's global settings reach our texts. */
export const i18nInstance: i18n = i18next.createInstance();

/** Narrows a text from storage or from the network to a language that is shipped. */
export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}

function rememberedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return isLanguage(stored) ? stored : DEFAULT_LANGUAGE;
  } catch {
    return DEFAULT_LANGUAGE;
  }
}

/** Remembers the language for the next visit. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

function start(): void {
  void i18nInstance.use(initReactI18next).init({
    lng: rememberedLanguage(),
    fallbackLng: DEFAULT_LANGUAGE,
    supportedLngs: [...LANGUAGES],
    ns: [UI_NAMESPACE],
    defaultNS: UI_NAMESPACE,
    resources: {
      'zh-CN': { [UI_NAMESPACE]: UI_CATALOGUE['zh-CN'] },
      en: { [UI_NAMESPACE]: UI_CATALOGUE.en },
    },
    // React escapes already.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

start();

const issueNamespaces: string[] = [UI_NAMESPACE];

/** Where sentences of issue codes are looked for, the own texts of the app first. */
export function namespacesWithIssues(): readonly string[] {
  return issueNamespaces;
}

/** Adds the texts of an app under its own namespace; a group `issues` in it adds sentences for its issue codes. */
export function registerCatalogue(namespace: string, catalogue: Catalogue): void {
  for (const language of LANGUAGES) {
    i18nInstance.addResourceBundle(language, namespace, catalogue[language], true, true);
  }
  if (!issueNamespaces.includes(namespace)) issueNamespaces.unshift(namespace);
}
