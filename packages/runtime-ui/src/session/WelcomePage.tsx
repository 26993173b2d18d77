import { useState } from 'react';
import { Alert, Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '@dougong/ui/api';
import { issueSentence } from '@dougong/ui/i18n';
import { BrandMark } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { PageLoading } from '../parts/PageLoading.js';
import { useText } from '../texts/index.js';
import { NewPasswordStep } from './SignInSteps.js';
import { beginSession } from './session.js';
import { LanguageSwitch } from './SignInPage.js';

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

/** Takes the password, and signs in with it. */
function useAcceptance(token: string) {
  return useMutation({
    mutationFn: async (password: string) => {
      const accepted = await api.client.post<{ readonly login: string }>('/invitations/actions/accept', {
        token,
        password,
      });
      return (await api.session.signIn(accepted.data.login, password)).data;
    },
    onSuccess: ({ user }) => {
      beginSession(user);
      window.location.assign('/');
    },
  });
}

function Invitation({ token }: { readonly token: string }) {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await api.client.post<Invited>('/invitations/actions/open', { token })).data,
    retry: false,
    staleTime: Infinity,
  });
  const { mutate, error: refusal, isPending } = useAcceptance(token);
  if (error !== null)
    return (
      <>
        <Alert type="error" showIcon role="alert" title={problemText(error)} />
        <Button href="/sign-in">{text('signIn.title')}</Button>
      </>
    );
  if (data === undefined) return <PageLoading />;
  return (
    <>
      {refusal === null ? null : <Alert type="error" showIcon role="alert" title={problemText(refusal)} />}
      <NewPasswordStep
        title={text('identity.welcome', { name: data.name })}
        note={text('identity.welcomeNote', { login: data.login, count: data.passwordLength })}
        submitText={text('identity.setPassword')}
        isPending={isPending}
        onSend={(password) => mutate(password)}
      />
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
