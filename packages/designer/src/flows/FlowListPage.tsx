import type { TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, Ledger, PageHeader, ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { sameJson } from '../editing/index.js';
import { useText } from '../i18n/text.js';
import type { Named } from '../surroundings/surroundings.js';
import { STATUS_TONES } from './flow-status.js';
import { draftOf } from '../surroundings/load-surroundings.js';

interface FlowRow {
  readonly key: string;
  readonly title: Named['title'];
  readonly description: Named['title'] | undefined;
  readonly form: Named['title'];
  readonly nodes: number;
  readonly status: 'draft' | 'published' | 'changed';
  readonly changedAt: string | undefined;
}

interface FlowList {
  readonly flows: readonly FlowRow[];
  readonly release: number;
  readonly pending: number;
}

async function loadFlows(): Promise<FlowList> {
  const [app, definitions, drafts] = await Promise.all([
    api.app(),
    api.design.definitions(),
    api.design.drafts(),
  ]);
  const entries = definitions.data.data;
  const keys = new Set([
    ...entries.filter((entry) => entry.kind === 'flow').map((entry) => entry.key),
    ...drafts.data.drafts.filter((draft) => draft.kind === 'flow').map((draft) => draft.key),
  ]);
  const formTitle = (key: string) =>
    entries.find((entry) => entry.kind === 'form' && entry.key === key)?.title ?? key;
  const rows = await Promise.all(
    [...keys].map(async (key): Promise<FlowRow[]> => {
      const isPublished = entries.some((entry) => entry.kind === 'flow' && entry.key === key);
      const published = isPublished ? (await api.design.definition<FlowDefinition>('flow', key)).data : null;
      const draft = draftOf(drafts.data, 'flow', key);
      const flow = (draft?.definition as FlowDefinition | undefined) ?? published;
      if (flow === null) return [];
      const isChanged = draft !== undefined && !sameJson(draft.definition, published);
      const status = published === null ? 'draft' : isChanged ? 'changed' : 'published';
      return [
        {
          key,
          title: flow.title,
          description: flow.description,
          form: formTitle(flow.form),
          nodes: flow.nodes.length,
          status,
          changedAt: draft?.updatedAt,
        },
      ];
    }),
  );
  return { flows: rows.flat(), release: app.data.release.number, pending: drafts.data.drafts.length };
}

/** All flows with their state; the way into their designers. */
export function FlowListPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({ queryKey: ['flows'], queryFn: loadFlows });
  const note =
    data === undefined
      ? undefined
      : [
          text('list.note', { count: data.flows.length, release: data.release }),
          data.pending > 0 ? text('list.pending', { count: data.pending }) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ');
  return (
    <DesignerShell title={text('list.title')}>
      <PageHeader title={text('list.title')} {...(note === undefined ? {} : { note })} />
      <div className="ds-page">
        {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null ? <PageLoading /> : null}
        {data?.flows.length === 0 ? (
          <EmptyState reason="first" title={text('list.emptyTitle')} text={text('list.emptyText')} />
        ) : null}
        {data === undefined || data.flows.length === 0 ? null : <Flows flows={data.flows} />}
      </div>
    </DesignerShell>
  );
}

function Flows({ flows }: { readonly flows: readonly FlowRow[] }) {
  const text = useText();
  const title = useLocalized();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const now = new Date().toISOString();
  const state = (row: FlowRow) => (
    <StatusSeal tone={STATUS_TONES[row.status]}>{text(`status.${row.status}`)}</StatusSeal>
  );
  if (phone) {
    return (
      <ul className="ds-cards">
        {flows.map((row) => (
          <li key={row.key}>
            <Link to={`/flows/${row.key}`}>
              <b>{title(row.title)}</b>
              {state(row)}
              <small>
                {title(row.form)} · {text('outline.count', { count: row.nodes })}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    );
  }
  const columns: TableColumnsType<FlowRow> = [
    {
      key: 'title',
      title: text('list.name'),
      render: (_, row) => (
        <div className="ds-list-name">
          <Link to={`/flows/${row.key}`}>{title(row.title)}</Link>
          <small>{title(row.description)}</small>
        </div>
      ),
    },
    { key: 'form', title: text('list.form'), render: (_, row) => title(row.form) },
    { key: 'state', title: text('list.state'), render: (_, row) => state(row) },
    { key: 'nodes', title: text('list.nodes'), align: 'right', width: 96, dataIndex: 'nodes' },
    {
      key: 'changed',
      title: text('list.changed'),
      width: 160,
      render: (_, row) =>
        row.changedAt === undefined ? <span className="dg-t3">–</span> : formatMoment(row.changedAt, now),
    },
  ];
  return (
    <Ledger<FlowRow>
      className="ds-list"
      rowKey="key"
      columns={columns}
      dataSource={[...flows]}
      onRow={(row) => ({ onClick: () => void navigate(`/flows/${row.key}`) })}
    />
  );
}
