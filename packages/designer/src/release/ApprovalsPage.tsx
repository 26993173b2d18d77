import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { PublishRequest } from '@dougong/ui/api';
import { useLanguage } from '@dougong/ui/i18n';
import { PageHeader, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { PageLoading } from '../app/PageLoading.js';
import { endSession } from '../app/session.js';
import { useText } from '../i18n/text.js';
import { DiffView } from './diff/DiffView.js';
import { OpenRequest } from './RequestPanel.js';
import '../templates/templates.css';

/** For whoever approves without designing: what waits, what it changes, and the decision. Nothing else of the designer. */
export function ApprovalsPage({ requests }: { readonly requests: readonly PublishRequest[] }) {
  const text = useText();
  const open = requests.filter(({ state }) => state === 'waiting' || state === 'approved');
  return (
    <main className="ds-approvals">
      <PageHeader
        title={text('approvals.title')}
        actions={
          <>
            <a className="ds-button" href="/">
              {text('app.runtime')}
            </a>
            <Button onClick={() => void endSession()}>{text('noRight.other')}</Button>
          </>
        }
      />
      {open.length === 0 ? <p className="dg-t2">{text('approvals.none')}</p> : null}
      {open.map((request) => (
        <article key={request.id} className="ds-changes">
          <OpenRequest request={request} />
          <RequestDiff id={request.id} />
        </article>
      ))}
    </main>
  );
}

function RequestDiff({ id }: { readonly id: string }) {
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['design', 'request-diff', id, language],
    queryFn: async () => (await api.design.requestDiff(id)).data,
  });
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  return data === undefined ? <PageLoading /> : <DiffView diff={data} />;
}
