import { useId } from 'react';
import { Select, Switch } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import type { PeopleSource, RuleAction } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import { useDesigner } from '../designer-context.js';
import { editableFields } from '../../surroundings/surroundings.js';
import { ActionsSetting } from './ActionsSetting.js';
import type { ConfigFieldProps } from './config-field.js';
import { DurationSetting } from './DurationSetting.js';
import { JsonSetting } from './JsonSetting.js';
import { OptionalLocalizedSetting } from './LocalizedSetting.js';
import { PeopleSetting } from './PeopleSetting.js';
import { Setting } from './Setting.js';
import { TextSetting } from './TextSetting.js';
import { isKey, widgetOf } from './widget-of.js';

interface ConfigFormProps {
  readonly schema: ConfigSchema;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (property: string, value: unknown) => void;
}

/** The settings of a part, drawn from its schema: a new part needs nothing here. */
export function ConfigForm({ schema, value, onChange }: ConfigFormProps) {
  const { names } = useDesigner();
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <ConfigField
          key={name}
          name={name}
          title={names.title(field['x-title']) || name}
          schema={field}
          value={value[name]}
          onChange={(next) => onChange(name, next)}
        />
      ))}
    </>
  );
}

/** One setting with the editor that its schema asks for. */
export function ConfigField({ name, title, schema, value, onChange }: ConfigFieldProps) {
  const { names } = useDesigner();
  const id = useId();
  const help = names.title(schema['x-help']);
  const shared = { label: title, onChange };
  switch (widgetOf(schema)) {
    case 'people':
      return (
        <Setting label={title} help={help}>
          <PeopleSetting {...shared} value={value as readonly PeopleSource[] | undefined} />
        </Setting>
      );
    case 'duration':
      return (
        <Setting label={title} help={help}>
          <DurationSetting {...shared} value={value as string | undefined} />
        </Setting>
      );
    case 'fields':
      return (
        <Setting label={title} help={help} htmlFor={id}>
          <FieldsSetting id={id} value={value as readonly string[] | undefined} onChange={onChange} />
        </Setting>
      );
    case 'actions':
      return (
        <Setting label={title} help={help}>
          <ActionsSetting
            {...shared}
            Field={ConfigField}
            value={value as readonly RuleAction[] | undefined}
          />
        </Setting>
      );
    case 'localized':
      return (
        <Setting label={title} help={help}>
          <OptionalLocalizedSetting {...shared} value={value as Localized | undefined} />
        </Setting>
      );
    case 'choice':
      return (
        <Setting label={title} help={help} htmlFor={id}>
          <ChoiceSetting id={id} schema={schema} value={value} onChange={onChange} />
        </Setting>
      );
    case 'boolean':
      return (
        <div className="ds-setting is-inline">
          <Switch id={id} size="small" checked={(value ?? schema.default) === true} onChange={onChange} />
          <label htmlFor={id}>{title}</label>
        </div>
      );
    case 'text':
    case 'integer':
      return (
        <Setting label={title} help={help} htmlFor={id}>
          <PlainSetting id={id} name={name} title={title} schema={schema} value={value} onChange={onChange} />
        </Setting>
      );
    case 'json':
      return (
        <Setting label={title} help={help}>
          <JsonSetting {...shared} value={value} />
        </Setting>
      );
  }
}

interface SettingControl {
  readonly id: string;
  readonly schema: ConfigSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function ChoiceSetting({ id, schema, value, onChange }: SettingControl) {
  const { names } = useDesigner();
  const options = (schema.anyOf ?? []).map((option) => ({
    value: option.const as string,
    label: names.title(option['x-title']) || String(option.const),
  }));
  const chosen = value ?? schema.default;
  return (
    <Select<string>
      id={id}
      {...(chosen === undefined ? {} : { value: chosen as string })}
      options={options}
      onChange={onChange}
    />
  );
}

function FieldsSetting({
  id,
  value = [],
  onChange,
}: {
  readonly id: string;
  readonly value: readonly string[] | undefined;
  readonly onChange: (value: unknown) => void;
}) {
  const text = useText();
  const { surroundings, names } = useDesigner();
  const known = editableFields(surroundings).map((field) => ({
    value: field.path,
    label: names.option(field),
  }));
  // A field that is gone stays visible, so that it can be taken out.
  const gone = value
    .filter((path) => !known.some((field) => field.value === path))
    .map((path) => ({ value: path, label: path }));
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      value={[...value]}
      placeholder={text('fields.none')}
      options={[...known, ...gone]}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(paths) => onChange(paths.length === 0 ? undefined : paths)}
    />
  );
}

/** Keys are chosen among what there is; other texts are typed. */
function PlainSetting({
  id,
  name,
  title,
  schema,
  value,
  onChange,
}: SettingControl & { readonly name: string; readonly title: string }) {
  const { surroundings, names } = useDesigner();
  const keys: Readonly<Record<string, readonly { value: string; label: string }[]>> = {
    to: [...surroundings.form.lifecycle.states.keys()].map((state) => ({
      value: state,
      label: names.state(state),
    })),
    posting: surroundings.postings.map((posting) => ({
      value: posting.key,
      label: names.title(posting.title),
    })),
    form: surroundings.formTitles.map((form) => ({ value: form.key, label: names.title(form.title) })),
    field: editableFields(surroundings).map((field) => ({ value: field.path, label: names.option(field) })),
  };
  const choices = isKey(schema) || name === 'field' ? keys[name] : undefined;
  const current = value === undefined ? '' : String(value);
  if (choices !== undefined) {
    const options =
      current === '' || choices.some((choice) => choice.value === current)
        ? choices
        : [...choices, { value: current, label: current }];
    return (
      <Select<string>
        id={id}
        {...(current === '' ? {} : { value: current })}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={onChange}
      />
    );
  }
  const store = (typed: string) => {
    if (schema.type !== 'integer') return onChange(typed === '' ? undefined : typed);
    if (typed === '' || /^-?\d{1,9}$/.test(typed))
      onChange(typed === '' ? undefined : Number.parseInt(typed, 10));
  };
  return (
    <TextSetting
      id={id}
      label={title}
      value={current}
      maxLength={schema.maxLength ?? 1000}
      onChange={store}
    />
  );
}
