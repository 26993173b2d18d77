/// <reference path="../css.d.ts" />
import { createContext, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { App as AntdApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { Language } from '@dougong/kernel/foundation';
import { useLanguage } from '../i18n/index.js';
import { ANTD_ICONS } from './antd-icons.js';
import { antdTheme } from './antd-theme.js';
import {
  effectiveDensity,
  effectiveScheme,
  loadAppearance,
  saveAppearance,
  type Appearance,
} from './appearance.js';
import type { Density, Scheme } from './tokens.js';
import { useMediaQuery } from './use-media-query.js';
import './fonts.js';
import 'antd/dist/reset.css';
import './tokens.css';
import './base.css';

const ANTD_LOCALES: Readonly<Record<Language, Locale>> = { 'zh-CN': zhCN, en: enUS };

/** What a component may ask and change about the look. */
export interface AppearanceControl extends Appearance {
  readonly effectiveScheme: Scheme;
  readonly effectiveDensity: Density;
  setAppearance(change: Partial<Appearance>): void;
}

const AppearanceContext = createContext<AppearanceControl | null>(null);

/** The look in force and how to change it. */
export function useAppearance(): AppearanceControl {
  const control = useContext(AppearanceContext);
  if (control === null) throw new Error('useAppearance needs a ThemeProvider above it');
  return control;
}

function useAppearanceControl(): AppearanceControl {
  const [appearance, setState] = useState(loadAppearance);
  const deviceIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const pointerIsCoarse = useMediaQuery('(pointer: coarse)');
  return useMemo(
    () => ({
      ...appearance,
      effectiveScheme: effectiveScheme(appearance.scheme),
      effectiveDensity: effectiveDensity(appearance.density),
      setAppearance: (change) =>
        setState((before) => {
          const after = { ...before, ...change };
          saveAppearance(after);
          return after;
        }),
    }),
    // The device answers are read inside the two functions; they are listed so that a change of the device redraws.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [appearance, deviceIsDark, pointerIsCoarse],
  );
}

/** Puts the ledger look, the language of antd and the chosen density around an app. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const control = useAppearanceControl();
  const { language } = useLanguage();
  const { effectiveScheme: scheme, effectiveDensity: density } = control;
  // The style sheet cuts movements off; what waits for their end must know that none comes.
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const config = useMemo(() => {
    const theme = antdTheme(scheme, density);
    return isStill ? { ...theme, token: { ...theme.token, motion: false } } : theme;
  }, [scheme, density, isStill]);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
    document.documentElement.dataset['density'] = density;
  }, [scheme, density]);
  return (
    <AppearanceContext value={control}>
      <ConfigProvider
        {...ANTD_ICONS}
        locale={ANTD_LOCALES[language]}
        theme={config}
        button={{ autoInsertSpace: false }}
      >
        <AntdApp component={false}>{children}</AntdApp>
      </ConfigProvider>
    </AppearanceContext>
  );
}
