import { useDeferredValue, useState } from 'react';
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { nameOfRecord, references, useReferencesVersion } from '../../app/references.js';
import { useText } from '../../i18n/text.js';

interface RecordSearchProps {
  readonly form: string;
  readonly value: string | undefined;
  /** The id; nothing where a placeholder stands for any record and the choice was cleared. */
  readonly onChange: (id: string) => void;
  readonly label?: string;
  /** What stands where none is chosen; then a choice can be taken back. */
  readonly placeholder?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds a stored record by its number or its title; an id that is put in is taken as it is. */
export function RecordSearch({ form, value, onChange, label, placeholder }: RecordSearchProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed);
  useReferencesVersion();
  const found = useQuery({
    queryKey: ['records', form, asked],
    queryFn: ({ signal }) => references.search(form, asked, signal),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const ids = [
    ...new Set([
      ...(found.data ?? []).map((option) => option.value),
      ...(value === undefined ? [] : [value]),
      ...(ID.test(asked) ? [asked] : []),
    ]),
  ];
  return (
    <Select<string>
      className="ds-record-search"
      aria-label={label ?? text('try.record')}
      allowClear={placeholder !== undefined}
      placeholder={placeholder ?? text('try.chooseRecord')}
      options={ids.map((id) => ({
        value: id,
        label: nameOfRecord(form, id) ?? (id === asked ? id : text('fields.unknownRecord')),
      }))}
      popupMatchSelectWidth={320}
      notFoundContent={text(found.isFetching ? 'loading' : 'condition.noRecord')}
      showSearch={{ filterOption: false, onSearch: (words) => setTyped(words.trim()) }}
      {...(value === undefined ? {} : { value })}
      onChange={(id: string | undefined) => onChange(id ?? '')}
    />
  );
}
