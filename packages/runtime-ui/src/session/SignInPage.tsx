import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Alert, Button, Input, Segmented, type InputRef } from 'antd';
import { Navigate, useSearchParams } from 'react-router';
import { useMutation } from '@tanstack/react-query';
import { LANGUAGES, type Language } from '@dougong/kernel/foundation';
import { ApiProblem } from '@dougong/ui/api';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { BrandMark } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { safeNext } from '../paths.js';
import { useText, type Text } from '../texts/index.js';
import { beginSession, useSession } from './session.js';
import { LedgerDrawing } from './LedgerDrawing.js';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** What went wrong, and what to do about it. */
function signInProblem(problem: unknown, text: Text): { readonly title: string; readonly advice: string } {
  if (!(problem instanceof ApiProblem))
    return { title: text('signIn.offline'), advice: text('signIn.offlineAdvice') };
  if (problem.status === 401) return { title: text('signIn.wrong'), advice: text('signIn.wrongAdvice') };
  const title = issueSentence({ code: problem.code, params: problem.params, detail: problem.message });
  return { title, advice: text(problem.status === 429 ? 'signIn.waitAdvice' : 'signIn.otherAdvice') };
}

function LanguageSwitch() {
  const text = useText();
  const { language, setLanguage } = useLanguage();
  return (
    <Segmented<Language>
      size="small"
      aria-label={text('signIn.language')}
      value={language}
      onChange={setLanguage}
      options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
    />
  );
}

function SignInForm() {
  const text = useText();
  const passwordInput = useRef<InputRef>(null);
  const [{ login, password }, setCredentials] = useState<Credentials>({ login: '', password: '' });
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: async (credentials: Credentials) =>
      (await api.session.signIn(credentials.login, credentials.password)).data,
    onSuccess: ({ user }) => beginSession(user),
    onError: () => passwordInput.current?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = login.trim() !== '' && password !== '';
    setMissing(!complete);
    if (complete && !signIn.isPending) signIn.mutate({ login: login.trim(), password });
  };
  const problem = signIn.isError ? signInProblem(signIn.error, text) : null;
  return (
    <form className="rt-signin-form" onSubmit={submit} noValidate>
      <h1>{text('signIn.title')}</h1>
      {problem === null ? null : (
        <Alert type="error" showIcon role="alert" title={problem.title} description={problem.advice} />
      )}
      {missing && problem === null ? (
        <Alert type="error" showIcon role="alert" title={text('signIn.missing')} />
      ) : null}
      <label htmlFor="login">{text('signIn.login')}</label>
      <Input
        id="login"
        name="username"
        size="large"
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        aria-required="true"
        status={missing && login.trim() === '' ? 'error' : ''}
        value={login}
        onChange={(event) => setCredentials({ login: event.target.value, password })}
      />
      <label htmlFor="password">{text('signIn.password')}</label>
      <Input.Password
        id="password"
        name="password"
        ref={passwordInput}
        size="large"
        autoComplete="current-password"
        maxLength={200}
        aria-required="true"
        visibilityToggle={false}
        status={missing && password === '' ? 'error' : ''}
        value={password}
        onChange={(event) => setCredentials({ login, password: event.target.value })}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {text('signIn.submit')}
      </Button>
      <p className="dg-t2">{text('signIn.help')}</p>
    </form>
  );
}

/** The door: login and password, in the language of the visitor. */
export function SignInPage() {
  const text = useText();
  const { data: user } = useSession();
  const { language } = useLanguage();
  const [search] = useSearchParams();
  useEffect(() => {
    document.title = text('signIn.title');
  }, [text, language]);
  if (user !== null && user !== undefined) return <Navigate to={safeNext(search.get('next'))} replace />;
  return (
    <main className="rt-signin">
      <section className="rt-signin-board" aria-label={text('product')}>
        <p className="rt-signin-brand">
          <BrandMark size={32} />
          <b>{text('product')}</b>
        </p>
        <LedgerDrawing />
        <p className="rt-signin-words">{text('signIn.promise')}</p>
      </section>
      <section className="rt-signin-card">
        <SignInForm />
        <footer>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  );
}
