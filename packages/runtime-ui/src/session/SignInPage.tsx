import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Alert, Button, Input, Segmented, type InputRef } from 'antd';
import { Navigate, useSearchParams } from 'react-router';
import { LANGUAGES, type Language } from '@dougong/kernel/foundation';
import { ApiProblem } from '@dougong/ui/api';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { BrandMark } from '@dougong/ui/shell';
import { safeNext } from '../paths.js';
import { useText, type Text } from '../texts/index.js';
import { useSession } from './session.js';
import { LedgerDrawing } from './LedgerDrawing.js';
import { ProviderButtons } from './ProviderButtons.js';
import { CodeStep, NewPasswordStep, RecoveryCodes } from './SignInSteps.js';
import { useSignIn, type Credentials } from './use-sign-in.js';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

/** What went wrong, and what to do about it. */
function signInProblem(problem: unknown, text: Text): { readonly title: string; readonly advice: string } {
  if (!(problem instanceof ApiProblem))
    return { title: text('signIn.offline'), advice: text('signIn.offlineAdvice') };
  if (problem.code === 'wrong_password')
    return { title: text('signIn.wrong'), advice: text('signIn.wrongAdvice') };
  const title = issueSentence({ code: problem.code, params: problem.params, detail: problem.message });
  return { title, advice: text(problem.status === 429 ? 'signIn.waitAdvice' : 'signIn.otherAdvice') };
}

export function LanguageSwitch() {
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

interface FormProps {
  readonly credentials: Credentials;
  readonly isPending: boolean;
  readonly hasFailed: boolean;
  onType(credentials: Credentials): void;
  onSend(credentials: Credentials): void;
}

function CredentialsForm({ credentials, isPending, hasFailed, onType, onSend }: FormProps) {
  const text = useText();
  const { login, password } = credentials;
  const passwordInput = useRef<InputRef>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (hasFailed) passwordInput.current?.select();
  }, [hasFailed]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = login.trim() !== '' && password !== '';
    setMissing(!complete);
    if (complete && !isPending) onSend({ login: login.trim(), password });
  };
  return (
    <form className="rt-signin-form" onSubmit={submit} noValidate>
      <h1>{text('signIn.title')}</h1>
      {missing ? <Alert type="error" showIcon role="alert" title={text('signIn.missing')} /> : null}
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
        onChange={(event) => onType({ login: event.target.value, password })}
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
        onChange={(event) => onType({ login, password: event.target.value })}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={isPending}>
        {text('signIn.submit')}
      </Button>
      <p className="dg-t2">{text('signIn.help')}</p>
    </form>
  );
}

/** What came back from a provider outside that did not let somebody in. */
function ReturnedProblem() {
  const [search] = useSearchParams();
  const code = search.get('problem');
  if (code === null || !/^[a-z_]{1,60}$/.test(code)) return null;
  return <Alert type="error" showIcon role="alert" title={issueSentence({ code })} />;
}

/** The door, step by step: who it is, then whatever else is asked for. */
function Steps({ next }: { readonly next: string }) {
  const text = useText();
  const [credentials, setCredentials] = useState<Credentials>({ login: '', password: '' });
  const door = useSignIn();
  if (door.recoveryCodes !== undefined)
    return <RecoveryCodes codes={door.recoveryCodes} onDone={door.goOn} />;
  const problem = door.problem === null ? null : signInProblem(door.problem, text);
  const isFirst = door.asked === 'nothing';
  return (
    <div className="rt-signin-steps">
      {problem === null ? (
        isFirst ? (
          <ReturnedProblem />
        ) : null
      ) : (
        <Alert type="error" showIcon role="alert" title={problem.title} description={problem.advice} />
      )}
      {isFirst ? (
        <>
          <CredentialsForm
            credentials={credentials}
            isPending={door.isPending}
            hasFailed={problem !== null}
            onType={setCredentials}
            onSend={door.send}
          />
          <ProviderButtons next={next} />
        </>
      ) : door.asked === 'password' ? (
        <NewPasswordStep
          title={text('identity.changeTitle')}
          note={text('identity.changeNote')}
          submitText={text('signIn.submit')}
          isPending={door.isPending}
          onSend={(newPassword) => door.send(credentials, { newPassword })}
        />
      ) : (
        <CodeStep
          setup={door.setup}
          isPending={door.isPending}
          onSend={(code) => door.send(credentials, { code })}
        />
      )}
      {isFirst ? null : (
        <Button type="link" onClick={door.startOver}>
          {text('identity.startOver')}
        </Button>
      )}
    </div>
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
        <Steps next={safeNext(search.get('next'))} />
        <footer>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  );
}
