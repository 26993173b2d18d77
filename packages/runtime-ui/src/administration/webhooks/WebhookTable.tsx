import { Button } from 'antd';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import type { Webhook } from './webhook-wire.js';

const COLUMNS = ['key', 'url', 'events', 'state'] as const;
const ACTS = { edit: <Pencil size={16} />, rotate: <KeyRound size={16} />, remove: <Trash2 size={16} /> };
const NAMES = ['edit', 'rotate', 'remove'] as const;

export type WebhookAct = (typeof NAMES)[number];

interface WebhookTableProps {
  readonly webhooks: readonly Webhook[];
  onAct(act: WebhookAct, webhook: Webhook): void;
}

function State({ webhook: { active, disabledReason } }: { readonly webhook: Webhook }) {
  const text = useText();
  if (active) return <StatusSeal tone="done">{text('webhooks.state_active')}</StatusSeal>;
  return (
    <>
      <StatusSeal tone={disabledReason === null ? 'draft' : 'refused'}>
        {text('webhooks.state_off')}
      </StatusSeal>
      {disabledReason === null ? null : <div className="dg-t3">{disabledReason}</div>}
    </>
  );
}

/** The programs that are called, and what each wants to hear. */
export function WebhookTable({ webhooks, onAct }: WebhookTableProps) {
  const text = useText();
  return (
    <ScrollTable label={text('webhooks.title')}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`webhooks.column_${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.key} className={webhook.active ? undefined : 'is-gone'}>
              <th scope="row" className="dg-code">
                {webhook.key}
              </th>
              <td className="rt-hook-url">{webhook.url}</td>
              <td className="dg-code">
                {webhook.events.length === 0 ? text('webhooks.byRules') : webhook.events.join('\n')}
              </td>
              <td>
                <State webhook={webhook} />
              </td>
              <td className="is-end">
                {NAMES.map((act) => (
                  <Button
                    key={act}
                    type="text"
                    icon={ACTS[act]}
                    danger={act === 'remove'}
                    aria-label={text(`webhooks.${act}One`, { name: webhook.key })}
                    title={text(`webhooks.${act}`)}
                    onClick={() => onAct(act, webhook)}
                  />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
