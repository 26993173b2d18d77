import { useEffect, useState } from 'react';
import { Alert, Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '@dougong/ui/api';
import { issueSentence } from '@dougong/ui/i18n';
import { BrandMark } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { PageLoading } from '../parts/PageLoading.js';
import { useText } from '../texts/index.js';
import { CodeStep, NewPasswordStep, RecoveryCodes } from './SignInSteps.js';
import { useSession } from './session.js';
import { LanguageSwitch } from './SignInPage.js';
import { useSignIn } from './use-sign-in.js';

interface Invited {
  readonly login: string;
  readonly name: string;
  readonly passwordLength: number;
}

/** The sentences of a refusal, the ones about the password first. */
function problemText(problem: Error): string {
  if (!(problem instanceof ApiProblem)) return issueSentence({ code: 'offline' });
  const [first] = problem.errors;
  return first?.detail ?? problem.message;
}

/** Takes the password, and signs in with it; where a second factor is asked for, the door asks for it at once. */
function useAcceptance(token: string, login: string) {
  const door = useSignIn();
  const [password, setPassword] = useState('');
  const { data: user } = useSession();
  const acceptance = useMutation({
    mutationFn: (chosen: string) =>
      api.client.post<{ readonly login: string }>('/invitations/actions/accept', { token, password: chosen }),
    onSuccess: (_answer, chosen) => {
      setPassword(chosen);
      door.send({ login, password: chosen });
    },
  });
  const isIn = password !== '' && user !== null && user !== undefined;
  useEffect(() => {
    if (isIn) window.location.assign('/');
  }, [isIn]);
  return { acceptance, door, credentials: { login, password } };
}

/** The steps after the link was found good: the password, what else the rules ask for, and in. */
function Entry({ token, invited }: { readonly token: string; readonly invited: Invited }) {
  const text = useText();
  const { acceptance, door, credentials } = useAcceptance(token, invited.login);
  if (door.recoveryCodes !== undefined)
    return <RecoveryCodes codes={door.recoveryCodes} onDone={door.goOn} />;
  const refusal = acceptance.error ?? door.problem;
  return (
    <>
      {refusal === null ? null : <Alert type="error" showIcon role="alert" title={problemText(refusal)} />}
      {acceptance.isSuccess && door.asked !== 'nothing' ? (
        <CodeStep
          setup={door.setup}
          isPending={door.isPending}
          onSend={(code) => door.send(credentials, { code })}
        />
      ) : acceptance.isSuccess && door.problem !== null ? (
        <Button href="/sign-in">{text('signIn.title')}</Button>
      ) : (
        <NewPasswordStep
          title={text('identity.welcome', { name: invited.name })}
          note={text('identity.welcomeNote', { login: invited.login, count: invited.passwordLength })}
          submitText={text('identity.setPassword')}
          isPending={acceptance.isPending || door.isPending}
          onSend={(password) => acceptance.mutate(password)}
        />
      )}
    </>
  );
}

function Invitation({ token }: { readonly token: string }) {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await api.client.post<Invited>('/invitations/actions/open', { token })).data,
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  // The link is used up once the password is taken, so what was found first stays.
  const [found, setFound] = useState<Invited>();
  if (found === undefined && data !== undefined) setFound(data);
  if (found !== undefined) return <Entry token={token} invited={found} />;
  if (error === null) return <PageLoading />;
  return (
    <>
      <Alert type="error" showIcon role="alert" title={problemText(error)} />
      <Button href="/sign-in">{text('signIn.title')}</Button>
    </>
  );
}

/** Where an invitation leads: somebody chooses a password and is in. */
export function WelcomePage() {
  const text = useText();
  // Read once: the secret must not stay in the address that a screen shows.
  const [token] = useState(() => window.location.hash.slice(1));
  return (
    <main className="rt-signin rt-welcome">
      <section className="rt-signin-card">
        <p className="rt-signin-brand">
          <BrandMark size={32} />
          <b>{text('product')}</b>
        </p>
        <div className="rt-signin-steps">
          <Invitation token={token} />
        </div>
        <footer>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  );
}
