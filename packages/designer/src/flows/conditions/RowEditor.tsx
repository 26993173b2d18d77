import { Button, Select } from 'antd';
import { X } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import type { FieldOption } from '../../surroundings/surroundings.js';
import { useConditionPlace } from './condition-place.js';
import type { ConditionRow, RowOperator } from './condition-rows.js';
import { OPERATOR_TEXTS, operatorsOf, startValue } from './row-operators.js';
import { ValueEditor } from './ValueEditor.js';

interface RowEditorProps {
  readonly row: ConditionRow;
  readonly at: number;
  readonly fields: readonly FieldOption[];
  readonly onChange: (row: ConditionRow) => void;
  readonly onRemove: () => void;
}

/** Another field keeps comparison and value only where both mean the same for it. */
function withField(row: ConditionRow, path: string, fields: readonly FieldOption[]): ConditionRow {
  const fieldAt = (name: string) => fields.find((entry) => entry.path === name);
  const [old, next] = [fieldAt(row.field), fieldAt(path)];
  const operator = operatorsOf(next?.kind ?? 'text')[0] ?? '==';
  const keeps = row.field !== '' && next?.kind === old?.kind && !isListed(next);
  return keeps ? { ...row, field: path } : { field: path, operator, value: startValue(operator) };
}

/** The values of one choice or reference mean nothing to another. */
function isListed(field: FieldOption | undefined): boolean {
  return field?.kind === 'choice' || field?.kind === 'reference';
}

function withOperator(row: ConditionRow, operator: RowOperator): ConditionRow {
  const fresh = startValue(operator);
  const keeps = row.value.kind === fresh.kind || (fresh.kind === 'value' && row.value.kind === 'field');
  return { ...row, operator, value: keeps ? row.value : fresh };
}

/** One comparison: field, operator, value. */
export function RowEditor({ row, at, fields, onChange, onRemove }: RowEditorProps) {
  const text = useText();
  const field = fields.find((entry) => entry.path === row.field);
  const name = text('condition.row', { row: at + 1 });
  return (
    <li>
      <div className="ds-row" role="group" aria-label={name}>
        <div className="ds-row-line">
          <FieldChoice
            label={`${name} ${text('condition.field')}`}
            path={row.field}
            fields={fields}
            onChange={(path) => onChange(withField(row, path, fields))}
          />
          <Button
            type="text"
            icon={<X size={14} />}
            aria-label={text('condition.remove', { row: at + 1 })}
            onClick={onRemove}
          />
        </div>
        <div className="ds-row-line">
          <Select<RowOperator>
            className="ds-row-operator"
            aria-label={`${name} ${text('condition.operator')}`}
            value={row.operator}
            popupMatchSelectWidth={false}
            options={operatorsOf(field?.kind ?? 'text', row.operator).map((operator) => ({
              value: operator,
              label: text(OPERATOR_TEXTS[operator]),
            }))}
            onChange={(operator) => onChange(withOperator(row, operator))}
          />
          <ValueEditor
            row={row}
            name={name}
            field={field}
            fields={fields}
            onChange={(value) => onChange({ ...row, value })}
          />
        </div>
      </div>
    </li>
  );
}

interface FieldChoiceProps {
  readonly label: string;
  readonly path: string;
  readonly fields: readonly FieldOption[];
  readonly onChange: (path: string) => void;
}

/** The fields that may be compared; one that is stored and has gone stays visible. */
function FieldChoice({ label, path, fields, onChange }: FieldChoiceProps) {
  const text = useText();
  const { names } = useConditionPlace();
  const options = fields.map((entry) => ({ value: entry.path, label: names.option(entry) }));
  const isKnown = path === '' || fields.some((entry) => entry.path === path);
  return (
    <Select<string>
      aria-label={label}
      {...(path === '' ? {} : { value: path })}
      placeholder={text('condition.field')}
      options={isKnown ? options : [...options, { value: path, label: names.field(path) }]}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={onChange}
    />
  );
}
