import { useState } from 'react';
import { Input } from 'antd';

interface TextSettingProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly id?: string;
  readonly prefix?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly lines?: number;
  /** An empty text is not stored: leaving the field brings the last one back. */
  readonly required?: boolean;
}

/** A text whose every complete state is stored as it is typed; an input method's unfinished syllables are not. */
export function TextSetting({
  value,
  onChange,
  label,
  id,
  prefix,
  placeholder,
  maxLength = 200,
  lines,
  required = false,
}: TextSettingProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const store = (text: string) => {
    if (text !== value && !(required && text.trim() === '')) onChange(text);
  };
  const common = {
    ...(id === undefined ? {} : { id }),
    'aria-label': label,
    value: typed ?? value,
    maxLength,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(required && typed?.trim() === '' ? { status: 'error' as const } : {}),
    onBlur: () => setTyped(null),
  };
  const typing = (text: string, composing: boolean) => {
    setTyped(text);
    if (!composing) store(text);
  };
  if (lines !== undefined) {
    return (
      <Input.TextArea
        {...common}
        autoSize={{ minRows: lines, maxRows: 8 }}
        onChange={(event) => typing(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => store(event.currentTarget.value)}
      />
    );
  }
  return (
    <Input
      {...common}
      {...(prefix === undefined ? {} : { prefix: <span className="ds-prefix">{prefix}</span> })}
      onChange={(event) => typing(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
      onCompositionEnd={(event) => store(event.currentTarget.value)}
    />
  );
}
