import { useState } from 'react';
import { Checkbox, Input } from 'antd';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { draftOf, faultsOf, wishOf } from './webhook-draft.js';
import { webhookCalls, webhookKeys, type FreshSecret, type Webhook } from './webhook-wire.js';

interface WebhookDialogProps {
  /** The one that is changed; without it a new one is made. */
  readonly webhook?: Webhook | undefined;
  readonly taken: readonly string[];
  onMade(fresh: FreshSecret): void;
  onClose(): void;
}

function EventsField({ events, onEvents }: { readonly events: string; onEvents(events: string): void }) {
  const text = useText();
  return (
    <Field id="rt-hook-events" label={text('webhooks.events')} note={text('webhooks.eventsNote')}>
      <Input.TextArea
        id="rt-hook-events"
        spellCheck={false}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder="flow.ended.v1"
        value={events}
        onChange={({ target }) => onEvents(target.value)}
      />
    </Field>
  );
}

/** Makes or changes a webhook; a new one tells its secret right after. */
export function WebhookDialog({ webhook, taken, onMade, onClose }: WebhookDialogProps) {
  const text = useText();
  const [draft, setDraft] = useState(() => draftOf(webhook));
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: async (wanted: typeof draft) => {
      const { secret } = await webhookCalls.put(wanted.key, wishOf(wanted));
      if (secret === undefined) onClose();
      else onMade({ key: wanted.key, secret });
    },
    renews: [webhookKeys.all],
  });
  const faults = faultsOf(draft, webhook === undefined ? taken : []);
  const told = (...wanted: readonly string[]) => {
    const found = isAsked ? faults.find((fault) => wanted.includes(fault)) : undefined;
    return found === undefined ? undefined : text(`webhooks.fault_${found}`);
  };
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const confirm = () => {
    setAsked(true);
    if (faults.length === 0) start(draft);
  };
  return (
    <ChangeDialog
      title={webhook === undefined ? text('webhooks.new') : text('webhooks.editOne', { name: webhook.key })}
      note={text('webhooks.dialogNote')}
      confirm={text('webhooks.keep')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      {webhook === undefined ? (
        <Field
          id="rt-hook-key"
          label={text('webhooks.key')}
          isRequired
          note={text('webhooks.keyNote')}
          fault={told('key', 'taken')}
        >
          <Input
            id="rt-hook-key"
            autoFocus
            spellCheck={false}
            maxLength={63}
            value={draft.key}
            onChange={({ target }) => change({ key: target.value })}
          />
        </Field>
      ) : null}
      <Field id="rt-hook-url" label={text('webhooks.url')} isRequired fault={told('url')}>
        <Input
          id="rt-hook-url"
          inputMode="url"
          spellCheck={false}
          maxLength={2000}
          placeholder="https://shop.example.com/hooks"
          value={draft.url}
          onChange={({ target }) => change({ url: target.value })}
        />
      </Field>
      <EventsField events={draft.events} onEvents={(events) => change({ events })} />
      <Checkbox checked={draft.active} onChange={({ target }) => change({ active: target.checked })}>
        {text('webhooks.active')}
      </Checkbox>
    </ChangeDialog>
  );
}
