import { Dropdown, type MenuProps } from 'antd';
import { Keyboard, LogOut, Rows3, SunMoon, Languages, ChevronDown, ChevronRight } from 'lucide-react';
import { LANGUAGES, type Language } from '@dougong/kernel/foundation';
import { useLanguage, useUiText, type UiText } from '../i18n/index.js';
import {
  useAppearance,
  type AppearanceControl,
  type DensityChoice,
  type SchemeChoice,
} from '../theme/index.js';

export interface ShellUser {
  readonly name: string;
  /** Post or department: tells two people of one name apart. */
  readonly post?: string;
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };
const SCHEME_TEXTS: Readonly<Record<SchemeChoice, string>> = {
  auto: 'shell.themeAuto',
  light: 'shell.themeLight',
  dark: 'shell.themeDark',
};
const DENSITY_TEXTS: Readonly<Record<DensityChoice, string>> = {
  auto: 'shell.densityAuto',
  compact: 'shell.densityCompact',
  standard: 'shell.densityStandard',
  touch: 'shell.densityTouch',
};

function appearanceItems(text: UiText): NonNullable<MenuProps['items']> {
  const entries = (prefix: string, texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([choice, key]) => ({ key: `${prefix}:${choice}`, label: text(key) }));
  return [
    {
      key: 'language',
      icon: <Languages size={16} />,
      label: text('shell.language'),
      children: LANGUAGES.map((language) => ({
        key: `language:${language}`,
        label: LANGUAGE_NAMES[language],
      })),
    },
    {
      key: 'scheme',
      icon: <SunMoon size={16} />,
      label: text('shell.theme'),
      children: entries('scheme', SCHEME_TEXTS),
    },
    {
      key: 'density',
      icon: <Rows3 size={16} />,
      label: text('shell.density'),
      children: entries('density', DENSITY_TEXTS),
    },
  ];
}

function choose(key: string, appearance: AppearanceControl, setLanguage: (language: Language) => void): void {
  const [what, choice] = key.split(':');
  if (what === 'language') setLanguage(choice as Language);
  if (what === 'scheme') appearance.setAppearance({ scheme: choice as SchemeChoice });
  if (what === 'density') appearance.setAppearance({ density: choice as DensityChoice });
}

interface UserMenuProps {
  readonly user: ShellUser;
  readonly onSignOut?: (() => void) | undefined;
  readonly onShortcuts?: (() => void) | undefined;
  /** Entries of the app before the sign-out. */
  readonly items?: NonNullable<MenuProps['items']> | undefined;
}

/** Who is signed in, and the settings that are personal: language, look, row height. */
export function UserMenu({ user, onSignOut, onShortcuts, items = [] }: UserMenuProps) {
  const text = useUiText();
  const appearance = useAppearance();
  const { language, setLanguage } = useLanguage();
  const selectedKeys = [
    `language:${language}`,
    `scheme:${appearance.scheme}`,
    `density:${appearance.density}`,
  ];
  const menu: MenuProps = {
    selectable: true,
    expandIcon: <ChevronRight size={14} className="dg-submenu-arrow" aria-hidden="true" />,
    selectedKeys,
    onClick: ({ key }) => {
      if (key === 'signOut') onSignOut?.();
      else if (key === 'shortcuts') onShortcuts?.();
      else choose(key, appearance, setLanguage);
    },
    items: [
      ...appearanceItems(text),
      ...(onShortcuts === undefined
        ? []
        : [{ key: 'shortcuts', icon: <Keyboard size={16} />, label: text('shell.shortcuts'), extra: '?' }]),
      ...items,
      ...(onSignOut === undefined
        ? []
        : [
            { type: 'divider' as const },
            { key: 'signOut', icon: <LogOut size={16} />, label: text('shell.signOut') },
          ]),
    ],
  };
  return (
    <Dropdown menu={menu} trigger={['click']} placement="bottomRight">
      <button type="button" className="dg-me" title={text('shell.userMenu', { name: user.name })}>
        <span className="dg-avatar" aria-hidden="true">
          {user.name.slice(0, 1)}
        </span>
        <span className="dg-me-name">
          {user.name}
          {user.post === undefined ? null : <small>{user.post}</small>}
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </Dropdown>
  );
}
