/// <reference path="../css.d.ts" />
import { useCallback, useState, type ReactNode } from 'react';
import { Inbox } from 'lucide-react';
import { Link, useHref, useLocation } from 'react-router';
import type { MenuProps } from 'antd';
import { useUiText } from '../i18n/index.js';
import { useIsPhone, useMediaQuery } from '../theme/index.js';
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
  /** The page shown needs all the width it can get. */
  readonly wantsRoom?: boolean;
  /** Working controls of the app, between title and inbox: a search that searches, a scan that scans. */
  readonly topBar?: ReactNode;
  readonly children: ReactNode;
}

const NARROW_KEY = 'dougong.navigation';

/** Below this width a page that needs room gets it from the navigation. */
const ROOMY_WIDTH_MIN_PX = 1440;

function storedNarrow(): boolean | undefined {
  try {
    const stored = localStorage.getItem(NARROW_KEY);
    return stored === null ? undefined : stored === 'narrow';
  } catch {
    return undefined;
  }
}

/** What the user chose counts; without a choice the navigation makes room for pages that ask for it. */
function useNarrow(wide: boolean): [boolean, () => void] {
  const [chosen, setChosen] = useState(storedNarrow);
  const roomy = useMediaQuery(`(min-width: ${ROOMY_WIDTH_MIN_PX}px)`);
  const narrow = chosen ?? (wide && !roomy);
  const toggle = useCallback(() => {
    setChosen(!narrow);
    try {
      localStorage.setItem(NARROW_KEY, narrow ? 'wide' : 'narrow');
    } catch {
      // Without storage the next visit starts without a choice.
    }
  }, [narrow]);
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
export function AppShell({ navigation, workspace, shortcuts, wantsRoom, children, ...bar }: AppShellProps) {
  const text = useUiText();
  const phone = useIsPhone();
  const [narrow, toggle] = useNarrow(wantsRoom === true);
  const sheet = useShortcutSheet();
  const shown = useHref(useLocation().pathname);
  const shell = (
    <div className={`dg-app${phone ? ' is-phone' : ''}${narrow ? ' is-narrow' : ''}`}>
      <a className="dg-skip" href="#dg-page">
        {text('shell.skipToContent')}
      </a>
      <TopBar {...bar} onShortcuts={shortcuts === undefined ? undefined : sheet.show} />
      {phone ? null : <SideNav sections={navigation} narrow={narrow} onToggle={toggle} />}
      {workspace === undefined || phone ? null : <WorkspaceTabs workspace={workspace} />}
      {/* The address is there before its page is: the path says which page is shown. */}
      <main id="dg-page" className="dg-page" tabIndex={-1} data-path={shown}>
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
