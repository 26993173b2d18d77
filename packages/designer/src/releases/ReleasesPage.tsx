import type { TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { DefinitionEntry, ReleaseEntry } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, Ledger, PageHeader, ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';

const CHANGES_MAX = 6;

interface ReleaseChange {
  readonly kind: string;
  readonly key: string;
  readonly change: 'added' | 'changed' | 'removed';
}

function changesOf(release: ReleaseEntry): readonly ReleaseChange[] {
  return (release.changes ?? []).filter(
    (change): change is ReleaseChange =>
      typeof change === 'object' && change !== null && 'kind' in change && 'key' in change,
  );
}

async function loadReleases() {
  const [releases, definitions] = await Promise.all([api.design.releases(), api.design.definitions()]);
  return { releases: releases.data.data, definitions: definitions.data.data };
}

/** Every release: when, by whom, why, and which definitions it changed. */
export function ReleasesPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({ queryKey: ['releases'], queryFn: loadReleases });
  const note = data === undefined ? undefined : text('releases.note', { count: data.releases.length });
  return (
    <DesignerShell title={text('releases.title')}>
      <PageHeader title={text('releases.title')} {...(note === undefined ? {} : { note })} />
      <div className="ds-page">
        {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null ? <PageLoading /> : null}
        {data?.releases.length === 0 ? (
          <EmptyState reason="first" title={text('releases.emptyTitle')} text={text('releases.emptyText')} />
        ) : null}
        {data === undefined || data.releases.length === 0 ? null : <Releases {...data} />}
      </div>
    </DesignerShell>
  );
}

interface ReleasesProps {
  readonly releases: readonly ReleaseEntry[];
  readonly definitions: readonly DefinitionEntry[];
}

function Changes({
  release,
  definitions,
}: {
  readonly release: ReleaseEntry;
  readonly definitions: readonly DefinitionEntry[];
}) {
  const text = useText();
  const title = useLocalized();
  const changes = changesOf(release);
  const nameOf = ({ kind, key }: ReleaseChange) =>
    title(definitions.find((entry) => entry.kind === kind && entry.key === key)?.title ?? key);
  return (
    <ul className="ds-release-changes">
      {changes.slice(0, CHANGES_MAX).map((change) => (
        <li key={`${change.kind}/${change.key}`}>
          <span className={`ds-change is-${change.change}`}>{text(`releases.${change.change}`)}</span>
          <span className="dg-t2">{text(`kinds.${change.kind}`)}</span> {nameOf(change)}
        </li>
      ))}
      {changes.length > CHANGES_MAX ? (
        <li className="dg-t3">{text('releases.more', { count: changes.length - CHANGES_MAX })}</li>
      ) : null}
    </ul>
  );
}

function Releases({ releases, definitions }: ReleasesProps) {
  const text = useText();
  const phone = useIsPhone();
  const now = new Date().toISOString();
  const number = (release: ReleaseEntry) => (
    <span className="ds-release-number">
      {text('status.release', { number: release.number })}
      {release === releases[0] ? <StatusSeal tone="done">{text('releases.current')}</StatusSeal> : null}
    </span>
  );
  if (phone) {
    return (
      <ul className="ds-cards">
        {releases.map((release) => (
          <li key={release.number}>
            <article>
              {number(release)}
              <p>{release.comment ?? text('releases.none')}</p>
              <small>
                {formatMoment(release.at, now)} {release.by ?? ''}
              </small>
              <Changes release={release} definitions={definitions} />
            </article>
          </li>
        ))}
      </ul>
    );
  }
  const columns: TableColumnsType<ReleaseEntry> = [
    { key: 'number', title: text('releases.number'), width: 160, render: (_, release) => number(release) },
    {
      key: 'at',
      title: text('releases.at'),
      width: 140,
      render: (_, release) => formatMoment(release.at, now),
    },
    {
      key: 'by',
      title: text('releases.by'),
      width: 120,
      render: (_, release) => release.by ?? text('releases.install'),
    },
    {
      key: 'comment',
      title: text('releases.comment'),
      render: (_, release) => release.comment ?? <span className="dg-t3">{text('releases.none')}</span>,
    },
    {
      key: 'changes',
      title: text('releases.changes'),
      render: (_, release) => <Changes release={release} definitions={definitions} />,
    },
  ];
  return (
    <Ledger<ReleaseEntry>
      className="ds-releases"
      rowKey="number"
      columns={columns}
      dataSource={[...releases]}
    />
  );
}
