import { Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useSelectClear } from '@dougong/ui/shell';
import { usePeople } from '../queries.js';

interface PersonSelectProps {
  readonly id: string;
  readonly value: string | undefined;
  /** Somebody who makes no sense here. */
  readonly without?: string | undefined;
  readonly isFaulty?: boolean;
  readonly isClearable?: boolean;
  readonly placeholder?: string;
  /** What it is for, where no label stands beside it. */
  readonly label?: string;
  onChange(user: string | undefined): void;
}

/** Chooses one of the people who work here, by name, login or post. */
export function PersonSelect({
  id,
  value,
  without,
  isFaulty = false,
  isClearable = false,
  placeholder,
  label,
  onChange,
}: PersonSelectProps) {
  const title = useLocalized();
  const clear = useSelectClear();
  const { data: people, isPending } = usePeople();
  const options = (people ?? [])
    .filter((person) => person.id !== without)
    .map(({ id: user, name, login, post }) => {
      const words = title(post);
      return {
        value: user,
        label: words === '' ? name : `${name} · ${words}`,
        search: `${name} ${login} ${words}`.toLowerCase(),
      };
    });
  return (
    <Select
      id={id}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="rt-adm-select"
      showSearch={{ filterOption: (typed, option) => option?.search.includes(typed.toLowerCase()) ?? false }}
      allowClear={isClearable && clear}
      loading={isPending}
      value={value ?? null}
      status={isFaulty ? 'error' : ''}
      aria-invalid={isFaulty || undefined}
      placeholder={placeholder}
      options={options}
      onChange={(user: string | null | undefined) => onChange(user ?? undefined)}
    />
  );
}
