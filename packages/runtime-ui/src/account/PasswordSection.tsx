import { useState, type FormEvent } from 'react';
import { Button, Input } from 'antd';
import { ProblemPanel } from '@dougong/ui/shell';
import { Field } from '../administration/parts/Field.js';
import { useChange } from '../administration/parts/use-change.js';
import { useText } from '../texts/index.js';
import { accountCalls, accountKeys } from './calls.js';
import { useFieldFaults } from './use-field-faults.js';

const FIELDS = ['password', 'newPassword'];
const EMPTY = { password: '', first: '', second: '' };

/** Changes the own password; every other session ends with it. */
export function PasswordSection({ passwordLength }: { readonly passwordLength: number }) {
  const text = useText();
  const [typed, setTyped] = useState(EMPTY);
  const [differs, setDiffers] = useState(false);
  const [isDone, setDone] = useState(false);
  const { start, problem, isPending } = useChange({
    send: ({ password, first }: typeof EMPTY) => accountCalls.changePassword(password, first),
    renews: [accountKeys.all],
    onDone: () => {
      setTyped(EMPTY);
      setDone(true);
    },
  });
  const faults = useFieldFaults(problem, FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const same = typed.first === typed.second && typed.first !== '';
    setDiffers(!same);
    setDone(false);
    if (same) start(typed);
  };
  const set = (part: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    setTyped((before) => ({ ...before, [part]: event.target.value }));
  return (
    <section aria-labelledby="rt-account-password">
      <h2 id="rt-account-password">{text('signIn.password')}</h2>
      <form className="rt-adm-dialog" onSubmit={submit} noValidate>
        {faults.rest === null ? null : <ProblemPanel problem={faults.rest} />}
        <Field id="rt-own-password" label={text('identity.oldPassword')} fault={faults.faultOf('password')}>
          <Input.Password
            id="rt-own-password"
            autoComplete="current-password"
            value={typed.password}
            onChange={set('password')}
          />
        </Field>
        <Field
          id="rt-new-password"
          label={text('identity.newPassword')}
          note={text('identity.passwordNote', { count: passwordLength })}
          fault={faults.faultOf('newPassword')}
        >
          <Input.Password
            id="rt-new-password"
            autoComplete="new-password"
            value={typed.first}
            onChange={set('first')}
          />
        </Field>
        <Field
          id="rt-repeat-password"
          label={text('identity.repeatPassword')}
          fault={differs ? text('identity.passwordsDiffer') : undefined}
        >
          <Input.Password
            id="rt-repeat-password"
            autoComplete="new-password"
            value={typed.second}
            onChange={set('second')}
          />
        </Field>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {text('identity.changePassword')}
        </Button>
        {isDone ? <p role="status">{text('identity.passwordChanged')}</p> : null}
      </form>
    </section>
  );
}
