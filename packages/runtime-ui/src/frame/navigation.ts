import type { MenuDefinition, MenuEntry } from '@dougong/kernel/metadata';
import {
  CalendarCheck,
  CalendarDays,
  ChartLine,
  HeartPulse,
  House,
  Inbox,
  KeyRound,
  Network,
  PlugZap,
  Scale,
  ScanLine,
  ScrollText,
  Send,
  ShieldCheck,
  UserRoundCog,
  UsersRound,
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
  /** What the user has to do with the books: seeing how they stand, and what they come to. */
  readonly books?: { readonly standing: boolean; readonly amounts: boolean };
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
function administrationOf({
  app,
  text,
  administers = false,
  audits = false,
  books = { standing: false, amounts: false },
}: NavigationParts): NavSection {
  const flows: readonly FlowEntry[] = app?.flows ?? [];
  const mayHelp = flows.some(({ can }) => can.administer);
  const hasFlows = flows.length > 0;
  const offers: readonly (readonly [boolean, Omit<NavEntry, 'title'>, string])[] = [
    [books.amounts, { id: 'trial-balance', to: paths.trialBalance(), icon: Scale }, 'trial.title'],
    [books.standing, { id: 'periods', to: paths.periods(), icon: CalendarCheck }, 'periods.title'],
    [mayHelp, { id: 'flow-instances', to: paths.flowInstances(), icon: Workflow }, 'instances.title'],
    [hasFlows, { id: 'figures', to: paths.figures(), icon: ChartLine }, 'figures.title'],
    [administers, { id: 'organisation', to: paths.organisation(), icon: Network }, 'organisation.title'],
    [administers, { id: 'accounts', to: paths.accounts(), icon: UsersRound }, 'accounts.title'],
    [administers, { id: 'security', to: paths.security(), icon: ShieldCheck }, 'security.title'],
    [hasFlows || administers, { id: 'deputies', to: paths.deputies(), icon: UserRoundCog }, 'deputies.title'],
    [administers, { id: 'api-keys', to: paths.apiKeys(), icon: KeyRound }, 'keys.title'],
    [administers, { id: 'channels', to: paths.channels(), icon: Send }, 'channels.title'],
    [administers, { id: 'connectors', to: paths.connectors(), icon: PlugZap }, 'connectors.title'],
    [administers, { id: 'scans', to: paths.scans(), icon: ScanLine }, 'scans.title'],
    [administers, { id: 'health', to: paths.health(), icon: HeartPulse }, 'health.title'],
    [hasFlows, { id: 'calendars', to: paths.calendars(), icon: CalendarDays }, 'calendars.title'],
    [audits, { id: 'audit', to: paths.audit(), icon: ScrollText }, 'audit.title'],
  ];
  return {
    id: 'administration',
    title: text('administration.title'),
    entries: offers.flatMap(([isOffered, entry, title]) =>
      isOffered ? [{ ...entry, title: text(title) }] : [],
    ),
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
