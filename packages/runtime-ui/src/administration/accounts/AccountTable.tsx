import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { paths } from '../../paths.js';
import { useText, type Text } from '../../texts/index.js';
import { useDepartments } from '../queries.js';
import { sealOf } from './account-seals.js';
import type { Account } from './account-wire.js';

const COLUMNS = ['person', 'state', 'lastSignIn', 'sessions', 'gettingIn', 'department'] as const;

/** By what somebody gets in, in a few words. */
export function waysIn({ hasPassword, secondFactor, providers }: Account, text: Text): string {
  return [
    text(hasPassword ? 'accounts.password' : 'accounts.noPassword'),
    ...(secondFactor ? [text('accounts.factor')] : []),
    ...providers,
  ].join(' · ');
}

function Row({ account }: { readonly account: Account }) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { data: departments = [] } = useDepartments();
  const seal = sealOf(account);
  const department = departments.find(({ key }) => key === account.department);
  return (
    <tr className={account.active ? undefined : 'is-gone'}>
      <th scope="row">
        <Link
          to={paths.accountOf(account.id)}
          className="rt-acc-name"
          aria-label={text('accounts.open', { name: account.name })}
        >
          {account.name}
        </Link>{' '}
        <span className="dg-code">{account.login}</span>
      </th>
      <td>
        <StatusSeal tone={seal.tone}>{text(`accounts.state_${seal.state}`)}</StatusSeal>
      </td>
      <td>{account.lastSignInAt === null ? text('accounts.never') : moment(account.lastSignInAt)}</td>
      <td>{account.sessions === 0 ? '—' : text('accounts.sessionCount', { count: account.sessions })}</td>
      <td>{waysIn(account, text)}</td>
      <td>{title(department?.title) || '—'}</td>
    </tr>
  );
}

/** Accounts with what an administrator wants to know of each; the name leads to the account. */
export function AccountTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const text = useText();
  return (
    <ScrollTable label={text('accounts.title')}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`accounts.column_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.id} account={account} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
