import { useState } from 'react';
import { Input, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { useRoles } from '../queries.js';
import { keyCalls, keyKeys } from './key-wire.js';

const EMPTY = { login: '', name: '', roles: [] as readonly string[] };

/** Makes an account for a program; its first key follows. */
export function AccountDialog({ onMade, onClose }: { onMade(account: string): void; onClose(): void }) {
  const text = useText();
  const title = useLocalized();
  const { data: roles = [] } = useRoles();
  const [values, setValues] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: async (wanted: typeof EMPTY) => onMade((await keyCalls.makeAccount(wanted)).id),
    renews: [keyKeys.all],
  });
  const missing = (value: string) =>
    isAsked && value.trim() === '' ? text('organisation.missing') : undefined;
  const confirm = () => {
    setAsked(true);
    if (values.login.trim() !== '' && values.name.trim() !== '') start(values);
  };
  return (
    <ChangeDialog
      title={text('keys.newAccount')}
      note={text('keys.accountNote')}
      confirm={text('identity.next')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Field id="rt-sa-name" label={text('keys.accountName')} isRequired fault={missing(values.name)}>
        <Input
          id="rt-sa-name"
          autoFocus
          maxLength={100}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
      </Field>
      <Field
        id="rt-sa-login"
        label={text('signIn.login')}
        isRequired
        note={text('keys.loginNote')}
        fault={missing(values.login)}
      >
        <Input
          id="rt-sa-login"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={values.login}
          onChange={(event) => setValues({ ...values, login: event.target.value })}
        />
      </Field>
      <Field id="rt-sa-roles" label={text('organisation.roles')} note={text('keys.rolesNote')}>
        <Select
          id="rt-sa-roles"
          className="rt-adm-select"
          mode="multiple"
          value={[...values.roles]}
          options={roles.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
          onChange={(chosen: string[]) => setValues({ ...values, roles: chosen })}
        />
      </Field>
    </ChangeDialog>
  );
}
