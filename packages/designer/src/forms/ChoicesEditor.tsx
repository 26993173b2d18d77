import { Button, Input } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import type { Localized } from '@dougong/kernel/foundation';
import { useText } from '../i18n/text.js';

interface ChoicesEditorProps {
  readonly values: readonly string[];
  readonly titles: readonly Localized[];
  readonly onChange: (values: readonly string[], titles: readonly Localized[]) => void;
}

/** The values that a field offers, each with its names. A value that records have keeps its code. */
export function ChoicesEditor({ values, titles, onChange }: ChoicesEditorProps) {
  const text = useText();
  const rename = (at: number, part: 'zh-CN' | 'en', word: string) =>
    onChange(
      values,
      values.map((value, index) => {
        const title = titles[index] ?? { 'zh-CN': value, en: value };
        return index === at ? { ...title, [part]: word } : title;
      }),
    );
  const add = () => {
    let count = values.length + 1;
    while (values.includes(`option_${count}`)) count += 1;
    const word = text('forms.choice', { number: count });
    onChange([...values, `option_${count}`], [...titles, { 'zh-CN': word, en: word }]);
  };
  return (
    <div className="ds-choices ds-field-wide" role="group" aria-label={text('forms.choices')}>
      <span className="dg-t2">{text('forms.choices')}</span>
      {values.map((value, at) => (
        // A choice that gets another code is still the same one under the hand.
        <div key={at} className="ds-choice">
          <Input
            value={value}
            aria-label={text('forms.choiceCode', { number: at + 1 })}
            className="ds-source"
            onChange={({ target }) =>
              onChange(
                values.map((each, index) => (index === at ? target.value : each)),
                titles,
              )
            }
          />
          <Input
            value={titles[at]?.['zh-CN'] ?? ''}
            aria-label={text('forms.choiceZh', { number: at + 1 })}
            onChange={({ target }) => rename(at, 'zh-CN', target.value)}
          />
          <Input
            value={titles[at]?.en ?? ''}
            aria-label={text('forms.choiceEn', { number: at + 1 })}
            onChange={({ target }) => rename(at, 'en', target.value)}
          />
          <Button
            type="text"
            icon={<Trash2 size={14} />}
            disabled={values.length === 1}
            aria-label={text('forms.choiceRemove', { value })}
            onClick={() =>
              onChange(
                values.filter((_, index) => index !== at),
                titles.filter((_, index) => index !== at),
              )
            }
          />
        </div>
      ))}
      <Button size="small" icon={<Plus size={14} />} onClick={add}>
        {text('forms.choiceAdd')}
      </Button>
    </div>
  );
}
