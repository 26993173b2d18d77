import { useState } from 'react';
import { App, Button, Select } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import type { Localized } from '@dougong/kernel/foundation';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';

interface TestChannel {
  readonly key: string;
  readonly title: Localized;
  readonly reach: 'person' | 'group';
}

interface TestResult {
  readonly outcome: 'delivered' | 'again' | 'failed';
  readonly reason: string | null;
}

interface TestPanelProps {
  readonly templateKey: string;
  /** What is on the screen is not saved, and only what is saved is sent. */
  readonly isChanged: boolean;
  readonly recordId: string | undefined;
}

/** Sends the saved draft to whoever designs it. */
export function TestPanel({ templateKey, isChanged, recordId }: TestPanelProps) {
  const text = useText();
  const title = useLocalized();
  const { message } = App.useApp();
  const [channel, setChannel] = useState('app');
  const channels = useQuery({
    queryKey: ['notification-templates', 'channels'],
    queryFn: async () =>
      (await api.client.get<{ data: readonly TestChannel[] }>('/notification-templates/channels')).data.data,
  });
  const chosen = channels.data?.find(({ key }) => key === channel);
  const test = useMutation({
    mutationFn: async () => {
      const path = `/notification-templates/${templateKey}/actions/test`;
      const body = { channel, ...(recordId === undefined ? {} : { recordId }) };
      return (await api.client.post<TestResult>(path, body)).data;
    },
    onSuccess: ({ outcome }) => {
      if (outcome === 'delivered') void message.open(successMessage(text('notifications.sent')));
    },
  });
  const failed = test.data !== undefined && test.data.outcome !== 'delivered' ? test.data : undefined;
  return (
    <section className="ds-panel" aria-label={text('notifications.test')}>
      <h2>{text('notifications.test')}</h2>
      <div className="ds-told-record">
        <Select<string>
          aria-label={text('notifications.testChannel')}
          value={channel}
          loading={channels.isLoading}
          options={(channels.data ?? []).map((each) => ({ value: each.key, label: title(each.title) }))}
          onChange={setChannel}
        />
        <Button
          icon={<Send size={14} />}
          disabled={isChanged}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {text('notifications.sendTest')}
        </Button>
      </div>
      <p className="dg-t2">
        {text(
          isChanged
            ? 'notifications.saveFirst'
            : chosen?.reach === 'group'
              ? 'notifications.toGroup'
              : 'notifications.toYou',
        )}
      </p>
      {failed === undefined ? null : (
        <p className="ds-fault" role="alert">
          {text('notifications.notSent', { reason: failed.reason ?? '' })}
        </p>
      )}
      {test.error === null ? null : <ProblemPanel problem={test.error} />}
      {channels.error === null ? null : (
        <ProblemPanel problem={channels.error} onRetry={() => void channels.refetch()} />
      )}
    </section>
  );
}
