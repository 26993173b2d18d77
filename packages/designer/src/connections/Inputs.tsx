import { Input, Select } from 'antd';
import { useText } from '../i18n/text.js';

interface TextInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  /** Written for a machine: places, addresses, schedules. */
  readonly isSource?: boolean;
  readonly onChange: (value: string) => void;
}

/** One text of a definition. */
export function TextInput({ label, value, placeholder, isSource = false, onChange }: TextInputProps) {
  return (
    <label>
      <span>{label}</span>
      <Input
        className={isSource ? 'ds-source' : ''}
        spellCheck={false}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  /** Nothing may be chosen too. */
  readonly isOptional?: boolean;
  readonly placeholder?: string;
  readonly onChange: (value: string | undefined) => void;
}

/** One of several; what is stored and no longer offered is shown as it is. */
export function ChoiceInput({
  label,
  value,
  options,
  isOptional = false,
  placeholder,
  onChange,
}: ChoiceInputProps) {
  const text = useText();
  const isKnown = value === undefined || options.some((option) => option.value === value);
  return (
    <label>
      <span>{label}</span>
      <Select<string>
        aria-label={label}
        allowClear={isOptional && { label: text('clear') }}
        placeholder={placeholder}
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? null}
        options={isKnown ? [...options] : [...options, { value, label: value }]}
        onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
      />
    </label>
  );
}
