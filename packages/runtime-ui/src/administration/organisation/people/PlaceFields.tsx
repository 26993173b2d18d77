import { Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useSelectClear } from '@dougong/ui/shell';
import { useText } from '../../../texts/index.js';
import { Field } from '../../parts/Field.js';
import { useDepartments, usePosts, useRoles } from '../../queries.js';

/** Where somebody belongs: only departments that still stand are offered. */
export function DepartmentField({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: string | null;
  onChange(department: string | null): void;
}) {
  const text = useText();
  const title = useLocalized();
  const clear = useSelectClear();
  const { data: departments = [] } = useDepartments();
  return (
    <Field id={id} label={text('organisation.department')}>
      <Select
        id={id}
        className="rt-adm-select"
        allowClear={clear}
        placeholder={text('organisation.noDepartment')}
        value={value}
        options={departments
          .filter(({ active }) => active)
          .map(({ key, title: name }) => ({ value: key, label: title(name) }))}
        onChange={(department: string | null | undefined) => onChange(department ?? null)}
      />
    </Field>
  );
}

interface SeveralProps {
  readonly id: string;
  readonly value: readonly string[];
  onChange(keys: readonly string[]): void;
}

/** Organisations that somebody works in besides his own; nothing to ask where there are no several. */
export function OrganisationsField({ id, value, onChange }: SeveralProps) {
  const text = useText();
  const title = useLocalized();
  const { data: departments = [] } = useDepartments();
  const organisations = departments.filter(({ active, organisation }) => active && organisation !== null);
  if (organisations.length < 2 && value.length === 0) return null;
  return (
    <Field id={id} label={text('organisations.worksAlsoIn')} note={text('organisations.worksAlsoInNote')}>
      <Select
        id={id}
        className="rt-adm-select"
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={text('organisations.onlyOwn')}
        value={[...value]}
        options={organisations.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
        onChange={onChange}
      />
    </Field>
  );
}

/** The posts that somebody holds. */
export function PostsField({ id, value, onChange }: SeveralProps) {
  const text = useText();
  const title = useLocalized();
  const { data: posts = [] } = usePosts();
  return (
    <Field id={id} label={text('organisation.posts')} note={text('organisation.postsNote')}>
      <Select
        id={id}
        className="rt-adm-select"
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={text('organisation.noPost')}
        value={[...value]}
        options={posts.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
        onChange={onChange}
      />
    </Field>
  );
}

/** The roles that somebody has. */
export function RolesField({
  id,
  value,
  onChange,
  note,
  disabled = false,
}: SeveralProps & { readonly note?: string; readonly disabled?: boolean }) {
  const text = useText();
  const title = useLocalized();
  const { data: roles = [] } = useRoles();
  return (
    <Field id={id} label={text('organisation.roles')} {...(note === undefined ? {} : { note })}>
      <Select
        id={id}
        className="rt-adm-select"
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        disabled={disabled}
        value={[...value]}
        options={roles.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
        onChange={onChange}
      />
    </Field>
  );
}
