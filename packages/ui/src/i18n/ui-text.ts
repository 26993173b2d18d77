import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18nInstance, UI_NAMESPACE } from './setup.js';

export type UiText = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/** The texts of this package in the language of the page, redrawing when it is switched. */
export function useUiText(): UiText {
  const { t } = useTranslation(UI_NAMESPACE, { i18n: i18nInstance });
  return useCallback((key, params) => String(t(key, { ...params })), [t]);
}
