import { useState } from 'react';
import { Select } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { headFields } from './form-settings.js';

/** A value that such a field might have, so that the page looks as it will. */
function sampleOf(field: FieldDefinition): string | Localized {
  const said = field as Readonly<Record<string, unknown>>;
  const [choice] = (said['x-titles'] as readonly Localized[] | undefined) ?? [];
  if (choice !== undefined) return choice;
  if (said['format'] === 'date') return '2026-11-22';
  if (said['format'] === 'date-time') return '2026-11-22 09:30';
  if (said['format'] === 'decimal' || said['type'] === 'integer') return '12';
  if (said['type'] === 'boolean') return { 'zh-CN': '是', en: 'yes' };
  return 'A-2026-001';
}

interface RowProps {
  readonly name: string;
  readonly value: string;
}

function Row({ name, value }: RowProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The page for people without an account, with values that a record might have, in a state of choice. */
export function ProgressPreview({ form }: { readonly form: FormDefinition }) {
  const text = useText();
  const title = useLocalized();
  const states = form.lifecycle?.states ?? [];
  const [chosen, setChosen] = useState<string>();
  const state = states.find(({ id }) => id === chosen) ?? states[0];
  const said = form.progress?.states?.find(({ state: id }) => id === state?.id)?.text;
  const shown = headFields(form).filter(({ key }) => form.progress?.fields.includes(key) ?? false);
  const valueOf = (field: FieldDefinition) => {
    const sample = sampleOf(field);
    return typeof sample === 'string' ? sample : title(sample);
  };
  return (
    <div className="ds-progress-preview">
      <div className="ds-progress-preview-head">
        <h3>{text('forms.progress.preview')}</h3>
        {states.length === 0 ? null : (
          <Select<string>
            size="small"
            aria-label={text('forms.progress.inState')}
            value={state?.id ?? null}
            options={states.map(({ id, title: name }) => ({ value: id, label: title(name) }))}
            onChange={setChosen}
            popupMatchSelectWidth={false}
          />
        )}
      </div>
      <div className="ds-progress-page">
        <p className="ds-progress-app">{text('forms.progress.application')}</p>
        <p className="ds-progress-name">
          <b>{title(form.title)}</b>
          {state === undefined ? null : (
            <span className={`ds-progress-seal is-${state.tone}`}>{title(state.title)}</span>
          )}
        </p>
        {said === undefined ? null : <p>{title(said)}</p>}
        <dl>
          <Row name={text('forms.progress.now')} value={text('forms.progress.nowValue')} />
          <Row name={text('forms.progress.since')} value="2026-11-22 09:30" />
        </dl>
        {shown.length === 0 ? null : (
          <dl>
            {shown.map(({ key, field }) => (
              <Row key={key} name={title(field['x-title']) || key} value={valueOf(field)} />
            ))}
          </dl>
        )}
      </div>
      <p className="dg-t2">{text('forms.progress.previewNote')}</p>
    </div>
  );
}
