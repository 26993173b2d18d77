import { Select } from 'antd';
import { useText } from '../../i18n/text.js';
import type { FieldOption } from '../../surroundings/surroundings.js';
import { useDesigner } from '../designer-context.js';

export interface FieldsSettingProps {
  readonly id: string;
  readonly value: readonly string[] | undefined;
  readonly choices: readonly Pick<FieldOption, 'path' | 'titles'>[];
  /** Nothing chosen is `undefined`. */
  readonly onChange: (value: readonly string[] | undefined) => void;
}

/** Several fields of the form, in the order in which they are picked. */
export function FieldsSetting({ id, value = [], choices, onChange }: FieldsSettingProps) {
  const text = useText();
  const { names } = useDesigner();
  const known = choices.map((field) => ({ value: field.path, label: names.option(field) }));
  // A field that is gone stays visible, so that it can be taken out.
  const gone = value
    .filter((path) => !known.some((field) => field.value === path))
    .map((path) => ({ value: path, label: path }));
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      value={[...value]}
      placeholder={text('widgets.noFields')}
      options={[...known, ...gone]}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(paths) => onChange(paths.length === 0 ? undefined : paths)}
    />
  );
}
