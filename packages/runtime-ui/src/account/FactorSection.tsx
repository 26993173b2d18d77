import { useState } from 'react';
import { Button, Input } from 'antd';
import { StatusSeal } from '@dougong/ui/shell';
import { ChangeDialog } from '../administration/parts/ChangeDialog.js';
import { Field } from '../administration/parts/Field.js';
import { useChange } from '../administration/parts/use-change.js';
import { FactorPicture, RecoveryCodes } from '../session/SignInSteps.js';
import { useText } from '../texts/index.js';
import { accountCalls, accountKeys, type FactorSetup, type OwnSecurity } from './calls.js';

interface DialogProps {
  onClose(): void;
}

/** Sets a second factor up: the password, the picture, a code, and then recovery codes. */
function SetupDialog({ onClose }: DialogProps) {
  const text = useText();
  const [typed, setTyped] = useState({ password: '', code: '' });
  const [setup, setSetup] = useState<FactorSetup>();
  const [codes, setCodes] = useState<readonly string[]>();
  const { start, problem, isPending } = useChange({
    send: async ({ password, code }: typeof typed) => {
      if (setup === undefined) setSetup(await accountCalls.beginFactor(password));
      else setCodes(await accountCalls.confirmFactor(code));
    },
    renews: [accountKeys.all],
  });
  return (
    <ChangeDialog
      title={text('identity.setupTitle')}
      note={
        codes === undefined
          ? text(setup === undefined ? 'identity.askedAgain' : 'identity.setupNote')
          : undefined
      }
      confirm={text(codes === undefined ? 'identity.next' : 'identity.kept')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => (codes === undefined ? start(typed) : onClose())}
      onClose={onClose}
    >
      {codes !== undefined ? (
        <RecoveryCodes codes={codes} />
      ) : setup === undefined ? (
        <Field id="rt-factor-password" label={text('signIn.password')}>
          <Input.Password
            id="rt-factor-password"
            autoFocus
            autoComplete="current-password"
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        </Field>
      ) : (
        <>
          <FactorPicture {...setup} />
          <Field id="rt-factor-code" label={text('identity.code')}>
            <Input
              id="rt-factor-code"
              autoFocus
              autoComplete="one-time-code"
              inputMode="numeric"
              value={typed.code}
              onChange={(event) => setTyped({ ...typed, code: event.target.value })}
            />
          </Field>
        </>
      )}
    </ChangeDialog>
  );
}

function RemoveDialog({ onClose }: DialogProps) {
  const text = useText();
  const [password, setPassword] = useState('');
  const { start, problem, isPending } = useChange({
    send: (given: string) => accountCalls.removeFactor(given),
    renews: [accountKeys.all],
    onDone: onClose,
  });
  return (
    <ChangeDialog
      title={text('identity.removeFactor')}
      note={text('identity.askedAgain')}
      confirm={text('identity.removeFactor')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(password)}
      onClose={onClose}
    >
      <Field id="rt-remove-password" label={text('signIn.password')}>
        <Input.Password
          id="rt-remove-password"
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
    </ChangeDialog>
  );
}

/** The second factor of the own account. */
export function FactorSection({ factor }: { readonly factor: OwnSecurity['secondFactor'] }) {
  const text = useText();
  const [asked, setAsked] = useState<'setup' | 'remove'>();
  const close = () => setAsked(undefined);
  return (
    <section aria-labelledby="rt-account-factor">
      <h2 id="rt-account-factor">{text('identity.factor')}</h2>
      <p>
        <StatusSeal tone={factor.confirmed ? 'done' : 'draft'}>
          {text(factor.confirmed ? 'identity.factorOn' : 'identity.factorOff')}
        </StatusSeal>
      </p>
      <p className="dg-t2">
        {factor.confirmed
          ? text('identity.codesLeft', { count: factor.recoveryCodesLeft })
          : text('identity.factorNote')}
      </p>
      {factor.confirmed ? (
        <Button disabled={factor.required} onClick={() => setAsked('remove')}>
          {text('identity.removeFactor')}
        </Button>
      ) : (
        <Button type="primary" onClick={() => setAsked('setup')}>
          {text('identity.setUpFactor')}
        </Button>
      )}
      {asked === 'setup' ? <SetupDialog onClose={close} /> : null}
      {asked === 'remove' ? <RemoveDialog onClose={close} /> : null}
    </section>
  );
}
