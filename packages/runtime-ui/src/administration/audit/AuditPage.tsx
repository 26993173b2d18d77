import { EmptyState } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { MoreButton } from '../instances/MoreButton.js';
import { AuditEntries } from './AuditEntries.js';
import { AuditFilters } from './AuditFilters.js';
import { ExportMenu } from './ExportMenu.js';
import { ProofPanel } from './ProofPanel.js';
import { useAuditFilter, useEntries, useVerification } from './use-audit.js';
import './audit.css';

function Audit() {
  const text = useText();
  const [filter, setFilter] = useAuditFilter();
  const { entries, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEntries(filter);
  const verification = useVerification();
  const faults = (verification.job?.result?.differences ?? []).flatMap(({ entry, what }) =>
    entry === undefined ? [] : [[entry, text(`audit.what_${what ?? 'unlike'}`)] as const],
  );
  const isOneGone = filter.entry !== undefined && Object.keys(filter).length === 1;
  return (
    <AdminPage title={text('audit.title')} note={text('audit.note')} actions={<ExportMenu filter={filter} />}>
      <ProofPanel verification={verification} />
      <AuditFilters filter={filter} entries={entries ?? []} onFilter={setFilter} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isEmpty={entries?.length === 0}
        isLoading={entries === undefined}
        empty={
          <EmptyState
            reason="filtered"
            title={text(isOneGone ? 'audit.gone' : 'audit.none')}
            text={text(isOneGone ? 'audit.goneText' : 'audit.noneText')}
          />
        }
      >
        <AuditEntries entries={entries ?? []} faults={new Map(faults)} onFilter={setFilter} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </AdminPage>
  );
}

/** Everything that was done and refused, for auditors, and the proof that it is still what was written. */
export function AuditPage() {
  const text = useText();
  const { rights } = useUser();
  if (rights.audit) return <Audit />;
  return (
    <AdminPage title={text('audit.title')}>
      <EmptyState reason="noRight" />
    </AdminPage>
  );
}
