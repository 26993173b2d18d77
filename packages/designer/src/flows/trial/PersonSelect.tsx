import { useMemo, useState } from 'react';
import { Select } from 'antd';
import { findPeople } from '@dougong/ui/people';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { personOptions } from './person-options.js';

interface SelectProps<V> {
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

/** The people to choose from, narrowed while one types. */
function usePeople() {
  const { surroundings, neighbours, names } = useDesigner();
  const text = useText();
  const [typed, setTyped] = useState('');
  const people = useMemo(
    () => personOptions(surroundings.users, neighbours, names),
    [surroundings, neighbours, names],
  );
  const options = findPeople(people, typed).map(({ id, name, post, department }): Option => ({
    value: id,
    label: name,
    note: [department, post].filter(Boolean).join(' · '),
  }));
  return {
    options,
    placeholder: text('trial.choosePerson'),
    notFoundContent: text('trial.noPerson'),
    showSearch: { filterOption: false, onSearch: setTyped },
    optionRender: ({ data }: { readonly data: Option }) => (
      <span className="ds-person">
        {data.label} <small>{data.note}</small>
      </span>
    ),
    labelRender: ({ value }: { readonly value?: string | number }) => names.user(String(value ?? '')),
    onBlur: () => setTyped(''),
  };
}

/** Chooses one person by name, login, post or department. */
export function PersonSelect({ label, value, onChange }: SelectProps<string | undefined>) {
  const people = usePeople();
  return (
    <Select<string, Option>
      className="ds-person-select"
      aria-label={label}
      {...people}
      {...(value === undefined ? {} : { value })}
      onChange={onChange}
    />
  );
}

/** Chooses several people. */
export function PeopleSelect({ label, value, onChange }: SelectProps<readonly string[]>) {
  const people = usePeople();
  return (
    <Select<string[], Option>
      mode="multiple"
      className="ds-person-select"
      aria-label={label}
      {...people}
      value={[...value]}
      onChange={onChange}
    />
  );
}
