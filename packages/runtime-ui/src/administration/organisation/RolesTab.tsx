import { EmptyState } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { usePeople, useRoles } from '../queries.js';
import { HeldTable } from './HeldTable.js';

/** The roles that the release defines, and who holds them. */
export function RolesTab() {
  const text = useText();
  usePeople();
  const { data: roles, error, refetch } = useRoles();
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={roles === undefined}
      isEmpty={roles?.length === 0}
      empty={
        <EmptyState
          reason="first"
          title={text('organisation.noRoles')}
          text={text('organisation.rolesNote')}
        />
      }
    >
      <p className="dg-t2">{text('organisation.rolesNote')}</p>
      <HeldTable label={text('organisation.role')} held={roles ?? []} />
    </AdminListBody>
  );
}
