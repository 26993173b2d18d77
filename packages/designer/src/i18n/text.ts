import { useCallback } from 'react';
import { i18nInstance, registerCatalogue, useTranslation } from '@dougong/ui/i18n';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

const NAMESPACE = 'designer';

registerCatalogue(NAMESPACE, { 'zh-CN': zhCN, en });

export type Text = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/** The texts of the designer in the language of the page, redrawing when it is switched. */
export function useText(): Text {
  const { t } = useTranslation(NAMESPACE, { i18n: i18nInstance });
  return useCallback((key, params) => String(t(key, { ...params })), [t]);
}

/** The same outside React, in a language of choice. */
export function textIn(language: 'zh-CN' | 'en'): Text {
  return (key, params) => i18nInstance.t(key, { ...params, ns: NAMESPACE, lng: language });
}
