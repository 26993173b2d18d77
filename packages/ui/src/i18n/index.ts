export { useTranslation, Trans } from 'react-i18next';
export * from './issue-sentence.js';
export * from './localized.js';
export { DEFAULT_LANGUAGE, i18nInstance, isLanguage, registerCatalogue, UI_NAMESPACE } from './setup.js';
export type { Catalogue, Texts } from './setup.js';
export * from './use-language.js';
export * from './ui-text.js';
