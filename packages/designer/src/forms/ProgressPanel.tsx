import { Checkbox, Input, Switch } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import {
  progressChoices,
  withProgress,
  withProgressDays,
  withProgressFields,
  withStateText,
} from './form-settings.js';
import { ProgressPreview } from './ProgressPreview.js';

interface ProgressPanelProps {
  readonly form: FormDefinition;
  /** Changes of one burst are one step to undo. */
  readonly onChange: (change: (form: FormDefinition) => FormDefinition, burst?: string) => void;
}

const DAYS_MAX = 3650;
const NOTHING: Localized = { 'zh-CN': '', en: '' };

function Fields({ form, onChange }: ProgressPanelProps) {
  const text = useText();
  const title = useLocalized();
  const chosen = form.progress?.fields ?? [];
  return (
    <fieldset className="ds-progress-fields">
      <legend>{text('forms.progress.fields')}</legend>
      <Checkbox.Group
        value={[...chosen]}
        options={progressChoices(form).map(({ key, field }) => ({
          value: key,
          label: title(field['x-title']) || key,
        }))}
        onChange={(keys) => onChange((now) => withProgressFields(now, keys as string[]))}
      />
      <p className="dg-t2">{text('forms.progress.fieldsNote')}</p>
    </fieldset>
  );
}

function Days({ form, onChange }: ProgressPanelProps) {
  const text = useText();
  const { days } = form.progress ?? {};
  const store = (typed: string) => {
    if (typed === '') onChange((now) => withProgressDays(now, undefined), 'progress-days');
    const count = /^[1-9]\d{0,3}$/.test(typed) ? Number.parseInt(typed, 10) : DAYS_MAX + 1;
    if (count <= DAYS_MAX) onChange((now) => withProgressDays(now, count), 'progress-days');
  };
  return (
    <div className="ds-fields">
      <label>
        <span>{text('forms.progress.days')}</span>
        <Input
          inputMode="numeric"
          placeholder="90"
          value={days ?? ''}
          onChange={({ target }) => store(target.value)}
        />
      </label>
    </div>
  );
}

function States({ form, onChange }: ProgressPanelProps) {
  const text = useText();
  const title = useLocalized();
  const said = form.progress?.states ?? [];
  const states = form.lifecycle?.states ?? [];
  if (states.length === 0) return null;
  return (
    <div>
      <h3>{text('forms.progress.states')}</h3>
      {states.map(({ id, title: name }) => {
        const words = said.find(({ state }) => state === id)?.text;
        return (
          <details key={id} className="ds-column">
            <summary>
              <b>{title(name)}</b>
              <span className="dg-t2">{title(words) || text('forms.progress.saysNothing')}</span>
            </summary>
            <div className="ds-fields">
              <NameFields
                label={text('forms.progress.text')}
                value={words ?? NOTHING}
                onChange={(next) => onChange((now) => withStateText(now, id, next), `progress-${id}`)}
              />
            </div>
          </details>
        );
      })}
    </div>
  );
}

/** What people without an account see over a link, beside what they would see. */
export function ProgressPanel({ form, onChange }: ProgressPanelProps) {
  const text = useText();
  const isOn = form.progress !== undefined;
  return (
    <section className="ds-panel" aria-label={text('forms.progress.title')}>
      <h2>{text('forms.progress.title')}</h2>
      <label className="ds-progress-switch">
        <Switch checked={isOn} onChange={(next) => onChange((now) => withProgress(now, next))} />
        <span>{text('forms.progress.on')}</span>
      </label>
      <p className="dg-t2">{text(isOn ? 'forms.progress.onNote' : 'forms.progress.offNote')}</p>
      {isOn ? (
        <div className="ds-progress">
          <div className="ds-progress-settings">
            <Fields form={form} onChange={onChange} />
            <Days form={form} onChange={onChange} />
            <States form={form} onChange={onChange} />
          </div>
          <ProgressPreview form={form} />
        </div>
      ) : null}
    </section>
  );
}
