import { Input, Select } from 'antd';
import type { ScalarField } from '@dougong/kernel/metadata';
import { readDecimal } from '@dougong/ui/numbers';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import type { FieldOption } from '../../surroundings/surroundings.js';
import { useConditionPlace } from './condition-place.js';
import type { RowValue } from './condition-rows.js';
import { RecordChoice } from './RecordChoice.js';

type LiteralValue = Extract<RowValue, { kind: 'value' | 'values' }>;

interface Choice {
  readonly value: string;
  readonly label: string;
}

function choicesOf(schema: ScalarField | undefined, names: Names): readonly Choice[] {
  if (schema === undefined || !('enum' in schema)) return [];
  return schema.enum.map((value, at) => ({ value, label: names.title(schema['x-titles'][at]) || value }));
}

/** People may leave; whoever is stored stays in the list. */
function peopleOf(names: Names, chosen: readonly string[]): readonly Choice[] {
  const ids = new Set([...names.surroundings.users.map((user) => user.id), ...chosen]);
  return [...ids].map((value) => ({ value, label: names.user(value) }));
}

function chosenOf(value: LiteralValue): readonly string[] {
  const values = value.kind === 'values' ? value.values : [value.value];
  return values.filter((one) => one !== '' && one !== null && one !== undefined).map(String);
}

interface LiteralProps {
  readonly label: string;
  readonly value: LiteralValue;
  readonly field: FieldOption | undefined;
  readonly onChange: (value: RowValue) => void;
}

/** The editor of a plain value: a list of choices, people or records where the field names such, else typing. */
export function Literal({ label, value, field, onChange }: LiteralProps) {
  const { names } = useConditionPlace();
  const chosen = chosenOf(value);
  const choose = (values: readonly string[]) =>
    onChange(
      value.kind === 'values' ? { kind: 'values', values } : { kind: 'value', value: values[0] ?? '' },
    );
  if (field !== undefined && 'x-reference' in field.schema) {
    const { form } = field.schema['x-reference'];
    const multiple = value.kind === 'values';
    return <RecordChoice label={label} form={form} values={chosen} multiple={multiple} onChange={choose} />;
  }
  const options = field?.isPerson === true ? peopleOf(names, chosen) : choicesOf(field?.schema, names);
  if (value.kind === 'values') {
    return (
      <Select<string[]>
        mode={options.length > 0 ? 'multiple' : 'tags'}
        aria-label={label}
        value={[...chosen]}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={choose}
      />
    );
  }
  if (options.length > 0) {
    return (
      <Select<string>
        aria-label={label}
        {...(chosen[0] === undefined ? {} : { value: chosen[0] })}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(one) => choose([one])}
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
