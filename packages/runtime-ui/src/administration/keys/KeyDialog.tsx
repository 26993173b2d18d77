import { useState } from 'react';
import { Checkbox, Input, Radio, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useApplication } from '../../data/queries.js';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { keyCalls, keyKeys, type FreshKey, type ServiceAccount } from './key-wire.js';
import { EMPTY_WISH, LIFETIMES, newKeyOf, type KeyWish } from './key-wish.js';

interface KeyDialogProps {
  readonly accounts: readonly ServiceAccount[];
  readonly account: string | undefined;
  onMade(fresh: FreshKey): void;
  onClose(): void;
}

interface PartProps {
  readonly wish: KeyWish;
  onWish(change: Partial<KeyWish>): void;
}

/** What the key may do of what its account may. */
function ScopeFields({ wish, onWish }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const { data: app } = useApplication();
  const forms = (app?.forms ?? []).map(({ key, title: name }) => ({ value: key, label: title(name) }));
  return (
    <>
      <Field id="rt-key-reach" label={text('keys.column_scope')} note={text(`keys.reachNote_${wish.reach}`)}>
        <Radio.Group
          id="rt-key-reach"
          value={wish.reach}
          onChange={(event) => onWish({ reach: event.target.value as KeyWish['reach'] })}
          options={(['forms', 'scim', 'everything'] as const).map((reach) => ({
            value: reach,
            label: text(`keys.reach_${reach}`),
          }))}
        />
      </Field>
      {wish.reach === 'forms' ? (
        <>
          <Field id="rt-key-forms" label={text('keys.formsLabel')} note={text('keys.formsNote')}>
            <Select
              id="rt-key-forms"
              className="rt-adm-select"
              mode="multiple"
              placeholder={text('keys.allForms')}
              value={[...wish.forms]}
              options={forms}
              onChange={(chosen: string[]) => onWish({ forms: chosen })}
            />
          </Field>
          <Checkbox checked={wish.readOnly} onChange={(event) => onWish({ readOnly: event.target.checked })}>
            {text('keys.readOnlyLabel')}
          </Checkbox>
        </>
      ) : null}
    </>
  );
}

function LimitFields({ wish, onWish }: PartProps) {
  const text = useText();
  return (
    <>
      <Field id="rt-key-addresses" label={text('keys.addresses')} note={text('keys.addressesNote')}>
        <Input.TextArea
          id="rt-key-addresses"
          rows={2}
          spellCheck={false}
          placeholder="192.0.2.0/24"
          value={wish.addresses}
          onChange={(event) => onWish({ addresses: event.target.value })}
        />
      </Field>
      <Field id="rt-key-days" label={text('keys.lifetime')}>
        <Select
          id="rt-key-days"
          className="rt-adm-select"
          value={wish.days}
          options={LIFETIMES.map((days) => ({
            value: days,
            label: days === 0 ? text('keys.noEnd') : text('keys.days', { count: days }),
          }))}
          onChange={(days: number) => onWish({ days })}
        />
      </Field>
    </>
  );
}

/** Makes a key of a program's account. */
export function KeyDialog({ accounts, account, onMade, onClose }: KeyDialogProps) {
  const text = useText();
  const [wish, setWish] = useState<KeyWish>({ ...EMPTY_WISH, account: account ?? accounts[0]?.id ?? '' });
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: async (wanted: KeyWish) =>
      onMade(await keyCalls.makeKey(wanted.account, newKeyOf(wanted, new Date().toISOString()))),
    renews: [keyKeys.all],
  });
  const onWish = (change: Partial<KeyWish>) => setWish((before) => ({ ...before, ...change }));
  const confirm = () => {
    setAsked(true);
    if (wish.name.trim() !== '' && wish.account !== '') start(wish);
  };
  return (
    <ChangeDialog
      title={text('keys.new')}
      confirm={text('keys.make')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Field id="rt-key-account" label={text('keys.column_account')} isRequired>
        <Select
          id="rt-key-account"
          className="rt-adm-select"
          value={wish.account}
          options={accounts
            .filter(({ active }) => active)
            .map(({ id, name, login }) => ({ value: id, label: `${name} · ${login}` }))}
          onChange={(chosen: string) => onWish({ account: chosen })}
        />
      </Field>
      <Field
        id="rt-key-name"
        label={text('keys.name')}
        isRequired
        note={text('keys.nameNote')}
        fault={isAsked && wish.name.trim() === '' ? text('organisation.missing') : undefined}
      >
        <Input
          id="rt-key-name"
          autoFocus
          maxLength={100}
          value={wish.name}
          onChange={(event) => onWish({ name: event.target.value })}
        />
      </Field>
      <ScopeFields wish={wish} onWish={onWish} />
      <LimitFields wish={wish} onWish={onWish} />
    </ChangeDialog>
  );
}
