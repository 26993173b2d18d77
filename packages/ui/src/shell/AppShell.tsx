/// <reference path="../css.d.ts" />
import { useCallback, useState, type ReactNode } from 'react';
import { Inbox } from 'lucide-react';
import { Link } from 'react-router';
import type { MenuProps } from 'antd';
import { useUiText } from '../i18n/index.js';
import { useIsPhone } from '../theme/index.js';
import { BrandMark } from './BrandMark.js';
import { Count } from './Count.js';
import type { NavSection } from './navigation.js';
import { PhoneBar } from './PhoneBar.js';
import { ShortcutSheet, useShortcutSheet, type ShortcutGroup } from './ShortcutSheet.js';
import { SideNav } from './SideNav.js';
import { UserMenu, type ShellUser } from './UserMenu.js';
import { WorkspaceContext, WorkspaceTabs } from './WorkspaceTabs.js';
import type { Workspace } from './workspace.js';
import './shell.css';

interface AppShellProps {
  readonly title: string;
  readonly homePath?: string;
  readonly navigation: readonly NavSection[];
  readonly user: ShellUser;
  /** Omitted where an app has no open documents. */
  readonly workspace?: Workspace;
  readonly inbox?: { readonly to: string; readonly count: number; readonly late?: boolean };
  readonly shortcuts?: readonly ShortcutGroup[];
  readonly onSignOut?: () => void;
  readonly userMenuItems?: NonNullable<MenuProps['items']>;
  /** Working controls of the app, between title and inbox: a search that searches, a scan that scans. */
  readonly topBar?: ReactNode;
  readonly children: ReactNode;
}

const NARROW_KEY = 'dougong.navigation';

function useNarrow(): [boolean, () => void] {
  const [narrow, setNarrow] = useState(() => {
    try {
      return localStorage.getItem(NARROW_KEY) === 'narrow';
    } catch {
      return false;
    }
  });
  const toggle = useCallback(() => {
    setNarrow((before) => {
      try {
        localStorage.setItem(NARROW_KEY, before ? 'wide' : 'narrow');
      } catch {
        // Without storage the next visit starts wide.
      }
      return !before;
    });
  }, []);
  return [narrow, toggle];
}

function InboxLink({ inbox }: { readonly inbox: NonNullable<AppShellProps['inbox']> }) {
  const text = useUiText();
  return (
    <Link
      to={inbox.to}
      className="dg-icon-link"
      aria-label={text('shell.inboxCount', { count: inbox.count })}
    >
      <Inbox size={20} aria-hidden="true" />
      <Count value={inbox.count} late={inbox.late === true} />
    </Link>
  );
}

type TopBarProps = Pick<
  AppShellProps,
  'title' | 'homePath' | 'inbox' | 'user' | 'onSignOut' | 'userMenuItems' | 'topBar'
> & {
  readonly onShortcuts: (() => void) | undefined;
};

function TopBar({
  title,
  homePath = '/',
  inbox,
  user,
  onSignOut,
  userMenuItems,
  topBar,
  onShortcuts,
}: TopBarProps) {
  return (
    <header className="dg-top">
      <Link to={homePath} className="dg-brand">
        <BrandMark />
        <b className="dg-clip">{title}</b>
      </Link>
      {topBar}
      <div className="dg-top-end">
        {inbox === undefined ? null : <InboxLink inbox={inbox} />}
        <UserMenu user={user} onSignOut={onSignOut} onShortcuts={onShortcuts} items={userMenuItems} />
      </div>
    </header>
  );
}

/** The frame of an app: top bar, navigation, open documents, page. */
export function AppShell({ navigation, workspace, shortcuts, children, ...bar }: AppShellProps) {
  const text = useUiText();
  const phone = useIsPhone();
  const [narrow, toggle] = useNarrow();
  const sheet = useShortcutSheet();
  const shell = (
    <div className={`dg-app${phone ? ' is-phone' : ''}${narrow ? ' is-narrow' : ''}`}>
      <a className="dg-skip" href="#dg-page">
        {text('shell.skipToContent')}
      </a>
      <TopBar {...bar} onShortcuts={shortcuts === undefined ? undefined : sheet.show} />
      {phone ? null : <SideNav sections={navigation} narrow={narrow} onToggle={toggle} />}
      {workspace === undefined || phone ? null : <WorkspaceTabs workspace={workspace} />}
      <main id="dg-page" className="dg-page" tabIndex={-1}>
        {children}
      </main>
      {phone ? <PhoneBar sections={navigation} /> : null}
      {shortcuts === undefined ? null : (
        <ShortcutSheet open={sheet.open} onClose={sheet.hide} groups={shortcuts} />
      )}
    </div>
  );
  return workspace === undefined ? shell : <WorkspaceContext value={workspace}>{shell}</WorkspaceContext>;
}
