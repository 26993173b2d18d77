import { useId } from 'react';
import { Select, Switch } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import type { Condition, PeopleSource, RuleAction } from '@dougong/kernel/metadata';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import { ConditionEditor } from '../conditions/ConditionEditor.js';
import { useDesigner } from '../designer-context.js';
import { editableFields } from '../../surroundings/surroundings.js';
import { ActionsSetting } from './ActionsSetting.js';
import type { ConfigFieldProps } from './config-field.js';
import { DurationSetting } from './DurationSetting.js';
import { FieldsSetting } from './FieldsSetting.js';
import type { FieldsSettingProps } from './FieldsSetting.js';
import { GroupSetting } from './GroupSetting.js';
import { ListSetting } from './ListSetting.js';
import { OptionalLocalizedSetting } from './LocalizedSetting.js';
import { MapSetting } from './MapSetting.js';
import { PeopleSetting } from './PeopleSetting.js';
import { ReferenceSetting } from './ReferenceSetting.js';
import { isRelevant } from './relevance.js';
import { Setting } from './Setting.js';
import { settingTitle } from './setting-title.js';
import { TextSetting } from './TextSetting.js';
import { VariantSetting } from './VariantSetting.js';
import { isKey, widgetOf } from './widget-of.js';
import type { WidgetKind } from './widget-of.js';

interface ConfigFormProps {
  readonly schema: ConfigSchema;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (property: string, value: unknown) => void;
  /** Which of the settings; all when left out. */
  readonly only?: (name: string) => boolean;
}

/** The settings of a part, drawn from its schema: a new part needs nothing here. */
export function ConfigForm({ schema, value, onChange, only }: ConfigFormProps) {
  const { names } = useDesigner();
  return (
    <>
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => (only?.(name) ?? true) && isRelevant(name, value))
        .map(([name, field]) => (
          <ConfigField
            key={name}
            name={name}
            title={settingTitle(name, field, names)}
            schema={field}
            value={value[name]}
            onChange={(next) => onChange(name, next)}
          />
        ))}
    </>
  );
}

/** Editors that are one control, named by the label above it. */
const ONE_CONTROL: ReadonlySet<WidgetKind> = new Set([
  'fields',
  'choice',
  'variant',
  'text',
  'integer',
  'user',
  'node',
  'flow',
  'field',
  'notification',
]);

/** One setting with the editor that its schema asks for. */
export function ConfigField(props: ConfigFieldProps) {
  const { title, schema, value, onChange } = props;
  const { names } = useDesigner();
  const id = useId();
  const widget = widgetOf(schema);
  if (widget === 'boolean')
    return (
      <div className="ds-setting is-inline">
        <Switch id={id} size="small" checked={(value ?? schema.default) === true} onChange={onChange} />
        <label htmlFor={id}>{title}</label>
      </div>
    );
  return (
    <Setting
      label={title}
      help={names.title(schema['x-help'])}
      htmlFor={ONE_CONTROL.has(widget) ? id : undefined}
    >
      <Editor {...props} id={id} widget={widget} />
    </Setting>
  );
}

interface EditorProps extends ConfigFieldProps {
  readonly id: string;
  readonly widget: WidgetKind;
}

/** The editor itself. What is stored was checked against the schema, so its shape is the one that the editor knows. */
function Editor({ id, widget, name, title, schema, value, onChange }: EditorProps) {
  const { names } = useDesigner();
  const shared = { label: title, onChange };
  switch (widget) {
    case 'people':
      return <PeopleSetting {...shared} value={value as readonly PeopleSource[] | undefined} />;
    case 'duration':
      return <DurationSetting {...shared} value={value as string | undefined} />;
    case 'fields':
      return <EditableFields id={id} value={value as readonly string[] | undefined} onChange={onChange} />;
    case 'actions':
      return (
        <ActionsSetting {...shared} Field={ConfigField} value={value as readonly RuleAction[] | undefined} />
      );
    case 'localized':
      return <OptionalLocalizedSetting {...shared} value={value as Localized | undefined} />;
    case 'choice':
      return <ChoiceSetting id={id} schema={schema} value={value} onChange={onChange} />;
    case 'user':
    case 'node':
    case 'flow':
    case 'notification':
    case 'field':
      return (
        <ReferenceSetting
          id={id}
          kind={widget}
          name={name}
          value={value as string | undefined}
          onChange={onChange}
        />
      );
    case 'variant':
      return <VariantSetting id={id} schema={schema} value={value} onChange={onChange} Field={ConfigField} />;
    case 'group':
    case 'list':
      return (
        <NestedSetting widget={widget} title={title} schema={schema} value={value} onChange={onChange} />
      );
    case 'map':
      return <MapSetting {...shared} value={value as Readonly<Record<string, string>> | undefined} />;
    case 'texts':
      return <TextsSetting {...shared} value={value as readonly string[] | undefined} />;
    case 'condition':
      return <ConditionEditor value={value as Condition | undefined} onChange={onChange} />;
    case 'text':
    case 'integer':
      return (
        <PlainSetting id={id} name={name} title={title} schema={schema} value={value} onChange={onChange} />
      );
    default:
      return (
        <p className="ds-help">{names.text(value === undefined ? 'config.notSet' : 'widgets.elsewhere')}</p>
      );
  }
}

/** Settings that are made of others: one group of them, or several. */
function NestedSetting({
  widget,
  title,
  schema,
  value,
  onChange,
}: Omit<SettingControl, 'id'> & { readonly widget: 'group' | 'list'; readonly title: string }) {
  const shared = { schema, onChange, Field: ConfigField };
  if (widget === 'group') return <GroupSetting {...shared} value={value as Values | undefined} />;
  return <ListSetting {...shared} label={title} value={value as readonly Values[] | undefined} />;
}

interface SettingControl {
  readonly id: string;
  readonly schema: ConfigSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

type Values = Readonly<Record<string, unknown>>;

function TextsSetting({
  label,
  value = [],
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[] | undefined;
  readonly onChange: (value: unknown) => void;
}) {
  return (
    <Select<string[]>
      mode="tags"
      aria-label={label}
      value={[...value]}
      onChange={(texts) => onChange(texts.length === 0 ? undefined : texts)}
    />
  );
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
      placeholder={names.text('config.notSet')}
      options={options}
      onChange={onChange}
    />
  );
}

function EditableFields(shared: Omit<FieldsSettingProps, 'choices'>) {
  return <FieldsSetting {...shared} choices={editableFields(useDesigner().surroundings)} />;
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
