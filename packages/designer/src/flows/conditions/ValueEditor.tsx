import { Select } from 'antd';
import { useText } from '../../i18n/text.js';
import type { FieldOption } from '../../surroundings/surroundings.js';
import { useConditionPlace } from './condition-place.js';
import type { ConditionRow, RowValue } from './condition-rows.js';
import { Literal } from './Literal.js';
import { comparableFields } from './row-operators.js';

interface ValueEditorProps {
  readonly row: ConditionRow;
  readonly name: string;
  readonly field: FieldOption | undefined;
  readonly fields: readonly FieldOption[];
  readonly onChange: (value: RowValue) => void;
}

/** What a field is compared with: a value, or another field of the same kind. */
export function ValueEditor({ row, name, field, fields, onChange }: ValueEditorProps) {
  const text = useText();
  const { names } = useConditionPlace();
  if (row.value.kind === 'none') return null;
  const others = comparableFields(field, fields);
  const label = `${name} ${text('condition.value')}`;
  const canBeField = row.value.kind !== 'values' && row.operator !== 'contains' && others.length > 0;
  return (
    <>
      {row.value.kind === 'field' ? (
        <Select<string>
          aria-label={label}
          {...(row.value.field === '' ? {} : { value: row.value.field })}
          placeholder={text('condition.byField')}
          options={others.map((entry) => ({ value: entry.path, label: names.option(entry) }))}
          popupMatchSelectWidth={false}
          onChange={(path) => onChange({ kind: 'field', field: path })}
        />
      ) : (
        <Literal label={label} value={row.value} field={field} onChange={onChange} />
      )}
      {canBeField ? (
        <Select<'value' | 'field'>
          className="ds-row-kind"
          aria-label={`${name} ${text('condition.kindOfValue')}`}
          value={row.value.kind === 'field' ? 'field' : 'value'}
          popupMatchSelectWidth={false}
          options={[
            { value: 'value', label: text('condition.byValue') },
            { value: 'field', label: text('condition.byField') },
          ]}
          onChange={(kind) => onChange(kind === 'field' ? { kind, field: '' } : { kind, value: '' })}
        />
      ) : null}
    </>
  );
}
