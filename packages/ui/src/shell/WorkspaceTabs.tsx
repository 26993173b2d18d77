import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { App } from 'antd';
import { X } from 'lucide-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useUiText } from '../i18n/index.js';
import { tabAddress, type Workspace, type WorkspaceTab } from './workspace.js';

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The workspace of the app around. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace needs an AppShell above it');
  return workspace;
}

/**
 * Gives the page a tab under its present path, and marks it while there is unsaved input. The tab leads back to the
 * present query; `state` is what goes along with it in the browser's history.
 */
export function useWorkspaceTab(title: string | undefined, dirty = false, state?: unknown): void {
  const workspace = useContext(WorkspaceContext);
  const { pathname, search } = useLocation();
  useEffect(() => {
    if (title !== undefined && title !== '') workspace?.open(pathname, title);
  }, [workspace, pathname, title]);
  useEffect(() => workspace?.visit(pathname, search, state), [workspace, pathname, search, state, title]);
  useEffect(() => workspace?.setDirty(pathname, dirty), [workspace, pathname, dirty, title]);
}

function useClose(workspace: Workspace): (tab: WorkspaceTab) => void {
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const text = useUiText();
  const close = (tab: WorkspaceTab) => {
    const next = workspace.close(tab.path);
    if (tab.path === pathname)
      void navigate(next === undefined ? '/' : tabAddress(next), { state: next?.state });
  };
  return (tab) => {
    if (!tab.dirty) return close(tab);
    modal.confirm({
      title: text('shell.closeDirtyTitle', { title: tab.title }),
      content: text('shell.closeDirtyText'),
      okText: text('shell.closeAndDiscard'),
      okButtonProps: { danger: true },
      cancelText: text('shell.keepOpen'),
      onOk: () => close(tab),
    });
  };
}

function Tab({
  tab,
  current,
  onClose,
}: {
  readonly tab: WorkspaceTab;
  readonly current: boolean;
  readonly onClose: () => void;
}) {
  const text = useUiText();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) item.current?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <li ref={item} className={current ? 'is-current' : undefined}>
      <Link
        to={tabAddress(tab)}
        state={tab.state}
        aria-current={current ? 'page' : undefined}
        title={tab.title}
      >
        {tab.dirty ? <span className="dg-dirty" role="img" aria-label={text('shell.unsaved')} /> : null}
        <span className="dg-clip">{tab.title}</span>
      </Link>
      {tab.pinned === true ? null : (
        <button type="button" aria-label={text('shell.closeTab', { title: tab.title })} onClick={onClose}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

/** The open documents as index tabs sticking out of a bound ledger. */
export function WorkspaceTabs({ workspace }: { readonly workspace: Workspace }) {
  const tabs = useSyncExternalStore(workspace.subscribe, workspace.tabs, workspace.tabs);
  const { pathname } = useLocation();
  const text = useUiText();
  const close = useClose(workspace);
  return (
    <nav className="dg-tabs" aria-label={text('shell.openDocuments')}>
      <ul>
        {tabs.map((tab) => (
          <Tab key={tab.path} tab={tab} current={tab.path === pathname} onClose={() => close(tab)} />
        ))}
      </ul>
    </nav>
  );
}
