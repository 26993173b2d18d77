export * from './issue-sentence.js';
export * from './localized.js';
export { isFoundBy, pinyinInitials } from './pinyin.js';
export { DEFAULT_LANGUAGE, i18nInstance, isLanguage, registerCatalogue, UI_NAMESPACE } from './setup.js';
export type { Catalogue, Texts } from './setup.js';
export * from './ui-text.js';
export * from './use-language.js';
export { useTranslation, Trans } from 'react-i18next';
