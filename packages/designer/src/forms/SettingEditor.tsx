import { useId, useState } from 'react';
import { Checkbox, Input, Select } from 'antd';
import { propertyWord } from '@dougong/kernel/changes';
import type { Localized } from '@dougong/kernel/foundation';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import type { FieldSetting } from './field-settings.js';

interface SettingEditorProps {
  readonly setting: FieldSetting;
  readonly value: unknown;
  /** `undefined` takes the property away. */
  readonly onChange: (value: unknown) => void;
}

/** Words of a sentence stand alone here. */
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const EMPTY: Localized = { 'zh-CN': '', en: '' };

/** One property of a field with the editor that its schema asks for. */
export function SettingEditor({ setting, value, onChange }: SettingEditorProps) {
  const title = useLocalized();
  const label = capital(title(propertyWord(setting.name, 'form')));
  switch (setting.way) {
    case 'switch':
      return (
        <Checkbox
          checked={value === true}
          onChange={({ target }) => onChange(target.checked ? true : undefined)}
        >
          {label}
        </Checkbox>
      );
    case 'localized':
      return (
        <NameFields
          label={label}
          value={(value as Localized | undefined) ?? EMPTY}
          onChange={(next) => onChange(next['zh-CN'] === '' && next.en === '' ? undefined : next)}
        />
      );
    case 'list':
      return <ListSetting label={label} setting={setting} value={value} onChange={onChange} />;
    case 'json':
      return <SourceSetting label={label} value={value} onChange={onChange} />;
    default:
      return (
        <label>
          <span>{label}</span>
          <PlainSetting setting={setting} value={value} onChange={onChange} />
        </label>
      );
  }
}

/** A text or a whole number; what is no number yet is only kept here. */
function PlainSetting({ setting, value, onChange }: SettingEditorProps) {
  const shown = value === undefined ? '' : String(value);
  const [typed, setTyped] = useState<string>();
  const store = (next: string) => {
    setTyped(next);
    if (next === '') return onChange(undefined);
    if (setting.way === 'text') return onChange(next);
    if (/^-?\d{1,9}$/.test(next)) onChange(Number.parseInt(next, 10));
  };
  return (
    <Input
      value={typed ?? shown}
      inputMode={setting.way === 'integer' ? 'numeric' : 'text'}
      onChange={({ target }) => store(target.value)}
      onBlur={() => setTyped(undefined)}
    />
  );
}

interface LabelledProps {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function ListSetting({
  label,
  setting,
  value,
  onChange,
}: LabelledProps & { readonly setting: FieldSetting }) {
  const words = (setting.schema.items?.anyOf ?? []).map((each) => String(each.const));
  return (
    <label>
      <span>{label}</span>
      <Select<string[]>
        mode="multiple"
        aria-label={label}
        value={[...((value as readonly string[] | undefined) ?? [])]}
        options={words.map((word) => ({ value: word, label: word }))}
        onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      />
    </label>
  );
}

/** What is made of several parts is written as it is stored; what cannot be read is never stored. */
function SourceSetting({ label, value, onChange }: LabelledProps) {
  const text = useText();
  const id = useId();
  const stored = value === undefined ? '' : JSON.stringify(value, null, 1);
  const [typed, setTyped] = useState<string>();
  const [isFaulty, setFaulty] = useState(false);
  const store = () => {
    if (typed === undefined) return;
    const read = readSource(typed);
    setFaulty(read === FAULT);
    if (read === FAULT) return;
    setTyped(undefined);
    onChange(read);
  };
  return (
    <label className="ds-field-wide">
      <span>{label}</span>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 10 }}
        className="ds-source"
        aria-describedby={id}
        status={isFaulty ? 'error' : ''}
        value={typed ?? stored}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={store}
      />
      <small id={id} className={isFaulty ? 'ds-fault' : 'dg-t2'}>
        {text(isFaulty ? 'forms.badSource' : 'forms.sourceHint')}
      </small>
    </label>
  );
}

const FAULT = Symbol('fault');

function readSource(typed: string): unknown {
  if (typed.trim() === '') return undefined;
  try {
    return JSON.parse(typed) as unknown;
  } catch {
    // A text alone may be written without quotes: the code of a currency.
    return /^[\w.-]+$/.test(typed.trim()) ? typed.trim() : FAULT;
  }
}
