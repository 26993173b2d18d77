import { Button, Input, Segmented, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import type { Condition, ScalarField } from '@dougong/kernel/metadata';
import { readDecimal } from '@dougong/ui/numbers';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { conditionFields } from '../flow-context.js';
import type { FieldOption } from '../flow-context.js';
import { conditionSentence } from '../flow-sentences.js';
import { conditionOf, rowsOf } from './condition-rows.js';
import type { ConditionRow, ConditionRows, RowOperator, RowValue } from './condition-rows.js';
import { comparableFields, isComplete, OPERATOR_TEXTS, operatorsOf, startValue } from './row-operators.js';

interface ConditionEditorProps {
  readonly value: Condition | undefined;
  readonly onChange: (value: Condition | undefined) => void;
}

const EMPTY_ROW: ConditionRow = { field: '', operator: '==', value: { kind: 'none' } };

/** A condition as rows, read back as one sentence. One that rows cannot show is read only until it is replaced. */
export function ConditionEditor({ value, onChange }: ConditionEditorProps) {
  const text = useText();
  const rows = rowsOf(value);
  if (rows === undefined) {
    return (
      <div className="ds-stack">
        <Sentence value={value} />
        <p className="ds-help">{text('condition.complex')}</p>
        <Button onClick={() => onChange(undefined)}>{text('condition.replace')}</Button>
      </div>
    );
  }
  return <RowsEditor value={value} onChange={onChange} />;
}

function Sentence({
  value,
  pending = false,
}: {
  readonly value: Condition | undefined;
  readonly pending?: boolean;
}) {
  const text = useText();
  const { names } = useDesigner();
  const sentence = conditionSentence(value, names);
  if (sentence === '')
    return (
      <p className="ds-sentence is-empty">{text(pending ? 'condition.incomplete' : 'condition.empty')}</p>
    );
  return (
    <p className={`ds-sentence${sentence === undefined ? ' is-faulty' : ''}`} aria-live="polite">
      {sentence === undefined ? text('condition.incomplete') : text('condition.sentence', { sentence })}
    </p>
  );
}

function RowsEditor({ value, onChange }: ConditionEditorProps) {
  const text = useText();
  const { surroundings } = useDesigner();
  const fields = conditionFields(surroundings);
  const [draft, setDraft] = useDraft<Condition | undefined, ConditionRows>(
    value,
    (stored) => rowsOf(stored) ?? { join: 'and', rows: [] },
    (rows) => conditionOf({ ...rows, rows: rows.rows.filter(isComplete) }),
    onChange,
  );
  const rows = draft.rows.length === 0 ? [EMPTY_ROW] : draft.rows;
  const setRows = (next: readonly ConditionRow[]) => setDraft({ ...draft, rows: next });
  return (
    <div className="ds-stack">
      {rows.length < 2 ? null : (
        <Segmented<'and' | 'or'>
          aria-label={text('condition.join')}
          block
          value={draft.join}
          onChange={(join) => setDraft({ ...draft, join })}
          options={[
            { value: 'and', label: text('condition.all') },
            { value: 'or', label: text('condition.any') },
          ]}
        />
      )}
      <ul className="ds-stack">
        {rows.map((row, at) => (
          <RowEditor
            key={at}
            row={row}
            at={at}
            fields={fields}
            onChange={(next) => setRows(rows.map((entry, index) => (index === at ? next : entry)))}
            onRemove={() => setRows(rows.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      <Button type="dashed" block icon={<Plus size={14} />} onClick={() => setRows([...rows, EMPTY_ROW])}>
        {text('condition.add')}
      </Button>
      <Sentence value={value} pending={draft.rows.length > 0} />
    </div>
  );
}

interface RowEditorProps {
  readonly row: ConditionRow;
  readonly at: number;
  readonly fields: readonly FieldOption[];
  readonly onChange: (row: ConditionRow) => void;
  readonly onRemove: () => void;
}

function RowEditor({ row, at, fields, onChange, onRemove }: RowEditorProps) {
  const text = useText();
  const { names } = useDesigner();
  const field = fields.find((entry) => entry.path === row.field);
  const operators = operatorsOf(field?.kind ?? 'text', row.operator);
  const name = text('condition.row', { row: at + 1 });
  const options = fields.map((entry) => ({ value: entry.path, label: names.option(entry) }));
  const known =
    row.field === '' || field !== undefined
      ? options
      : [...options, { value: row.field, label: names.field(row.field) }];
  const choose = (path: string) => {
    const next = fields.find((entry) => entry.path === path);
    const operator = operatorsOf(next?.kind ?? 'text')[0] ?? '==';
    const keeps = next?.kind === field?.kind && row.field !== '';
    onChange(keeps ? { ...row, field: path } : { field: path, operator, value: startValue(operator) });
  };
  const compare = (operator: RowOperator) => {
    const fresh = startValue(operator);
    onChange({
      ...row,
      operator,
      value:
        row.value.kind === fresh.kind || (fresh.kind === 'value' && row.value.kind === 'field')
          ? row.value
          : fresh,
    });
  };
  return (
    <li>
      <div className="ds-row" role="group" aria-label={name}>
        <div className="ds-row-line">
          <Select<string>
            aria-label={`${name} ${text('condition.field')}`}
            {...(row.field === '' ? {} : { value: row.field })}
            placeholder={text('condition.field')}
            options={known}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            onChange={choose}
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
            options={operators.map((operator) => ({
              value: operator,
              label: text(OPERATOR_TEXTS[operator]),
            }))}
            onChange={compare}
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

interface ValueEditorProps {
  readonly row: ConditionRow;
  readonly name: string;
  readonly field: FieldOption | undefined;
  readonly fields: readonly FieldOption[];
  readonly onChange: (value: RowValue) => void;
}

function ValueEditor({ row, name, field, fields, onChange }: ValueEditorProps) {
  const text = useText();
  const { names } = useDesigner();
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

type LiteralValue = Extract<RowValue, { kind: 'value' | 'values' }>;

function choicesOf(
  schema: ScalarField | undefined,
): readonly { value: string; title: { 'zh-CN': string; en: string } }[] {
  if (schema === undefined || !('enum' in schema)) return [];
  return schema.enum.flatMap((value, at) => {
    const title = schema['x-titles'][at];
    return title === undefined ? [] : [{ value, title }];
  });
}

function Literal({
  label,
  value,
  field,
  onChange,
}: {
  readonly label: string;
  readonly value: LiteralValue;
  readonly field: FieldOption | undefined;
  readonly onChange: (value: RowValue) => void;
}) {
  const { names, surroundings } = useDesigner();
  const people =
    field?.isPerson === true ? surroundings.users.map((user) => ({ value: user.id, label: user.name })) : [];
  const choices = choicesOf(field?.schema).map((choice) => ({
    value: choice.value,
    label: names.title(choice.title),
  }));
  const options = people.length > 0 ? people : choices;
  if (value.kind === 'values') {
    return (
      <Select<string[]>
        mode={options.length > 0 ? 'multiple' : 'tags'}
        aria-label={label}
        value={value.values.map(String)}
        options={options}
        onChange={(values) => onChange({ kind: 'values', values })}
      />
    );
  }
  if (options.length > 0) {
    return (
      <Select<string>
        aria-label={label}
        {...(value.value === '' ? {} : { value: String(value.value) })}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(chosen) => onChange({ kind: 'value', value: chosen })}
      />
    );
  }
  return (
    <TypedLiteral
      label={label}
      value={value.value}
      kind={field?.kind ?? 'text'}
      onChange={(typed) => onChange({ kind: 'value', value: typed })}
    />
  );
}

/** Amounts are read as people type them and stored as exact text; what is no number is not stored. */
function TypedLiteral({
  label,
  value,
  kind,
  onChange,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly kind: string;
  readonly onChange: (value: unknown) => void;
}) {
  const text = useText();
  const isNumber = kind === 'decimal' || kind === 'integer';
  const shown = value === null || value === undefined ? '' : String(value);
  const isBad = isNumber && shown !== '' && typeof readDecimal(shown) !== 'string';
  return (
    <Input
      aria-label={label}
      {...(isBad ? { status: 'error' as const, title: text('condition.notNumber') } : {})}
      {...(isNumber ? { inputMode: 'decimal' as const, className: 'ds-figure' } : {})}
      type={kind === 'date' ? 'date' : 'text'}
      maxLength={200}
      value={shown}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => {
        const read = isNumber ? readDecimal(shown) : undefined;
        if (typeof read === 'string' && read !== shown) onChange(read);
      }}
    />
  );
}
