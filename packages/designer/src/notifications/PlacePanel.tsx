import { Select } from 'antd';
import type { Localized, Issue } from '@dougong/kernel/foundation';
import { REWORDED_EVENTS } from '@dougong/kernel/metadata';
import type { Definition, NotificationDefinition, RewordedEvent } from '@dougong/kernel/metadata';
import { NOTIFICATION_EVENTS } from '@dougong/kernel/notifications';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import type { Editing } from '../definitions/use-editing.js';
import { useText } from '../i18n/text.js';
import { without } from './template-edits.js';

interface PlacePanelProps {
  readonly editing: Editing<NotificationDefinition>;
  readonly all: readonly Definition[];
  readonly findings: readonly Issue[];
}

type Named = { readonly key: string; readonly title: Localized };

/** Which form it is about, and which message of the platform it takes the place of. */
export function PlacePanel({ editing: { document, edit }, all, findings }: PlacePanelProps) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  const { form, replaces } = document;
  const named = (each: Named) => ({ value: each.key, label: title(each.title) });
  const forms = all.filter((each) => each.kind === 'form').map(named);
  const flows = all
    .filter((each) => each.kind === 'flow')
    .filter((each) => form === undefined || each.form === form)
    .map(named);
  const events = REWORDED_EVENTS.map((event) => ({
    value: event,
    label: title(NOTIFICATION_EVENTS[event].title),
  }));
  const own = findings.filter(({ path }) => path === '/form' || path.startsWith('/replaces'));
  const setFlow = (event: RewordedEvent, flow: string | undefined) =>
    edit((now) => ({ ...now, replaces: { event, ...(flow === undefined ? {} : { flow }) } }));
  return (
    <section className="ds-panel" aria-label={text('notifications.place')}>
      <h2>{text('notifications.place')}</h2>
      <div className="ds-fields">
        <Choice
          label={text('notifications.form')}
          hint={text('notifications.formHint')}
          value={form}
          options={forms}
          placeholder={text('notifications.anyForm')}
          onChange={(next) =>
            edit((now) => (next === undefined ? without(now, 'form') : { ...now, form: next }))
          }
        />
        <Choice
          label={text('notifications.replaces')}
          hint={text('notifications.replacesHint')}
          value={replaces?.event}
          options={events}
          placeholder={text('notifications.replacesNothing')}
          onChange={(event) =>
            event === undefined
              ? edit((now) => without(now, 'replaces'))
              : setFlow(event as RewordedEvent, replaces?.flow)
          }
        />
        {replaces === undefined ? null : (
          <Choice
            label={text('notifications.flow')}
            hint={text('notifications.flowHint')}
            value={replaces.flow}
            options={flows}
            placeholder={text('notifications.anyFlow')}
            onChange={(flow) => setFlow(replaces.event, flow)}
          />
        )}
      </div>
      {own.map((found, at) => (
        <p key={at} className="ds-fault" role="status">
          {issueSentence(found, language)}
        </p>
      ))}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly placeholder: string;
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, hint, value, options, placeholder, onChange }: ChoiceProps) {
  const text = useText();
  const isGone = value !== undefined && !options.some((option) => option.value === value);
  return (
    <label>
      <span>{label}</span>
      <Select<string>
        aria-label={label}
        allowClear={{ label: text('clear') }}
        {...(value === undefined ? {} : { value })}
        placeholder={placeholder}
        options={isGone ? [...options, { value, label: value }] : [...options]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(next: string | undefined) => onChange(next)}
      />
      <small className="dg-t2">{hint}</small>
    </label>
  );
}
