import { useEffect, useMemo, type ReactNode } from 'react';
import type { MenuProps } from 'antd';
import { PencilRuler, UserRound } from 'lucide-react';
import type { SessionUser } from '@dougong/ui/api';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { LINE_GRID_SHORTCUTS } from '@dougong/ui/lines';
import { Link, useMatch } from 'react-router';
import { AppShell, createWorkspace, type ShortcutGroup } from '@dougong/ui/shell';
import { JobsPanel } from '../exchange/JobsPanel.js';
import { useApplication } from '../data/queries.js';
import { useFocusOnNewPage } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { signOut, useUser } from '../session/session.js';
import { ViewBanner } from '../session/ViewBanner.js';
import { useText, type Text } from '../texts/index.js';
import { navigationOf } from './navigation.js';
import { NotificationBell } from './NotificationBell.js';
import { OrganisationSwitch } from './OrganisationSwitch.js';

const DESIGNER_PATH = '/designer/';

function shortcutGroups(text: Text, uiText: (key: string) => string): readonly ShortcutGroup[] {
  const group = (name: string, shortcuts: readonly (readonly [readonly string[], string])[]) => ({
    title: text(`shortcuts.${name}`),
    shortcuts: shortcuts.map(([keys, does]) => ({ keys, does: text(`shortcuts.${does}`) })),
  });
  return [
    group('list', [
      [['N'], 'newRecord'],
      [['/'], 'search'],
      [['↑', '↓'], 'moveRow'],
      [['Enter'], 'openRow'],
    ]),
    group('document', [[['Ctrl', 'S'], 'save']]),
    group('inbox', [
      [['J', 'K'], 'moveTask'],
      [['A'], 'approve'],
      [['R'], 'reject'],
    ]),
    {
      title: text('shortcuts.lines'),
      shortcuts: LINE_GRID_SHORTCUTS.map(({ keys, text: key }) => ({ keys, does: uiText(key) })),
    },
  ];
}

/** What the menu of the user offers beside what every page does: his account, and the designer. */
function useMenuItems(): NonNullable<MenuProps['items']> {
  const text = useText();
  const { rights } = useUser();
  const account = {
    key: 'account',
    icon: <UserRound size={16} />,
    label: <Link to={paths.account()}>{text('identity.account')}</Link>,
  };
  if (!rights.design) return [account];
  const label = <a href={DESIGNER_PATH}>{text('designer')}</a>;
  return [account, { key: 'designer', icon: <PencilRuler size={16} />, label }];
}

/** Whoever closes months or reads vouchers or the audit sees how the books stand. */
function booksOf(rights: SessionUser['rights']) {
  const { vouchers, audit, close_periods, reopen_periods, post_in_soft_closed } = rights;
  const standing = [vouchers, audit, close_periods, reopen_periods, post_in_soft_closed].some(Boolean);
  return { standing, amounts: vouchers };
}

/** The frame around every page of a signed-in user. */
export function RuntimeFrame({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const uiText = useUiText();
  const title = useLocalized();
  const user = useUser();
  const { data: app } = useApplication();
  const workspace = useMemo(() => createWorkspace(user.login), [user.login]);
  const shortcuts = useMemo(() => shortcutGroups(text, uiText), [text, uiText]);
  useEffect(() => workspace.open(paths.home(), text('home.title'), { pinned: true }), [workspace, text]);
  useFocusOnNewPage();
  return (
    <AppShell
      title={app === undefined ? text('product') : title(app.application.title)}
      navigation={navigationOf({
        app,
        text,
        title,
        administers: user.rights.administer,
        audits: user.rights.audit,
        books: booksOf(user.rights),
      })}
      user={{ name: user.name, ...(user.post === null ? {} : { post: title(user.post) }) }}
      workspace={workspace}
      inbox={{ to: paths.tasks(), count: app?.taskCount ?? 0 }}
      shortcuts={shortcuts}
      onSignOut={() => void signOut()}
      userMenuItems={useMenuItems()}
      topBar={
        <div className="rt-top-tools">
          <OrganisationSwitch />
          <JobsPanel />
          <NotificationBell />
        </div>
      }
      wantsRoom={useMatch('/forms/:form/:id') !== null}
    >
      <ViewBanner />
      {children}
    </AppShell>
  );
}
