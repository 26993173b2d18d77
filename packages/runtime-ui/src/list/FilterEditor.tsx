import { useEffect, useState } from 'react';
import { Button, Checkbox, DatePicker, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import type { RecordFilter } from '@dougong/ui/api';
import { choiceWord, isMultiChoice } from '@dougong/ui/forms';
import type { LineOption } from '@dougong/ui/lines';
import { localized, useLanguage, useUiText } from '@dougong/ui/i18n';
import { references, useReferences } from '../data/references.js';
import type { ShownField } from '../parts/fields.js';
import { useText } from '../texts/index.js';
import { boundRead, boundShown } from './filter-bounds.js';
import {
  anyOf,
  between,
  boundOf,
  endOfDay,
  filterKind,
  holdsAny,
  startOfDay,
  valuesOf,
  type FilterKind,
} from './filter-kinds.js';

type Criterion = Omit<RecordFilter, 'field'>;

interface EditorProps {
  readonly field: ShownField;
  readonly filters: readonly RecordFilter[];
  readonly label: string;
  onChange(filters: readonly Criterion[]): void;
}

function choicesOf(field: ShownField): readonly { value: string; title: Parameters<typeof localized>[0] }[] {
  if (field.states !== undefined)
    return field.states.map((state) => ({ value: state.id, title: state.title }));
  const values = field.schema.enum ?? field.schema.items?.enum ?? [];
  return values.map((value) => ({ value, title: choiceWord(field.schema, value) }));
}

function ChoicesEditor({ field, filters, label, onChange }: EditorProps) {
  const { language } = useLanguage();
  return (
    <Checkbox.Group
      className="rt-filter-choices"
      aria-label={label}
      value={[...valuesOf(filters)]}
      options={choicesOf(field).map(({ value, title }) => ({ value, label: localized(title, language) }))}
      onChange={(values) => onChange(isMultiChoice(field.schema) ? holdsAny(values) : anyOf(values))}
    />
  );
}

function useFound(
  search: (text: string, signal: AbortSignal) => Promise<readonly LineOption[]>,
  typed: string,
) {
  const [found, setFound] = useState<readonly LineOption[]>([]);
  useEffect(() => {
    const running = new AbortController();
    search(typed, running.signal).then(
      (options) => running.signal.aborted || setFound(options),
      () => running.signal.aborted || setFound([]),
    );
    return () => running.abort();
  }, [search, typed]);
  return found;
}

function NamesEditor({
  filters,
  label,
  onChange,
  search,
  nameOf,
}: EditorProps & {
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly LineOption[]>;
  readonly nameOf: (id: string) => string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const found = useFound(search, typed);
  const chosen = valuesOf(filters);
  return (
    <Select
      mode="multiple"
      autoFocus
      className="rt-filter-select"
      aria-label={label}
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={chosen.map((id) => ({ value: id, label: nameOf(id) ?? id }))}
      options={found.map((option) => ({
        value: option.value,
        label: [option.code, option.title].filter(Boolean).join(' '),
      }))}
      onChange={(values: { value: string }[]) => onChange(anyOf(values.map(({ value }) => value)))}
    />
  );
}

function ReferenceEditor(props: EditorProps) {
  const form = props.field.schema['x-reference']?.form ?? '';
  const names = useReferences();
  const [search] = useState(
    () => (text: string, signal: AbortSignal) => references.search(form, text, signal),
  );
  return <NamesEditor {...props} search={search} nameOf={(id) => names.nameOf(form, id)?.title} />;
}

function UserEditor(props: EditorProps) {
  const names = useReferences();
  const role = props.field.schema['x-role'];
  const [search] = useState(
    () => (text: string, signal: AbortSignal) => references.searchUsers(text, role, signal),
  );
  return <NamesEditor {...props} search={search} nameOf={(id) => names.nameOfUser(id)} />;
}

function DepartmentEditor(props: EditorProps) {
  const names = useReferences();
  const below = props.field.schema['x-below'];
  const [search] = useState(
    () => (text: string, signal: AbortSignal) => references.searchDepartments(text, below, signal),
  );
  return <NamesEditor {...props} search={search} nameOf={(key) => names.nameOfDepartment(key)} />;
}

function BooleanEditor({ filters, label, onChange }: EditorProps) {
  const uiText = useUiText();
  return (
    <Radio.Group
      aria-label={label}
      value={valuesOf(filters)[0]}
      options={[
        { value: 'true', label: uiText('states.yes') },
        { value: 'false', label: uiText('states.no') },
      ]}
      onChange={(event) => onChange([{ op: 'eq', value: String(event.target.value) }])}
    />
  );
}

function RangeEditor({ field, filters, label, onChange }: EditorProps) {
  const text = useText();
  const [from, setFrom] = useState(boundShown(field, boundOf(filters, 'gte')));
  const [to, setTo] = useState(boundShown(field, boundOf(filters, 'lte')));
  const apply = () => onChange(between(boundRead(field, from), boundRead(field, to)));
  return (
    <form
      className="rt-filter-range"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Input
        autoFocus
        inputMode={field.schema.format === 'local-time' ? 'text' : 'decimal'}
        aria-label={`${label} ${text('list.from')}`}
        placeholder={text('list.from')}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Input
        inputMode="decimal"
        aria-label={`${label} ${text('list.to')}`}
        placeholder={text('list.to')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button htmlType="submit">{text('list.apply')}</Button>
    </form>
  );
}

function DatesEditor({ field, filters, label, onChange }: EditorProps) {
  const [from, to] = [boundOf(filters, 'gte'), boundOf(filters, 'lte')];
  const isMoment = field.schema.format === 'date-time';
  const bound = (date: string, edge: (day: string) => string) =>
    date === '' || !isMoment ? date : edge(date);
  return (
    <DatePicker.RangePicker
      aria-label={label}
      allowEmpty={[true, true]}
      value={[from === '' ? null : dayjs(from), to === '' ? null : dayjs(to)]}
      onChange={(_, texts) => {
        const [first = '', last = ''] = texts ?? [];
        onChange(between(bound(first, startOfDay), bound(last, endOfDay)));
      }}
    />
  );
}

function TextEditor({ filters, label, onChange }: EditorProps) {
  const text = useText();
  const [value, setValue] = useState(filters.find((filter) => filter.op === 'contains')?.value ?? '');
  return (
    <form
      className="rt-filter-range"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(value.trim() === '' ? [] : [{ op: 'contains', value: value.trim() }]);
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        placeholder={text('list.contains')}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button htmlType="submit">{text('list.apply')}</Button>
    </form>
  );
}

const EDITORS: Readonly<Record<FilterKind, (props: EditorProps) => React.ReactNode>> = {
  choices: ChoicesEditor,
  several: ChoicesEditor,
  department: DepartmentEditor,
  reference: ReferenceEditor,
  user: UserEditor,
  boolean: BooleanEditor,
  range: RangeEditor,
  dates: DatesEditor,
  text: TextEditor,
};

/** The editor of one filter, by the kind of its field. */
export function FilterEditor(props: EditorProps) {
  const Editor = EDITORS[filterKind(props.field)];
  return <Editor {...props} />;
}
