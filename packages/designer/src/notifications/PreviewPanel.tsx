import { useDeferredValue, useMemo } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Bell, Mail, MessagesSquare } from 'lucide-react';
import type { FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { CHANNEL_BYTES_MAX, TEXT_CHANNEL_TITLES } from '@dougong/kernel/metadata';
import type { NotificationDefinition } from '@dougong/kernel/metadata';
import { bytesOf, mergedText } from '@dougong/kernel/notifications';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useSession } from '../app/session.js';
import { useText } from '../i18n/text.js';
import { RecordSearch } from '../rules/try/RecordSearch.js';
import type { CheckedTemplate } from './check-notification.js';
import { previewOnExample } from './previewed.js';
import type { PreviewedText } from './previewed.js';

interface PreviewPanelProps {
  readonly document: NotificationDefinition;
  readonly checked: CheckedTemplate;
  readonly models: ReadonlyMap<string, FormModel>;
  readonly textLanguage: Language;
  readonly recordId: string | undefined;
  readonly onRecord: (id: string | undefined) => void;
}

/** How the message looks on each channel, with an example or with a record that the designer may open. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { document, models, textLanguage, recordId, onRecord } = props;
  const text = useText();
  const texts = useTexts(props);
  const hasRecords = document.form !== undefined && models.has(document.form);
  return (
    <section className="ds-panel" aria-label={text('notifications.preview')}>
      <h2>
        {text('notifications.preview')}
        <small className="dg-t2">
          {text(recordId === undefined ? 'notifications.example' : 'notifications.real')}
        </small>
      </h2>
      {hasRecords && document.form !== undefined ? (
        <div className="ds-told-record">
          <RecordSearch form={document.form} value={recordId} onChange={onRecord} />
          {recordId === undefined ? null : (
            <Button size="small" onClick={() => onRecord(undefined)}>
              {text('notifications.useExample')}
            </Button>
          )}
        </div>
      ) : null}
      {texts.problem === null ? null : <ProblemPanel problem={texts.problem} />}
      {texts.data === undefined ? (
        <p className="dg-t2">{text(texts.isFaulty ? 'notifications.mendFirst' : 'loading')}</p>
      ) : (
        <ul className="ds-tolds">
          {texts.data.map((each) => (
            <Preview key={each.channel} shown={each} language={textLanguage} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface Texts {
  readonly data: readonly PreviewedText[] | undefined;
  readonly problem: unknown;
  readonly isFaulty: boolean;
}

function useTexts({ document, checked, models, textLanguage, recordId }: PreviewPanelProps): Texts {
  const text = useText();
  const { data: user } = useSession();
  const actor = user?.name ?? '';
  const settled = useDeferredValue(document);
  const { template } = checked;
  const asked = useQuery({
    queryKey: ['design', 'notification-preview', recordId, settled],
    queryFn: async ({ signal }) => {
      const body = { definition: settled, recordId };
      const path = '/notification-templates/actions/preview';
      const { data } = await api.client.post<{ data: readonly PreviewedText[] }>(path, body, { signal });
      return data.data;
    },
    enabled: recordId !== undefined && template !== undefined,
    placeholderData: (before) => before,
  });
  const example = useMemo(() => {
    if (template === undefined || recordId !== undefined) return undefined;
    const words = { person: text('notifications.somebody'), node: text('notifications.someStep') };
    return previewOnExample(template, models, { language: textLanguage, actor, ...words });
  }, [template, models, recordId, textLanguage, actor, text]);
  const isFaulty = template === undefined;
  if (recordId === undefined) return { data: example, problem: null, isFaulty };
  return { data: isFaulty ? undefined : asked.data, problem: isFaulty ? null : asked.error, isFaulty };
}

const ICONS = {
  app: Bell,
  email: Mail,
  wecom: MessagesSquare,
  dingtalk: MessagesSquare,
  feishu: MessagesSquare,
};

function Preview({ shown, language }: { readonly shown: PreviewedText; readonly language: Language }) {
  const text = useText();
  const title = useLocalized();
  const { channel, withheld } = shown;
  const Icon = ICONS[channel];
  const subject = shown.title[language];
  const body = shown.body?.[language];
  return (
    <li className={`ds-told is-${channel}`} lang={language}>
      <p className="ds-told-head">
        <Icon size={14} aria-hidden="true" />
        <b>{title(TEXT_CHANNEL_TITLES[channel])}</b>
        {channel === 'app' || channel === 'email' ? null : (
          <Bytes channel={channel} said={joined(subject, body)} />
        )}
      </p>
      <div className="ds-told-text">
        {channel === 'app' || channel === 'email' ? <b>{subject}</b> : null}
        {channel === 'app' || channel === 'email' ? (
          body === undefined ? null : (
            <p>{body}</p>
          )
        ) : (
          <p>
            {mergedText(
              [{ title: subject, ...(body ? { body } : {}) }],
              language,
              CHANNEL_BYTES_MAX[channel],
            )}
          </p>
        )}
      </div>
      {withheld ? <p className="dg-t2">{text('notifications.withheld')}</p> : null}
    </li>
  );
}

function joined(subject: string, body: string | undefined): string {
  return body === undefined || body === '' ? subject : `${subject}\n${body}`;
}

interface BytesProps {
  readonly channel: keyof typeof CHANNEL_BYTES_MAX;
  readonly said: string;
}

/** How much of the room of a channel a text takes. */
function Bytes({ channel, said }: BytesProps) {
  const text = useText();
  const [bytes, max] = [bytesOf(said), CHANNEL_BYTES_MAX[channel]];
  const isOver = bytes > max;
  return (
    <span className={isOver ? 'ds-bytes is-over' : 'ds-bytes'}>
      {text(isOver ? 'notifications.bytesOver' : 'notifications.bytes', { bytes, max })}
    </span>
  );
}
