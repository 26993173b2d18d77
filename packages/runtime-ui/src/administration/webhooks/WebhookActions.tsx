import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { webhookCalls, webhookKeys, type FreshSecret, type Webhook } from './webhook-wire.js';

interface ActionProps {
  readonly webhook: Webhook;
  onClose(): void;
}

/** A new secret in place of one; both sign for a day. */
export function RotateSecretDialog({
  webhook,
  onMade,
  onClose,
}: ActionProps & { onMade(fresh: FreshSecret): void }) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: async (key: string) => onMade(await webhookCalls.rotate(key)),
    renews: [webhookKeys.all],
  });
  return (
    <ChangeDialog
      title={text('webhooks.rotateOne', { name: webhook.key })}
      note={text('webhooks.rotateNote')}
      confirm={text('webhooks.rotate')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(webhook.key)}
      onClose={onClose}
    />
  );
}

export function RemoveWebhookDialog({ webhook, onClose }: ActionProps) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: (key: string) => webhookCalls.remove(key),
    renews: [webhookKeys.all],
    onDone: onClose,
  });
  return (
    <ChangeDialog
      title={text('webhooks.removeOne', { name: webhook.key })}
      note={text('webhooks.removeNote')}
      confirm={text('webhooks.remove')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(webhook.key)}
      onClose={onClose}
    />
  );
}

/** How a receiver in Node makes sure that a call is ours. */
const CHECK = `import { Webhook } from 'standardwebhooks';
const event = new Webhook(process.env.SECRET).verify(rawBody, headers);`;

/** Shows a secret, this once, with the lines that check a call by it. */
export function FreshSecretDialog({ fresh, onClose }: { readonly fresh: FreshSecret; onClose(): void }) {
  const text = useText();
  const moment = useMoment();
  const copy = (words: string) => void navigator.clipboard.writeText(words);
  return (
    <Modal
      open
      title={text('webhooks.secretOf', { name: fresh.key })}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('identity.kept')}
        </Button>
      }
    >
      <div className="rt-once">
        <p>{text('webhooks.secretNote')}</p>
        {fresh.until === undefined ? null : (
          <p className="dg-t2">{text('webhooks.secretUntil', { at: moment(fresh.until) })}</p>
        )}
        <code className="dg-code">{fresh.secret}</code>
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(fresh.secret)}>
          {text('webhooks.copySecret')}
        </Button>
        <p className="dg-t2">{text('webhooks.checkNote')}</p>
        <code className="dg-code">{CHECK}</code>
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(CHECK)}>
          {text('webhooks.copyCheck')}
        </Button>
      </div>
    </Modal>
  );
}
