import { useState } from 'react';
import { Checkbox, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { keyCalls, keyKeys } from '../keys/key-wire.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { connectorCalls, connectorKeys, type ConnectorView, type ConnectorWish } from './connector-wire.js';

/** The secrets that each way of signing in asks for. */
const SECRETS = {
  none: [],
  header: ['secret'],
  basic: ['login', 'password'],
  oauth2: ['clientId', 'clientSecret'],
} as const;

const HIDDEN: ReadonlySet<string> = new Set(['secret', 'password', 'clientSecret']);

const ADDRESS = /^https?:\/\/[^\s]+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the day from which on things are sent is one. */
function isDay(since: string | null): boolean {
  return since === null || (DAY.test(since) && !Number.isNaN(Date.parse(since)));
}

/** Asks where a system is, in whose name it is used and how it lets us in. Secrets are written, never read. */
export function ConnectorDialog({
  connector,
  onClose,
}: {
  readonly connector: ConnectorView;
  onClose(): void;
}) {
  const text = useText();
  const title = useLocalized();
  const { settings, key } = connector;
  const [wish, setWish] = useState<ConnectorWish>({
    baseUrl: settings?.baseUrl ?? '',
    account: settings?.account.login ?? '',
    credentials: {},
    since: settings?.since ?? null,
    active: settings?.active ?? true,
  });
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (wanted: ConnectorWish) => connectorCalls.put(key, wanted),
    renews: [connectorKeys.all],
    onDone: onClose,
  });
  const confirm = () => {
    setAsked(true);
    const given = Object.entries(wish.credentials).filter(([, value]) => value !== '');
    if (ADDRESS.test(wish.baseUrl.trim()) && wish.account !== '' && isDay(wish.since))
      start({ ...wish, baseUrl: wish.baseUrl.trim(), credentials: Object.fromEntries(given) });
  };
  const change = (part: Partial<ConnectorWish>) => setWish({ ...wish, ...part });
  return (
    <ChangeDialog
      title={text('connectors.settingsOf', { name: title(connector.title) })}
      note={text('connectors.settingsNote')}
      confirm={text('connectors.save')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PlaceFields wish={wish} isAsked={isAsked} onChange={change} />
      <SecretFields connector={connector} wish={wish} onChange={change} />
      <Field
        id="rt-con-since"
        label={text('connectors.since')}
        note={text('connectors.sinceNote')}
        fault={isAsked && !isDay(wish.since) ? text('connectors.sinceFault') : undefined}
      >
        <Input
          id="rt-con-since"
          inputMode="numeric"
          maxLength={10}
          placeholder="2026-11-20"
          value={wish.since ?? ''}
          onChange={({ target }) => change({ since: target.value === '' ? null : target.value })}
        />
      </Field>
      <Checkbox checked={wish.active} onChange={({ target }) => change({ active: target.checked })}>
        {text('connectors.active')}
      </Checkbox>
    </ChangeDialog>
  );
}

interface PartProps {
  readonly wish: ConnectorWish;
  onChange(part: Partial<ConnectorWish>): void;
}

/** Where the system is, and in whose name it is used. */
function PlaceFields({ wish, isAsked, onChange }: PartProps & { readonly isAsked: boolean }) {
  const text = useText();
  const accounts = useQuery({ queryKey: [...keyKeys.all, 'accounts'], queryFn: keyCalls.accounts });
  const missing = (value: string) =>
    isAsked && value.trim() === '' ? text('organisation.missing') : undefined;
  const badUrl = isAsked && !ADDRESS.test(wish.baseUrl.trim()) ? text('connectors.baseUrlFault') : undefined;
  return (
    <>
      <Field
        id="rt-con-url"
        label={text('connectors.baseUrl')}
        isRequired
        fault={missing(wish.baseUrl) ?? badUrl}
      >
        <Input
          id="rt-con-url"
          autoFocus
          inputMode="url"
          spellCheck={false}
          placeholder="https://erp.example.com"
          value={wish.baseUrl}
          onChange={({ target }) => onChange({ baseUrl: target.value })}
        />
      </Field>
      <Field
        id="rt-con-account"
        label={text('connectors.account')}
        isRequired
        note={text('connectors.accountNote')}
        fault={missing(wish.account)}
      >
        <Select
          id="rt-con-account"
          className="rt-adm-select"
          value={wish.account === '' ? undefined : wish.account}
          options={(accounts.data ?? [])
            .filter(({ active }) => active)
            .map(({ login, name }) => ({ value: login, label: `${name} (${login})` }))}
          onChange={(account: string) => onChange({ account })}
        />
      </Field>
    </>
  );
}

/** What the system asks for to let us in; what is left empty stays as it is. */
function SecretFields({
  connector: { auth, settings },
  wish: { credentials },
  onChange,
}: PartProps & { readonly connector: ConnectorView }) {
  const text = useText();
  return SECRETS[auth].map((name) => {
    const Control = HIDDEN.has(name) ? Input.Password : Input;
    return (
      <Field
        key={name}
        id={`rt-con-${name}`}
        label={text(`connectors.secret_${name}`)}
        note={settings?.credentials.includes(name) ? text('connectors.kept') : undefined}
      >
        <Control
          id={`rt-con-${name}`}
          autoComplete="off"
          value={credentials[name] ?? ''}
          onChange={({ target }) => onChange({ credentials: { ...credentials, [name]: target.value } })}
        />
      </Field>
    );
  });
}
