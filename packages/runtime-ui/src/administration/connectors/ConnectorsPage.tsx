import { useState } from 'react';
import { Button, Tabs } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PlugZap, Settings } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { connectorCalls, connectorKeys, type ConnectorView } from './connector-wire.js';
import { ConnectorDialog } from './ConnectorDialog.js';
import { LetterTable } from './LetterTable.js';
import { PipelineTable } from './PipelineTable.js';
import { RunLog } from './RunLog.js';
import './connectors.css';

/** What runs elsewhere changes what the page shows. */
const LOOK_AGAIN_MS = 10_000;

function Standing({ connector }: { readonly connector: ConnectorView }) {
  const text = useText();
  const { settings } = connector;
  if (settings === null) return <StatusSeal tone="draft">{text('connectors.notSet')}</StatusSeal>;
  return settings.active ? (
    <StatusSeal tone="done">{text('connectors.isActive')}</StatusSeal>
  ) : (
    <StatusSeal tone="draft">{text('connectors.isResting')}</StatusSeal>
  );
}

function Connector({ connector }: { readonly connector: ConnectorView }) {
  const text = useText();
  const title = useLocalized();
  const [isOpen, setOpen] = useState(false);
  const { settings, key } = connector;
  const test = useMutation({ mutationFn: () => connectorCalls.test(key) });
  const waiting = connector.pipelines.reduce((sum, { deadLetters }) => sum + deadLetters, 0);
  const id = `rt-con-head-${key}`;
  return (
    <section className="rt-con" aria-labelledby={id}>
      <div className="rt-con-head">
        <h2 id={id}>{title(connector.title)}</h2>
        <Standing connector={connector} />
        <span className="rt-con-place dg-t2">
          {settings === null ? null : `${settings.baseUrl} · ${settings.account.name}`}
        </span>
        <Button
          icon={<PlugZap size={16} aria-hidden="true" />}
          disabled={settings === null}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {text('connectors.test')}
        </Button>
        <Button icon={<Settings size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>
          {text('connectors.settings')}
        </Button>
      </div>
      {test.error === null ? null : <ProblemPanel problem={test.error} />}
      <p role="status" className={test.data?.ok === false ? 'rt-fault' : 'dg-t2'}>
        {test.data === undefined
          ? ''
          : (test.data.cause ?? text('connectors.answers', { status: test.data.status ?? 200 }))}
      </p>
      <Tabs
        items={[
          {
            key: 'pipes',
            label: text('connectors.pipelines'),
            children: <PipelineTable connector={connector} />,
          },
          {
            key: 'letters',
            label: text('connectors.lettersOf', { amount: waiting }),
            children: <LetterTable connector={key} />,
          },
          { key: 'log', label: text('connectors.log'), children: <RunLog connector={connector} /> },
        ]}
      />
      {isOpen ? <ConnectorDialog connector={connector} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Connectors() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...connectorKeys.all, 'list'],
    queryFn: connectorCalls.list,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.length === 0}
      empty={<EmptyState reason="first" title={text('connectors.none')} text={text('connectors.noneText')} />}
    >
      {(data ?? []).map((connector) => (
        <Connector key={connector.key} connector={connector} />
      ))}
    </AdminListBody>
  );
}

/** Outside systems: whether they answer, what runs, what waits for somebody. */
export function ConnectorsPage() {
  const text = useText();
  const { rights } = useUser();
  return (
    <AdminPage title={text('connectors.title')} note={text('connectors.note')}>
      {rights.administer ? <Connectors /> : <EmptyState reason="noRight" />}
    </AdminPage>
  );
}
