import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { EmptyState } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { FreshSecretDialog, RemoveWebhookDialog, RotateSecretDialog } from './WebhookActions.js';
import { WebhookDialog } from './WebhookDialog.js';
import { WebhookTable, type WebhookAct } from './WebhookTable.js';
import { webhookCalls, webhookKeys, type FreshSecret, type Webhook } from './webhook-wire.js';
import './webhooks.css';

type Asked =
  | { readonly what: 'new' }
  | { readonly what: WebhookAct; readonly webhook: Webhook }
  | { readonly what: 'fresh'; readonly fresh: FreshSecret };

/** Programs outside that are told of events, or called by rules under their key. */
export function WebhookSection() {
  const text = useText();
  const [asked, setAsked] = useState<Asked>();
  const list = useQuery({ queryKey: webhookKeys.all, queryFn: webhookCalls.list });
  const webhooks = list.data ?? [];
  const dialog = {
    onClose: () => setAsked(undefined),
    onMade: (fresh: FreshSecret) => setAsked({ what: 'fresh', fresh }),
  };
  return (
    <section className="rt-msg-section" aria-labelledby="rt-webhooks">
      <h2 id="rt-webhooks">{text('webhooks.title')}</h2>
      <p className="dg-t2">{text('webhooks.note')}</p>
      <div className="rt-filters">
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => setAsked({ what: 'new' })}>
          {text('webhooks.new')}
        </Button>
      </div>
      <AdminListBody
        problem={list.error}
        onRetry={() => void list.refetch()}
        isLoading={list.data === undefined}
        isEmpty={webhooks.length === 0}
        empty={<EmptyState reason="first" title={text('webhooks.none')} text={text('webhooks.noneText')} />}
      >
        <WebhookTable webhooks={webhooks} onAct={(what, webhook) => setAsked({ what, webhook })} />
      </AdminListBody>
      {asked?.what === 'new' || asked?.what === 'edit' ? (
        <WebhookDialog
          webhook={asked.what === 'edit' ? asked.webhook : undefined}
          taken={webhooks.map(({ key }) => key)}
          {...dialog}
        />
      ) : null}
      {asked?.what === 'rotate' ? <RotateSecretDialog webhook={asked.webhook} {...dialog} /> : null}
      {asked?.what === 'remove' ? (
        <RemoveWebhookDialog webhook={asked.webhook} onClose={dialog.onClose} />
      ) : null}
      {asked?.what === 'fresh' ? <FreshSecretDialog fresh={asked.fresh} onClose={dialog.onClose} /> : null}
    </section>
  );
}
