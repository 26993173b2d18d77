import { Undo2 } from 'lucide-react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { GalleryEntry, TemplateChange } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { useText, type Text } from '../../i18n/text.js';
import { revertible } from './revertible.js';

const SHOWN_MAX = 10;

/** What was installed, upgraded, removed and taken back; the last change can be taken back. */
export function ChangeHistory({ entries }: { readonly entries: readonly GalleryEntry[] }) {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['templates', 'changes'],
    queryFn: async () => (await api.templates.changes()).data.data,
  });
  const last = revertible(data ?? []);
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="ds-panel" aria-label={text('templates.history')}>
      <h2>{text('templates.history')}</h2>
      <ul className="ds-template-history">
        {data.slice(0, SHOWN_MAX).map((change) => (
          <li key={change.id}>
            <Line change={change} entries={entries} />
            {change.id === last?.id ? (
              <Link className="ds-button" to="/templates/revert">
                <Undo2 size={14} aria-hidden="true" />
                {text('templates.revert')}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({
  change,
  entries,
}: {
  readonly change: TemplateChange;
  readonly entries: readonly GalleryEntry[];
}) {
  const text = useText();
  const title = useLocalized();
  const nameOf = (key: string) => title(entries.find((entry) => entry.key === key)?.title ?? key);
  const moved = change.templates.map(({ key, from, to }) => `${nameOf(key)} ${versions(from, to, text)}`);
  return (
    <div>
      <p>
        <b>{text(`templates.action.${change.action}`)}</b> {moved.join(text('templates.comma'))}
        {change.revertedBy === null ? null : <span className="ds-tag">{text('templates.reverted')}</span>}
      </p>
      <p className="dg-t2">
        {formatMoment(change.at, new Date().toISOString())} {change.by ?? text('templates.commandLine')}{' '}
        {change.releaseBefore === change.releaseAfter
          ? ''
          : text('templates.releases', { from: change.releaseBefore, to: change.releaseAfter })}
      </p>
    </div>
  );
}

function versions(from: string | null, to: string | null, text: Text): string {
  if (from === null || to === null || from === to) return to ?? from ?? '';
  return text('templates.fromTo', { from, to });
}
