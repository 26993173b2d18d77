import { useQuery } from '@tanstack/react-query';
import { AdminPage } from '../administration/parts/AdminPage.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { accountCalls, accountKeys } from './calls.js';
import { FactorSection } from './FactorSection.js';
import { LinkSection } from './LinkSection.js';
import { PasswordSection } from './PasswordSection.js';
import { SessionSection } from './SessionSection.js';

/** What somebody does about his own account: password, second factor, where he is signed in. */
export function AccountPage() {
  const text = useText();
  const { name, login } = useUser();
  const { data, error, refetch } = useQuery({
    queryKey: [...accountKeys.all, 'security'],
    queryFn: accountCalls.security,
  });
  return (
    <AdminPage
      title={text('identity.account')}
      note={`${name} · ${login}`}
      problem={error}
      isLoading={data === undefined}
      onRetry={() => void refetch()}
    >
      {data === undefined ? null : (
        <div className="rt-account">
          {data.hasPassword ? <PasswordSection passwordLength={data.passwordLength} /> : null}
          {data.hasPassword ? <FactorSection factor={data.secondFactor} /> : null}
          <LinkSection />
          <SessionSection />
        </div>
      )}
    </AdminPage>
  );
}
