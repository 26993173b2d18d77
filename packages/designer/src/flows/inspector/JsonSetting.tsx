import { useState } from 'react';
import { Input } from 'antd';
import { sameJson } from '../../editing/index.js';
import { useText } from '../../i18n/text.js';

interface JsonSettingProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly label: string;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text.trim() === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    return undefined;
  }
}

/** A setting that has no editor of its own yet, as the JSON that is stored. */
export function JsonSetting({ value, onChange, label }: JsonSettingProps) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const isBad = typed !== null && parsed(typed) === undefined;
  return (
    <div>
      <Input.TextArea
        className="ds-json"
        aria-label={label}
        spellCheck={false}
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={typed ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
        {...(isBad ? { status: 'error' as const } : {})}
        onChange={(event) => {
          setTyped(event.target.value);
          const read = parsed(event.target.value);
          if (read !== undefined && !sameJson(read.value, value)) onChange(read.value);
        }}
        onBlur={() => {
          if (!isBad) setTyped(null);
        }}
      />
      <p className={isBad ? 'ds-fault' : 'ds-help'}>{text(isBad ? 'actions.jsonBad' : 'actions.json')}</p>
    </div>
  );
}
