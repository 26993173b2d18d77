import { Input } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import { useText } from '../i18n/text.js';

interface NameFieldsProps {
  readonly label: string;
  readonly value: Localized;
  readonly onChange: (value: Localized) => void;
}

/** A name in both languages. The English one follows the Chinese one until it is typed itself. */
export function NameFields({ label, value, onChange }: NameFieldsProps) {
  const text = useText();
  const isSame = value['zh-CN'] === value.en;
  return (
    <>
      <label>
        <span>{`${label} · ${text('localized.zh')}`}</span>
        <Input
          value={value['zh-CN']}
          onChange={({ target }) => onChange({ 'zh-CN': target.value, en: isSame ? target.value : value.en })}
        />
      </label>
      <label>
        <span>{`${label} · ${text('localized.en')}`}</span>
        <Input value={value.en} onChange={({ target }) => onChange({ ...value, en: target.value })} />
      </label>
    </>
  );
}
