import { useState } from 'react';
import { App, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { preferenceKeys } from '../../messages/calls.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { WebhookSection } from '../webhooks/WebhookSection.js';
import { channelCalls, channelKeys, type Channel } from './channel-wire.js';
import { ChannelDialog } from './ChannelDialog.js';
import { ChannelTable } from './ChannelTable.js';
import { DefaultsSection } from './DefaultsSection.js';
import { DeliveryTable } from './DeliveryTable.js';
import '../../messages/messages.css';

type Asked = { readonly what: 'new' } | { readonly what: 'edit' | 'remove'; readonly channel: Channel };

function RemoveDialog({ channel, onClose }: { readonly channel: Channel; onClose(): void }) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: (key: string) => channelCalls.remove(key),
    renews: [channelKeys.all, preferenceKeys.all],
    onDone: onClose,
  });
  return (
    <ChangeDialog
      title={text('channels.removeOne', { name: channel.title })}
      note={text('channels.removeNote')}
      confirm={text('channels.remove')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(channel.key)}
      onClose={onClose}
    />
  );
}

/** Sends a test and says how it went. */
function useTest() {
  const text = useText();
  const { message } = App.useApp();
  return useChange({
    send: async ({ key, title }: Channel) => {
      const { outcome, reason } = await channelCalls.test(key);
      if (outcome === 'delivered') void message.success(text('channels.tested', { name: title }));
      else void message.error(text('channels.testFailed', { name: title, reason }));
    },
    renews: [channelKeys.all],
  });
}

function Channels() {
  const text = useText();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const kinds = useQuery({ queryKey: [...channelKeys.all, 'kinds'], queryFn: channelCalls.kinds });
  const list = useQuery({ queryKey: [...channelKeys.all, 'list'], queryFn: channelCalls.list });
  const test = useTest();
  const known = kinds.data ?? [];
  return (
    <>
      <div className="rt-filters">
        <Button
          type="primary"
          icon={<Plus size={16} aria-hidden="true" />}
          disabled={known.length === 0}
          onClick={() => setAsked({ what: 'new' })}
        >
          {text('channels.new')}
        </Button>
      </div>
      {test.problem === null ? null : <ProblemPanel problem={test.problem} />}
      <AdminListBody
        problem={list.error ?? kinds.error}
        onRetry={() => void Promise.all([list.refetch(), kinds.refetch()])}
        isLoading={list.data === undefined || kinds.data === undefined}
        isEmpty={list.data?.length === 0}
        empty={<EmptyState reason="first" title={text('channels.none')} text={text('channels.noneText')} />}
      >
        <ChannelTable
          channels={list.data ?? []}
          kinds={known}
          isTesting={test.isPending}
          onTest={test.start}
          onEdit={(channel) => setAsked({ what: 'edit', channel })}
          onRemove={(channel) => setAsked({ what: 'remove', channel })}
        />
      </AdminListBody>
      <DefaultsSection />
      <WebhookSection />
      <DeliveryTable />
      {asked?.what === 'new' ? <ChannelDialog kinds={known} onClose={close} /> : null}
      {asked?.what === 'edit' ? (
        <ChannelDialog kinds={known} channel={asked.channel} onClose={close} />
      ) : null}
      {asked?.what === 'remove' ? <RemoveDialog channel={asked.channel} onClose={close} /> : null}
    </>
  );
}

/** The channels over which people are told outside of the application, and what went over them. */
export function ChannelsPage() {
  const text = useText();
  const { rights } = useUser();
  return (
    <AdminPage title={text('channels.title')} note={text('channels.note')}>
      {rights.administer ? <Channels /> : <EmptyState reason="noRight" />}
    </AdminPage>
  );
}
