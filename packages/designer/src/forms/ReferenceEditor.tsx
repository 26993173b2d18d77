import { Button, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { isLinesField } from '@dougong/kernel/metadata';
import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { fieldAt, orderedKeys } from './field-place.js';
import type { FieldPlace } from './field-place.js';

interface ReferenceValue {
  readonly form: string;
  readonly fill?: Readonly<Record<string, string>>;
}

interface ReferenceEditorProps {
  readonly form: FormDefinition;
  readonly place: FieldPlace;
  readonly all: readonly Definition[];
  readonly value: ReferenceValue;
  readonly onChange: (value: ReferenceValue) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Which form a reference is to, and what it copies from the record that is chosen. */
export function ReferenceEditor({ form, place, all, value, onChange }: ReferenceEditorProps) {
  const text = useText();
  const title = useLocalized();
  const forms = all.filter((each): each is FormDefinition => each.kind === 'form');
  const other = forms.find(({ key }) => key === value.form);
  const optionsOf = (of: FormDefinition | undefined, line?: string): readonly Option[] =>
    of === undefined
      ? []
      : orderedKeys(of, line).flatMap((key) => {
          const field = fieldAt(of, line === undefined ? { key } : { key, line });
          return field === undefined || isLinesField(field)
            ? []
            : [{ value: key, label: title(field['x-title']) || key }];
        });
  const into = optionsOf(form, place.line).filter((option) => option.value !== place.key);
  const from = optionsOf(other);
  const fill = Object.entries(value.fill ?? {});
  const store = (next: readonly (readonly [string, string])[]) =>
    onChange({ form: value.form, ...(next.length === 0 ? {} : { fill: Object.fromEntries(next) }) });
  const free = into.find((option) => !fill.some(([target]) => target === option.value));
  const add = () => {
    const [first] = from;
    if (free !== undefined && first !== undefined) store([...fill, [free.value, first.value]]);
  };
  return (
    <div className="ds-choices ds-field-wide">
      <label>
        <span>{text('forms.refersTo')}</span>
        <Select<string>
          value={value.form}
          showSearch={{ optionFilterProp: 'label' }}
          options={forms.map((each) => ({ value: each.key, label: title(each.title) }))}
          onChange={(next) => onChange({ form: next })}
        />
      </label>
      <span className="dg-t2">{text('forms.fill')}</span>
      {fill.map(([target, source], at) => (
        <div key={at} className="ds-fill">
          <Select<string>
            value={source}
            aria-label={text('forms.fillFrom', { number: at + 1 })}
            options={[...from]}
            onChange={(next) => store(fill.map((each, index) => (index === at ? [target, next] : each)))}
          />
          <span aria-hidden="true">→</span>
          <Select<string>
            value={target}
            aria-label={text('forms.fillInto', { number: at + 1 })}
            options={[...into]}
            onChange={(next) => store(fill.map((each, index) => (index === at ? [next, source] : each)))}
          />
          <Button
            type="text"
            icon={<Trash2 size={14} />}
            aria-label={text('forms.fillRemove', { number: at + 1 })}
            onClick={() => store(fill.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        disabled={free === undefined || from.length === 0}
        onClick={add}
      >
        {text('forms.fillAdd')}
      </Button>
    </div>
  );
}
