import { EmptyState } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { MoreButton } from '../instances/MoreButton.js';
import { AuditEntries } from './AuditEntries.js';
import { AuditFilters } from './AuditFilters.js';
import { ExportMenu } from './ExportMenu.js';
import { ProofPanel } from './ProofPanel.js';
import { useAuditFilter, useEntries } from './use-audit.js';
import './audit.css';

/** Everything that was done and refused, for auditors, and the proof that it is still what was written. */
export function AuditPage() {
  const text = useText();
  const [filter, setFilter] = useAuditFilter();
  const { entries, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEntries(filter);
  return (
    <AdminPage title={text('audit.title')} note={text('audit.note')} actions={<ExportMenu filter={filter} />}>
      <ProofPanel />
      <AuditFilters filter={filter} onFilter={setFilter} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isEmpty={entries?.length === 0}
        isLoading={entries === undefined}
        empty={<EmptyState reason="filtered" title={text('audit.none')} text={text('audit.noneText')} />}
      >
        <AuditEntries entries={entries ?? []} onFilter={setFilter} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </AdminPage>
  );
}
