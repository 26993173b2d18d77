import type { TableColumnsType } from 'antd';
import type { ReleaseEntry } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { Ledger, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../i18n/text.js';
import { useTitleOf } from '../surroundings/use-design.js';
import { ReleaseActions } from './ReleaseActions.js';
import { ReleaseName } from './ReleaseName.js';
import type { Compared } from './compared.js';

const CHANGES_MAX = 6;

interface ReleaseListProps {
  readonly releases: readonly ReleaseEntry[];
  readonly onCompare: (compared: Compared) => void;
}

/** Releases as a table, on a phone as cards. */
export function ReleaseList(props: ReleaseListProps) {
  return useIsPhone() ? <Cards {...props} /> : <Table {...props} />;
}

function ReleaseNumber({ release }: { readonly release: ReleaseEntry }) {
  const text = useText();
  return (
    <span className="ds-release-number">
      {text('status.release', { number: release.number })}
      {release.inForce ? <StatusSeal tone="done">{text('releases.current')}</StatusSeal> : null}
    </span>
  );
}

/** What was said of it, and that it was made without the scenarios, where somebody left them out. */
function ReleaseComment({ release }: { readonly release: ReleaseEntry }) {
  const text = useText();
  return (
    <>
      {release.comment ?? <span className="dg-t3">{text('releases.none')}</span>}
      {release.scenarios === 'skipped' ? (
        <>
          {' '}
          <StatusSeal tone="warning">{text('history.scenariosSkipped')}</StatusSeal>
        </>
      ) : null}
    </>
  );
}

function Cards({ releases, onCompare }: ReleaseListProps) {
  const text = useText();
  const now = new Date().toISOString();
  return (
    <ul className="ds-cards">
      {releases.map((release) => (
        <li key={release.number}>
          <article>
            <ReleaseNumber release={release} />
            <ReleaseName release={release} />
            <p>
              <ReleaseComment release={release} />
            </p>
            <small>
              {formatMoment(release.at, now)} {release.by ?? text('releases.install')}
            </small>
            <Changes release={release} />
            <ReleaseActions release={release} onCompare={onCompare} />
          </article>
        </li>
      ))}
    </ul>
  );
}

function Table({ releases, onCompare }: ReleaseListProps) {
  const text = useText();
  const now = new Date().toISOString();
  const columns: TableColumnsType<ReleaseEntry> = [
    {
      key: 'number',
      title: text('releases.number'),
      width: 150,
      render: (_, release) => <ReleaseNumber release={release} />,
    },
    {
      key: 'name',
      title: text('history.name'),
      width: 180,
      render: (_, release) => <ReleaseName release={release} />,
    },
    {
      key: 'at',
      title: text('releases.at'),
      width: 130,
      render: (_, release) => formatMoment(release.at, now),
    },
    {
      key: 'by',
      title: text('releases.by'),
      width: 110,
      render: (_, release) => release.by ?? text('releases.install'),
    },
    {
      key: 'comment',
      title: text('releases.comment'),
      render: (_, release) => <ReleaseComment release={release} />,
    },
    {
      key: 'changes',
      title: text('releases.changes'),
      render: (_, release) => <Changes release={release} />,
    },
    {
      key: 'actions',
      title: text('history.compare'),
      width: 170,
      render: (_, release) => <ReleaseActions release={release} onCompare={onCompare} />,
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

function Changes({ release }: { readonly release: ReleaseEntry }) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const shown = release.changes.slice(0, CHANGES_MAX);
  const more = release.changeCount - shown.length;
  return (
    <ul className="ds-release-changes">
      {shown.map(({ kind, key, change }) => (
        <li key={`${kind}/${key}`}>
          <span className={`ds-change is-${change}`}>{text(`releases.${change}`)}</span>
          <span className="dg-t2">{text(`kinds.${kind}`)}</span> {title(titleOf(kind, key))}
        </li>
      ))}
      {more > 0 ? <li className="dg-t3">{text('releases.more', { count: more })}</li> : null}
    </ul>
  );
}
