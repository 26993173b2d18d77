import { useDeferredValue, useState } from 'react';
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { nameOfRecord, references, useReferencesVersion } from '../../app/references.js';
import { useText } from '../../i18n/text.js';

interface RecordSearchProps {
  readonly form: string;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

/** Finds a stored record by its number or its title. */
export function RecordSearch({ form, value, onChange }: RecordSearchProps) {
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
    ]),
  ];
  return (
    <Select<string>
      className="ds-record-search"
      aria-label={text('try.record')}
      placeholder={text('try.chooseRecord')}
      options={ids.map((id) => ({
        value: id,
        label: nameOfRecord(form, id) ?? text('fields.unknownRecord'),
      }))}
      popupMatchSelectWidth={320}
      notFoundContent={text(found.isFetching ? 'loading' : 'condition.noRecord')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      {...(value === undefined ? {} : { value })}
      onChange={onChange}
    />
  );
}
