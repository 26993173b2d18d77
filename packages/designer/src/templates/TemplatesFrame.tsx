import type { ReactNode } from 'react';
import { Button } from 'antd';
import { ChevronLeft } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState, PageHeader } from '@dougong/ui/shell';
import { DesignerShell } from '../app/DesignerShell.js';
import { useSession } from '../app/session.js';
import { useText } from '../i18n/text.js';
import './templates.css';

interface TemplatesFrameProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Shows the way back to the gallery. */
  readonly isBelow?: boolean;
  readonly children: ReactNode;
}

/** A page about templates: for those who administer, and nobody else. */
export function TemplatesFrame({ title, note, actions, isBelow = false, children }: TemplatesFrameProps) {
  const text = useText();
  const { data: user } = useSession();
  return (
    <DesignerShell title={title}>
      {isBelow ? (
        <Link to="/templates" className="ds-back">
          <ChevronLeft size={14} aria-hidden="true" />
          {text('templates.title')}
        </Link>
      ) : null}
      <PageHeader title={title} note={note} actions={actions} />
      <div className="ds-page ds-templates">
        {user?.rights.administer === true ? (
          children
        ) : (
          <EmptyState
            reason="noRight"
            title={text('templates.noRightTitle')}
            text={text('templates.noRightText')}
            actions={<Button href="/designer/flows">{text('app.home')}</Button>}
          />
        )}
      </div>
    </DesignerShell>
  );
}
