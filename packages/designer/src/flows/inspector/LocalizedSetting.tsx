import type { Localized } from '@dougong/kernel/foundation';
import { useText } from '../../i18n/text.js';
import { TextSetting } from './TextSetting.js';

interface LocalizedSettingProps {
  readonly value: Localized;
  readonly onChange: (value: Localized) => void;
  readonly label: string;
  readonly lines?: number;
}

/** A text in both languages. */
export function LocalizedSetting({ value, onChange, label, lines }: LocalizedSettingProps) {
  const text = useText();
  const shape = lines === undefined ? {} : { lines };
  return (
    <div className="ds-stack">
      <TextSetting
        {...shape}
        required
        prefix={text('localized.zh')}
        label={`${label} · ${text('localized.zh')}`}
        value={value['zh-CN']}
        onChange={(typed) => onChange({ ...value, 'zh-CN': typed })}
      />
      <TextSetting
        {...shape}
        required
        prefix={text('localized.en')}
        label={`${label} · ${text('localized.en')}`}
        value={value.en}
        onChange={(typed) => onChange({ ...value, en: typed })}
      />
    </div>
  );
}

/** A text in both languages that may be left out: one language typed stands for both until the other is typed too. */
export function OptionalLocalizedSetting({
  value,
  onChange,
  label,
  lines,
}: Omit<LocalizedSettingProps, 'value' | 'onChange'> & {
  readonly value: Localized | undefined;
  readonly onChange: (value: Localized | undefined) => void;
}) {
  const text = useText();
  const shape = lines === undefined ? {} : { lines };
  const change = (language: keyof Localized, typed: string) => {
    const other = language === 'en' ? 'zh-CN' : 'en';
    if (typed.trim() === '') return onChange(undefined);
    const rest = value === undefined || value[other] === value[language] ? typed : value[other];
    onChange({ 'zh-CN': rest, en: rest, [language]: typed });
  };
  return (
    <div className="ds-stack">
      {(['zh-CN', 'en'] as const).map((language) => {
        const name = text(language === 'en' ? 'localized.en' : 'localized.zh');
        return (
          <TextSetting
            key={language}
            {...shape}
            prefix={name}
            label={`${label} · ${name}`}
            value={value?.[language] ?? ''}
            onChange={(typed) => change(language, typed)}
          />
        );
      })}
    </div>
  );
}
