import { useState, type FormEvent } from 'react';
import { Button, Input, QRCode } from 'antd';
import { useText } from '../texts/index.js';

interface CodeStepProps {
  readonly setup?: { readonly secret: string; readonly address: string } | undefined;
  readonly isPending: boolean;
  readonly submitText?: string;
  onSend(code: string): void;
}

/** The picture that an authenticator reads, and the same as a text. */
export function FactorPicture({ secret, address }: { readonly secret: string; readonly address: string }) {
  const text = useText();
  return (
    <div className="rt-factor">
      <QRCode value={address} size={176} bordered={false} aria-label={text('identity.picture')} />
      <p className="dg-t2">{text('identity.scan')}</p>
      <code className="dg-code">{secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
    </div>
  );
}

/** Asks for the code that an authenticator shows. */
export function CodeStep({ setup, isPending, submitText, onSend }: CodeStepProps) {
  const text = useText();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && !isPending) onSend(code.trim());
  };
  return (
    <form className="rt-signin-form" onSubmit={submit} noValidate>
      <h1>{text(setup === undefined ? 'identity.codeTitle' : 'identity.setupTitle')}</h1>
      <p className="dg-t2">{text(setup === undefined ? 'identity.codeNote' : 'identity.setupNote')}</p>
      {setup === undefined ? null : <FactorPicture {...setup} />}
      <label htmlFor="code">{text('identity.code')}</label>
      <Input
        id="code"
        name="one-time-code"
        size="large"
        autoFocus
        autoComplete="one-time-code"
        inputMode={setup === undefined ? 'text' : 'numeric'}
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="primary" htmlType="submit" size="large" block loading={isPending}>
        {submitText ?? text('signIn.submit')}
      </Button>
    </form>
  );
}

interface NewPasswordStepProps {
  readonly title: string;
  readonly note: string;
  readonly submitText: string;
  readonly isPending: boolean;
  onSend(password: string): void;
}

/** Asks for a new password, twice, for nobody sees what he types. */
export function NewPasswordStep({ title, note, submitText, isPending, onSend }: NewPasswordStepProps) {
  const text = useText();
  const [[first, second], setTyped] = useState<readonly [string, string]>(['', '']);
  const [differs, setDiffers] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDiffers(first !== second || first === '');
    if (first === second && first !== '' && !isPending) onSend(first);
  };
  return (
    <form className="rt-signin-form" onSubmit={submit} noValidate>
      <h1>{title}</h1>
      <p className="dg-t2">{note}</p>
      <label htmlFor="new-password">{text('identity.newPassword')}</label>
      <Input.Password
        id="new-password"
        name="new-password"
        size="large"
        autoFocus
        autoComplete="new-password"
        maxLength={200}
        value={first}
        onChange={(event) => setTyped([event.target.value, second])}
      />
      <label htmlFor="repeated-password">{text('identity.repeatPassword')}</label>
      <Input.Password
        id="repeated-password"
        name="repeated-password"
        size="large"
        autoComplete="new-password"
        maxLength={200}
        status={differs ? 'error' : ''}
        value={second}
        onChange={(event) => setTyped([first, event.target.value])}
      />
      {differs ? (
        <p className="rt-fault" role="alert">
          {text('identity.passwordsDiffer')}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" size="large" block loading={isPending}>
        {submitText}
      </Button>
    </form>
  );
}

/** Shows recovery codes, which nobody sees again. */
export function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; onDone?(): void }) {
  const text = useText();
  return (
    <div className="rt-signin-form">
      <h1>{text('identity.recoveryTitle')}</h1>
      <p className="dg-t2">{text('identity.recoveryNote')}</p>
      <ul className="rt-recovery">
        {codes.map((code) => (
          <li key={code}>
            <code className="dg-code">{code}</code>
          </li>
        ))}
      </ul>
      <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
        {text('identity.copyAll')}
      </Button>
      {onDone === undefined ? null : (
        <Button type="primary" size="large" block onClick={onDone}>
          {text('identity.kept')}
        </Button>
      )}
    </div>
  );
}
