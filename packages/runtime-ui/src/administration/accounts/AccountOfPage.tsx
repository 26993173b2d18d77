import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, FactStrip, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useDepartments, useRoles } from '../queries.js';
import { sealOf } from './account-seals.js';
import { accountListCalls, accountListKeys, type Account } from './account-wire.js';
import { EntrySection } from './EntrySection.js';
import { LeavingSection } from './LeavingSection.js';
import { SessionsOfSection } from './SessionsOfSection.js';
import './accounts.css';

function Facts({ account }: { readonly account: Account }) {
  const text = useText();
  const moment = useMoment();
  const { lastSignInAt, hasPassword, passwordDue, secondFactor, factorDue, sessions } = account;
  const password = !hasPassword
    ? 'identity.hasNoPassword'
    : passwordDue
      ? 'accounts.passwordOld'
      : 'accounts.passwordSet';
  const factor = secondFactor ? 'accounts.factorOn' : factorDue ? 'accounts.factorDue' : 'accounts.factorOff';
  return (
    <FactStrip
      label={text('accounts.facts')}
      facts={[
        {
          id: 'last',
          label: text('accounts.lastSignIn'),
          value: lastSignInAt === null ? text('accounts.never') : moment(lastSignInAt),
        },
        {
          id: 'open',
          label: text('accounts.openSessions'),
          value: text('accounts.sessionCount', { count: sessions }),
        },
        { id: 'password', label: text('accounts.passwordFact'), value: text(password) },
        { id: 'factor', label: text('identity.factor'), value: text(factor) },
      ]}
    />
  );
}

/** Where the person belongs; changed under the organisation. */
function PlaceSection({ account }: { readonly account: Account }) {
  const text = useText();
  const title = useLocalized();
  const { data: departments = [] } = useDepartments();
  const { data: roles = [] } = useRoles();
  const department = title(departments.find(({ key }) => key === account.department)?.title);
  const held = account.roles.map((key) => title(roles.find((role) => role.key === key)?.title) || key);
  return (
    <section aria-labelledby="rt-acc-place">
      <h2 id="rt-acc-place">{text('accounts.place')}</h2>
      <p>{[department, title(account.post)].filter((words) => words !== '').join(' · ') || '—'}</p>
      <p className="dg-t2">{held.join(text('and')) || '—'}</p>
      <p>
        <Link to={`${paths.organisation()}?tab=people`}>{text('accounts.toOrganisation')}</Link>
      </p>
    </section>
  );
}

function TrailSection({ account }: { readonly account: Account }) {
  const text = useText();
  const { rights } = useUser();
  if (rights.audit !== true) return null;
  return (
    <section aria-labelledby="rt-acc-trail">
      <h2 id="rt-acc-trail">{text('accounts.trail')}</h2>
      <p className="dg-t2">{text('accounts.trailNote')}</p>
      <p>
        <Link to={paths.audit({ recordId: account.id })}>{text('accounts.toTrail')}</Link>
      </p>
    </section>
  );
}

function AccountOf({ id }: { readonly id: string }) {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...accountListKeys.all, 'one', id],
    queryFn: () => accountListCalls.one(id),
  });
  const seal = data === undefined ? undefined : sealOf(data);
  return (
    <AdminPage
      title={data?.name ?? text('accounts.title')}
      note={
        data === undefined
          ? undefined
          : [data.login, ...(data.email === null ? [] : [data.email])].join(' · ')
      }
      seal={
        seal === undefined ? null : (
          <StatusSeal tone={seal.tone}>{text(`accounts.state_${seal.state}`)}</StatusSeal>
        )
      }
      problem={data === undefined ? error : null}
      isLoading={data === undefined}
      onRetry={() => void refetch()}
    >
      {data === undefined ? null : (
        <>
          <Facts account={data} />
          <div className="rt-account rt-acc">
            <EntrySection account={data} />
            <PlaceSection account={data} />
            <SessionsOfSection account={data} />
            <LeavingSection account={data} />
            <TrailSection account={data} />
          </div>
        </>
      )}
    </AdminPage>
  );
}

/** One account: how its person gets in, where from, and what an administrator does about it. */
export function AccountOfPage() {
  const { id = '' } = useParams();
  const text = useText();
  const { rights } = useUser();
  if (rights.administer) return <AccountOf key={id} id={id} />;
  return (
    <AdminPage title={text('accounts.title')}>
      <EmptyState reason="noRight" />
    </AdminPage>
  );
}
