import { useState } from 'react';
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { nameOfRecord, references, useReferencesVersion } from '../../app/references.js';
import { useText } from '../../i18n/text.js';

interface RecordChoiceProps {
  readonly label: string;
  /** The form whose records are offered. */
  readonly form: string;
  readonly values: readonly string[];
  readonly multiple: boolean;
  readonly onChange: (values: readonly string[]) => void;
}

/** Chooses records of a form by code or name; what is stored is their ids. */
export function RecordChoice({ label, form, values, multiple, onChange }: RecordChoiceProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  useReferencesVersion();
  const found = useQuery({
    queryKey: ['records', form, typed],
    queryFn: ({ signal }) => references.search(form, typed, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const nameOf = (id: string) => nameOfRecord(form, id) ?? text('fields.unknownRecord');
  const offered = (found.data ?? []).map((option) => option.value);
  const options = [...new Set([...offered, ...values])].map((id) => ({ value: id, label: nameOf(id) }));
  const shared = {
    className: 'ds-row-record',
    'aria-label': label,
    placeholder: text('condition.chooseRecord'),
    options,
    popupMatchSelectWidth: false,
    notFoundContent: text(found.isFetching ? 'loading' : 'condition.noRecord'),
    showSearch: { filterOption: false, onSearch: setTyped },
  };
  if (multiple)
    return <Select<string[]> {...shared} mode="multiple" value={[...values]} onChange={onChange} />;
  return (
    <Select<string>
      {...shared}
      {...(values[0] === undefined ? {} : { value: values[0] })}
      onChange={(id) => onChange([id])}
    />
  );
}
