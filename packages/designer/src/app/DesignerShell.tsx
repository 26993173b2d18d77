import { useEffect, useMemo, type ReactNode } from 'react';
import {
  BellRing,
  ExternalLink,
  FileText,
  History,
  KeyRound,
  ListChecks,
  Package,
  PlugZap,
  ScanLine,
  Send,
  Sigma,
  Split,
  Table2,
  Workflow,
} from 'lucide-react';
import { localized, useLanguage } from '@dougong/ui/i18n';
import { AppShell } from '@dougong/ui/shell';
import type { NavSection } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { endSession, useSession } from './session.js';

/** The frame of the list pages: navigation between what is designed and what was published. */
export function DesignerShell({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const text = useText();
  const { language } = useLanguage();
  const { data: user } = useSession();
  const mayAdminister = user?.rights.administer === true;
  const navigation = useMemo<readonly NavSection[]>(
    () => [
      {
        id: 'design',
        entries: [
          { id: 'forms', title: text('app.forms'), to: '/forms', icon: FileText },
          { id: 'flows', title: text('app.flows'), to: '/flows', icon: Workflow },
          { id: 'rules', title: text('app.rules'), to: '/rules', icon: Split },
          { id: 'tables', title: text('app.tables'), to: '/decision-tables', icon: Table2 },
          { id: 'formulas', title: text('app.formulas'), to: '/formulas', icon: Sigma },
          { id: 'notifications', title: text('app.notifications'), to: '/notifications', icon: BellRing },
          { id: 'scan-points', title: text('app.scanPoints'), to: '/scan-points', icon: ScanLine },
          { id: 'connectors', title: text('app.connectors'), to: '/connectors', icon: PlugZap },
          { id: 'access', title: text('app.access'), to: '/access', icon: KeyRound },
          { id: 'publish', title: text('app.publish'), to: '/publish', icon: Send },
          { id: 'releases', title: text('app.releases'), to: '/releases', icon: History },
          { id: 'completeness', title: text('app.completeness'), to: '/completeness', icon: ListChecks },
          ...(mayAdminister
            ? [{ id: 'templates', title: text('app.templates'), to: '/templates', icon: Package }]
            : []),
        ],
      },
    ],
    [text, mayAdminister],
  );
  useEffect(() => {
    document.title = text('app.title', { title });
  }, [text, title]);
  const post = localized(user?.post, language);
  return (
    <AppShell
      title={text('app.name')}
      homePath="/flows"
      navigation={navigation}
      user={{ name: user?.name ?? '', ...(post === '' ? {} : { post }) }}
      onSignOut={() => void endSession()}
      userMenuItems={[
        { key: 'runtime', icon: <ExternalLink size={16} />, label: <a href="/">{text('app.runtime')}</a> },
      ]}
    >
      {children}
    </AppShell>
  );
}
