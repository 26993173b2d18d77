import { useState } from 'react';
import { Checkbox, Input, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { preferenceKeys } from '../../messages/calls.js';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { channelCalls, channelKeys } from './channel-wire.js';
import type { Channel, ChannelField, ChannelKind, ChannelWish } from './channel-wire.js';

interface ChannelDialogProps {
  readonly kinds: readonly ChannelKind[];
  /** The one that is changed; without it a new one is made. */
  readonly channel?: Channel;
  onClose(): void;
}

interface ValueFieldProps {
  readonly field: ChannelField;
  readonly value: string | undefined;
  /** A secret that is there already and stays when nothing is typed. */
  readonly isKept: boolean;
  readonly fault: string | undefined;
  onValue(value: string): void;
}

/** Whether a value is asked for that nobody gave. */
function isMissing(field: ChannelField, value: string | undefined, isKept: boolean): boolean {
  return field.optional !== true && !isKept && (value ?? field.otherwise ?? '').trim() === '';
}

function ValueField({ field, value, isKept, fault, onValue }: ValueFieldProps) {
  const text = useText();
  const title = useLocalized();
  const id = `rt-channel-${field.key}`;
  const control = { id, value: value ?? field.otherwise ?? '' };
  const typed = {
    ...control,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onValue(event.target.value),
  };
  const placeholder = isKept ? text('channels.secretKept') : (field.example ?? '');
  return (
    <Field id={id} label={title(field.title)} isRequired={field.optional !== true} fault={fault}>
      {field.choices ? (
        <Select
          {...control}
          className="rt-adm-select"
          options={field.choices.map((each) => ({ value: each.value, label: title(each.title) }))}
          onChange={onValue}
        />
      ) : field.secret ? (
        <Input.Password {...typed} autoComplete="new-password" placeholder={placeholder} />
      ) : (
        <Input {...typed} placeholder={placeholder} />
      )}
    </Field>
  );
}

const KEY = /^[a-z][a-z0-9_]{0,62}$/;

interface NameFieldsProps {
  readonly wish: ChannelWish;
  /** Of a new one; the key of one that is there stays. */
  readonly channelKey: string | undefined;
  readonly faults: { readonly title?: string | undefined; readonly key?: string | undefined };
  onTitle(title: string): void;
  onKey(key: string): void;
}

function NameFields({ wish, channelKey, faults, onTitle, onKey }: NameFieldsProps) {
  const text = useText();
  return (
    <>
      <Field id="rt-channel-title" label={text('channels.column_name')} isRequired fault={faults.title}>
        <Input
          id="rt-channel-title"
          autoFocus
          maxLength={100}
          value={wish.title}
          onChange={(event) => onTitle(event.target.value)}
        />
      </Field>
      {channelKey === undefined ? null : (
        <Field
          id="rt-channel-key"
          label={text('channels.key')}
          isRequired
          note={text('channels.keyNote')}
          fault={faults.key}
        >
          <Input
            id="rt-channel-key"
            spellCheck={false}
            maxLength={63}
            value={channelKey}
            onChange={(event) => onKey(event.target.value)}
          />
        </Field>
      )}
    </>
  );
}

/** Makes or changes a channel; what it asks for is what its kind has to be told. */
export function ChannelDialog({ kinds, channel, onClose }: ChannelDialogProps) {
  const text = useText();
  const title = useLocalized();
  const [key, setKey] = useState(channel?.key ?? '');
  const [isAsked, setAsked] = useState(false);
  const [wish, setWish] = useState<ChannelWish>({
    kind: channel?.kind ?? kinds[0]?.kind ?? '',
    title: channel?.title ?? '',
    values: channel?.values ?? {},
    active: channel?.active ?? true,
  });
  const change = (part: Partial<ChannelWish>) => setWish((before) => ({ ...before, ...part }));
  const { start, problem, isPending } = useChange({
    send: (wanted: ChannelWish) => channelCalls.put(key, wanted),
    // Whoever may be reached over it can be told so at once.
    renews: [channelKeys.all, preferenceKeys.all],
    onDone: onClose,
  });
  const faults = {
    key: KEY.test(key) ? undefined : text('channels.keyFault'),
    title: wish.title.trim() === '' ? text('organisation.missing') : undefined,
  };
  const fields = kinds.find(({ kind }) => kind === wish.kind)?.fields ?? [];
  const isKept = (field: ChannelField) => channel?.secrets.includes(field.key) === true;
  const lacks = (field: ChannelField) => isMissing(field, wish.values[field.key], isKept(field));
  const confirm = () => {
    setAsked(true);
    if (faults.key === undefined && faults.title === undefined && !fields.some(lacks)) start(wish);
  };
  return (
    <ChangeDialog
      title={text(channel ? 'channels.edit' : 'channels.new')}
      confirm={text('channels.keep')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Field id="rt-channel-kind" label={text('channels.column_kind')} isRequired>
        <Select
          id="rt-channel-kind"
          className="rt-adm-select"
          disabled={channel !== undefined}
          value={wish.kind}
          options={kinds.map((each) => ({ value: each.kind, label: title(each.title) }))}
          onChange={(kind: string) => change({ kind, values: {} })}
        />
      </Field>
      <NameFields
        wish={wish}
        channelKey={channel === undefined ? key : undefined}
        faults={isAsked ? faults : {}}
        onTitle={(name) => change({ title: name })}
        onKey={setKey}
      />
      {fields.map((field) => (
        <ValueField
          key={`${wish.kind}-${field.key}`}
          field={field}
          value={wish.values[field.key]}
          isKept={isKept(field)}
          fault={isAsked && lacks(field) ? text('organisation.missing') : undefined}
          onValue={(value) => change({ values: { ...wish.values, [field.key]: value } })}
        />
      ))}
      <Checkbox checked={wish.active} onChange={(event) => change({ active: event.target.checked })}>
        {text('channels.active')}
      </Checkbox>
    </ChangeDialog>
  );
}
