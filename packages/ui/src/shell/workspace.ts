/** An open document of the workspace, addressed by its path. */
export interface WorkspaceTab {
  readonly path: string;
  readonly title: string;
  readonly dirty: boolean;
  /** The first page stays. */
  readonly pinned?: boolean;
  /** What the page showed last: the query of its address, and what goes along with it in the browser's history. */
  readonly search?: string;
  readonly state?: unknown;
}

/** Where a tab leads: to its page as it was shown last. */
export function tabAddress({ path, search = '' }: WorkspaceTab): string {
  return path + search;
}

/** The open documents: a store outside React, so that a page can mark itself dirty without redrawing the shell's parents. */
export interface Workspace {
  tabs(): readonly WorkspaceTab[];
  subscribe(onChange: () => void): () => void;
  /** Opens or renames the tab of a path. */
  open(path: string, title: string, options?: { readonly pinned?: boolean }): void;
  /** Remembers what the page of a tab shows now. */
  visit(path: string, search: string, state?: unknown): void;
  setDirty(path: string, dirty: boolean): void;
  /** Closes it and answers the tab to show instead, when it was the one shown. */
  close(path: string): WorkspaceTab | undefined;
  /** The document at `from` lives at `to` now: a new record got its id. */
  move(from: string, to: string): void;
}

const TABS_MAX = 12;
const STORAGE_KEY = 'dougong.workspace';

function remembered(storageKey: string): WorkspaceTab[] {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as unknown;
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((entry: Partial<WorkspaceTab>) =>
      typeof entry.path === 'string' && typeof entry.title === 'string'
        ? [{ ...entry, path: entry.path, title: entry.title, dirty: false, pinned: entry.pinned === true }]
        : [],
    );
  } catch {
    return [];
  }
}

/** The oldest tab that may go when there are too many: neither pinned nor unsaved. */
function withoutOldest(tabs: readonly WorkspaceTab[]): readonly WorkspaceTab[] {
  if (tabs.length <= TABS_MAX) return tabs;
  const victim = tabs.find((tab) => tab.pinned !== true && !tab.dirty);
  return victim === undefined ? tabs : tabs.filter((tab) => tab !== victim);
}

/** Makes the workspace of one application; a reload brings the same tabs back. */
export function createWorkspace(application = 'app'): Workspace {
  const storageKey = `${STORAGE_KEY}.${application}`;
  const listeners = new Set<() => void>();
  let tabs: readonly WorkspaceTab[] = remembered(storageKey);
  const replace = (next: readonly WorkspaceTab[]) => {
    tabs = next;
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(next));
    } catch {
      // Without storage a reload starts with the page shown.
    }
    listeners.forEach((listener) => listener());
  };
  const change = (path: string, part: Partial<WorkspaceTab>) =>
    replace(tabs.map((tab) => (tab.path === path ? { ...tab, ...part } : tab)));
  return {
    tabs: () => tabs,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    open: (path, title, options = {}) => {
      const found = tabs.find((tab) => tab.path === path);
      if (found?.title === title) return;
      if (found !== undefined) change(path, { title });
      else replace(withoutOldest([...tabs, { path, title, dirty: false, ...options }]));
    },
    visit: (path, search, state) => {
      const found = tabs.find((tab) => tab.path === path);
      if (found === undefined || ((found.search ?? '') === search && found.state === state)) return;
      change(path, { search, state });
    },
    setDirty: (path, dirty) => {
      if (tabs.some((tab) => tab.path === path && tab.dirty !== dirty)) change(path, { dirty });
    },
    close: (path) => {
      const index = tabs.findIndex((tab) => tab.path === path);
      const next = tabs.filter((tab) => tab.path !== path);
      replace(next);
      return next[Math.min(index, next.length - 1)];
    },
    move: (from, to) => {
      if (from === to) return;
      const others = tabs.filter((tab) => tab.path !== to);
      replace(
        others.map((tab) => (tab.path === from ? { ...tab, path: to, search: '', state: undefined } : tab)),
      );
    },
  };
}
