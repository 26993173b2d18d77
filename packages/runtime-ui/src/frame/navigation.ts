import type { MenuDefinition, MenuEntry } from '@dougong/kernel/metadata';
import { House, Inbox } from 'lucide-react';
import type { AppAnswer, Title } from '@dougong/ui/api';
import type { NavEntry, NavSection } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import type { Text } from '../texts/index.js';
import { menuIcon } from './menu-icons.js';

interface NavigationParts {
  readonly app: AppAnswer | undefined;
  readonly text: Text;
  readonly title: (title: Title | undefined) => string;
}

function entryOf(entry: MenuEntry, { app, text, title }: NavigationParts): NavEntry[] {
  const icon = menuIcon(entry.icon);
  if ('form' in entry) {
    const form = app?.forms.find(({ key }) => key === entry.form);
    return form?.can.read === true
      ? [{ id: entry.id, title: title(form.title), to: paths.list(entry.form), icon }]
      : [];
  }
  if ('register' in entry) {
    const register = app?.registers.find(({ key }) => key === entry.register);
    return register === undefined
      ? []
      : [{ id: entry.id, title: title(register.title), to: paths.register(entry.register), icon }];
  }
  return [{ id: entry.id, title: text('vouchers.title'), to: paths.vouchers(), icon }];
}

function sectionOf(section: MenuDefinition['sections'][number], parts: NavigationParts): NavSection {
  return {
    id: section.id,
    title: parts.title(section.title),
    entries: section.entries.flatMap((entry) => entryOf(entry, parts)),
  };
}

/** The menu of the template as navigation, home and inbox first; what the user may not see is left out. */
export function navigationOf(parts: NavigationParts): readonly NavSection[] {
  const { app, text } = parts;
  const first: NavSection = {
    id: 'first',
    entries: [
      { id: 'home', title: text('home.title'), to: paths.home(), icon: House },
      { id: 'inbox', title: text('inbox.title'), to: paths.tasks(), icon: Inbox, count: app?.taskCount ?? 0 },
    ],
  };
  const sections = (app?.menu ?? []).map((section) => sectionOf(section, parts));
  return [first, ...sections.filter((section) => section.entries.length > 0)];
}
