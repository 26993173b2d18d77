import { useEffect, useState, type FormEvent } from 'react';
import { Alert, Button, Input, Segmented } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { LANGUAGES, type Language } from '@dougong/kernel/foundation';
import { ApiProblem, OfflineProblem } from '@dougong/ui/api';
import { issueSentence, localized, useLanguage } from '@dougong/ui/i18n';
import { BrandMark } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { api } from './api.js';
import { beginSession } from './session.js';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

function problemText(problem: unknown, language: Language): string {
  if (problem instanceof ApiProblem)
    return issueSentence({ code: problem.code, params: problem.params, detail: problem.message }, language);
  return issueSentence({ code: problem instanceof OfflineProblem ? problem.code : 'offline' }, language);
}

/** What is done at the door of the application: it shows the picture, and asks for a new password. */
const AT_THE_APPLICATION: ReadonlySet<string> = new Set(['second_factor_setup', 'password_change_required']);

/** Signing in elsewhere, one button for each provider of the installation. */
function Providers() {
  const text = useText();
  const { language } = useLanguage();
  const { data = [] } = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: async () => (await api.session.providers()).data.data,
    staleTime: Infinity,
    retry: false,
  });
  return data.map(({ key, title }) => (
    <Button
      key={key}
      size="large"
      block
      href={`/api/v1/session/providers/${encodeURIComponent(key)}/begin?next=${encodeURIComponent('/designer/')}`}
    >
      {text('signIn.elsewhere', { provider: localized(title, language) })}
    </Button>
  ));
}

interface CredentialValues {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

/** Login and password, and the code of a second factor once it is asked for. */
function Credentials({
  values,
  onChange,
  asksForCode,
}: {
  readonly values: CredentialValues;
  onChange(change: Partial<CredentialValues>): void;
  readonly asksForCode: boolean;
}) {
  const text = useText();
  return (
    <>
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
        value={values.login}
        onChange={(event) => onChange({ login: event.target.value })}
      />
      <label htmlFor="password">{text('signIn.password')}</label>
      <Input.Password
        id="password"
        name="password"
        size="large"
        autoComplete="current-password"
        maxLength={200}
        visibilityToggle={false}
        value={values.password}
        onChange={(event) => onChange({ password: event.target.value })}
      />
      {asksForCode || values.code !== '' ? (
        <>
          <label htmlFor="code">{text('signIn.code')}</label>
          <Input
            id="code"
            name="one-time-code"
            size="large"
            autoFocus
            autoComplete="one-time-code"
            maxLength={40}
            value={values.code}
            onChange={(event) => onChange({ code: event.target.value })}
          />
        </>
      ) : null}
    </>
  );
}

/** Asks who it is. The session is the application's own: whoever is signed in there is signed in here. */
export function SignInPage() {
  const text = useText();
  const { language, setLanguage } = useLanguage();
  const [values, setValues] = useState({ login: '', password: '', code: '' });
  const set = (change: Partial<CredentialValues>) => setValues((before) => ({ ...before, ...change }));
  const [login, password, code] = [values.login.trim(), values.password, values.code.trim()];
  const [missing, setMissing] = useState(false);
  const signIn = useMutation({
    mutationFn: async () => (await api.session.signIn(login, password, code === '' ? {} : { code })).data,
    onSuccess: ({ user }) => beginSession(user),
  });
  useEffect(() => {
    document.title = text('signIn.title');
  }, [text]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const incomplete = login === '' || password === '';
    setMissing(incomplete);
    if (!incomplete && !signIn.isPending) signIn.mutate();
  };
  const refusal = signIn.error instanceof ApiProblem ? signIn.error.code : undefined;
  const problem = missing
    ? text('signIn.missing')
    : signIn.isError
      ? problemText(signIn.error, language)
      : undefined;
  return (
    <main className="ds-signin">
      <form className="ds-signin-card" onSubmit={submit} noValidate>
        <div className="ds-signin-head">
          <BrandMark size={32} />
          <h1>{text('signIn.title')}</h1>
        </div>
        <p>{text('signIn.note')}</p>
        {problem === undefined ? null : <Alert type="error" showIcon role="alert" title={problem} />}
        <Credentials values={values} onChange={set} asksForCode={refusal === 'code_required'} />
        {refusal !== undefined && AT_THE_APPLICATION.has(refusal) ? (
          <a href="/sign-in">{text('signIn.atApplication')}</a>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {text('signIn.submit')}
        </Button>
        <Providers />
        <Segmented<Language>
          size="small"
          value={language}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
      </form>
    </main>
  );
}
