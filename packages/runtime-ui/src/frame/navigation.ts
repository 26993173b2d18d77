import type { MenuDefinition, MenuEntry } from '@dougong/kernel/metadata';
import {
  CalendarDays,
  ChartLine,
  House,
  Inbox,
  KeyRound,
  Network,
  PlugZap,
  ScrollText,
  Send,
  UserRoundCog,
  Workflow,
} from 'lucide-react';
import type { AppAnswer, FlowEntry, Title } from '@dougong/ui/api';
import type { NavEntry, NavSection } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import type { Text } from '../texts/index.js';
import { menuIcon } from './menu-icons.js';

interface NavigationParts {
  readonly app: AppAnswer | undefined;
  readonly text: Text;
  /** Whether the user looks after the organisation. */
  readonly administers?: boolean;
  /** Whether the user reads the audit. */
  readonly audits?: boolean;
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

/** Flows under way and the people in them, as far as the user has to do with them. */
function administrationOf({ app, text, administers = false, audits = false }: NavigationParts): NavSection {
  const flows: readonly FlowEntry[] = app?.flows ?? [];
  const entries: readonly (NavEntry & { readonly isOffered: boolean })[] = [
    {
      id: 'flow-instances',
      title: text('instances.title'),
      to: paths.flowInstances(),
      icon: Workflow,
      isOffered: flows.some(({ can }) => can.administer),
    },
    {
      id: 'figures',
      title: text('figures.title'),
      to: paths.figures(),
      icon: ChartLine,
      isOffered: flows.length > 0,
    },
    {
      id: 'organisation',
      title: text('organisation.title'),
      to: paths.organisation(),
      icon: Network,
      isOffered: administers,
    },
    {
      id: 'deputies',
      title: text('deputies.title'),
      to: paths.deputies(),
      icon: UserRoundCog,
      isOffered: flows.length > 0 || administers,
    },
    {
      id: 'api-keys',
      title: text('keys.title'),
      to: paths.apiKeys(),
      icon: KeyRound,
      isOffered: administers,
    },
    {
      id: 'channels',
      title: text('channels.title'),
      to: paths.channels(),
      icon: Send,
      isOffered: administers,
    },
    {
      id: 'connectors',
      title: text('connectors.title'),
      to: paths.connectors(),
      icon: PlugZap,
      isOffered: administers,
    },
    {
      id: 'calendars',
      title: text('calendars.title'),
      to: paths.calendars(),
      icon: CalendarDays,
      isOffered: flows.length > 0,
    },
    {
      id: 'audit',
      title: text('audit.title'),
      to: paths.audit(),
      icon: ScrollText,
      isOffered: audits,
    },
  ];
  return {
    id: 'administration',
    title: text('administration.title'),
    entries: entries.flatMap(({ isOffered, ...entry }) => (isOffered ? [entry] : [])),
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
  const menu = (app?.menu ?? []).map((section) => sectionOf(section, parts));
  const sections = [...menu, administrationOf(parts)];
  return [first, ...sections.filter((section) => section.entries.length > 0)];
}
