import { Button, Input, Select } from 'antd';
import { Plus, UserRoundSearch, X } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { PeopleSource } from '@dougong/kernel/metadata';
import { api } from '../../app/api.js';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { personFields } from '../../surroundings/surroundings.js';

type SourceKind = 'role' | 'field' | 'users' | 'starter' | 'roleBy';

/** A source as it is chosen; one without a value is not stored yet. */
interface SourceRow {
  readonly kind: SourceKind;
  readonly value: readonly string[];
}

const KINDS: readonly SourceKind[] = ['role', 'field', 'users', 'starter', 'roleBy'];
const NAMES_MAX = 6;

function rowOf(source: PeopleSource): SourceRow {
  if ('role' in source) return { kind: 'role', value: [source.role] };
  if ('field' in source) return { kind: 'field', value: [source.field] };
  if ('users' in source) return { kind: 'users', value: source.users };
  if ('roleBy' in source) return { kind: 'roleBy', value: [source.roleBy] };
  return { kind: 'starter', value: [] };
}

function sourceOf({ kind, value }: SourceRow): PeopleSource[] {
  const [first] = value;
  if (kind === 'starter') return [{ starter: true }];
  if (first === undefined || first.trim() === '') return [];
  if (kind === 'roleBy') return [{ roleBy: first }];
  if (kind === 'users') return [{ users: [...value] }];
  return kind === 'role' ? [{ role: first }] : [{ field: first }];
}

interface PeopleSettingProps {
  readonly value: readonly PeopleSource[] | undefined;
  readonly onChange: (value: readonly PeopleSource[]) => void;
  readonly label: string;
}

function useChoices(kind: SourceKind) {
  const { surroundings, names } = useDesigner();
  if (kind === 'role')
    return surroundings.roles.map((role) => ({ value: role.key, label: names.title(role.title) }));
  if (kind === 'field')
    return personFields(surroundings).map((field) => ({ value: field.path, label: names.option(field) }));
  return surroundings.users.map((user) => {
    const post = names.title(user.post ?? undefined);
    return { value: user.id, label: post === '' ? user.name : `${user.name} · ${post}` };
  });
}

function SourceEditor({
  row,
  at,
  onChange,
  onRemove,
}: {
  readonly row: SourceRow;
  readonly at: number;
  readonly onChange: (row: SourceRow) => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const choices = useChoices(row.kind);
  const name = text('people.row', { row: at + 1 });
  const placeholder = {
    role: 'people.chooseRole',
    field: 'people.chooseField',
    users: 'people.chooseUsers',
    starter: 'people.starter',
    roleBy: 'people.writeFormula',
  }[row.kind];
  return (
    <li className="ds-source">
      <Select<SourceKind>
        aria-label={`${name} ${text('people.kind')}`}
        value={row.kind}
        popupMatchSelectWidth={false}
        options={KINDS.map((kind) => ({ value: kind, label: text(`people.${kind}`) }))}
        onChange={(kind) => onChange({ kind, value: [] })}
      />
      {row.kind === 'starter' ? (
        <span className="ds-source-plain">{text('people.theStarter')}</span>
      ) : row.kind === 'roleBy' ? (
        <Input
          aria-label={`${name} ${text('people.roleBy')}`}
          value={row.value[0] ?? ''}
          maxLength={4000}
          placeholder={text(placeholder)}
          onChange={(event) => onChange({ ...row, value: [event.target.value] })}
        />
      ) : row.kind === 'users' ? (
        <Select<string[]>
          mode="multiple"
          aria-label={`${name} ${text('people.users')}`}
          value={[...row.value]}
          placeholder={text(placeholder)}
          options={choices}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(value) => onChange({ ...row, value })}
        />
      ) : (
        <Select<string>
          aria-label={`${name} ${text(`people.${row.kind}`)}`}
          {...(row.value[0] === undefined ? {} : { value: row.value[0] })}
          placeholder={text(placeholder)}
          options={choices}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={(value) => onChange({ ...row, value: [value] })}
        />
      )}
      <Button
        type="text"
        icon={<X size={14} />}
        aria-label={text('people.remove', { row: at + 1 })}
        onClick={onRemove}
      />
    </li>
  );
}

/** Says who a source means at this moment, as far as that can be known without a record. */
function Resolved({ source }: { readonly source: PeopleSource }) {
  const { names, surroundings } = useDesigner();
  const text = useText();
  const role = 'role' in source ? source.role : undefined;
  const holders = useQuery({
    queryKey: ['users', role],
    queryFn: async () => (await api.users({ role: role as string })).data.data,
    enabled: role !== undefined,
    staleTime: 60_000,
  });
  if ('field' in source) return <>{text('people.byRecord', { field: names.field(source.field) })}</>;
  if ('starter' in source) return <>{text('people.theStarter')}</>;
  if ('roleBy' in source) return <>{text('people.byFormula', { formula: source.roleBy })}</>;
  const people =
    'users' in source
      ? source.users.map((id) => surroundings.users.find((user) => user.id === id)?.name ?? id)
      : (holders.data ?? []).map((user) => user.name);
  if (people.length === 0) {
    if (holders.isPending && role !== undefined) return <>…</>;
    return <span className="ds-fault">{text('people.nobody')}</span>;
  }
  const shown = people.slice(0, NAMES_MAX).join(names.language === 'zh-CN' ? '、' : ', ');
  return (
    <>{people.length > NAMES_MAX ? `${shown} ${text('people.more', { count: people.length })}` : shown}</>
  );
}

/** Who does it: sources in order, and who that would be now. */
export function PeopleSetting({ value, onChange, label }: PeopleSettingProps) {
  const text = useText();
  const [rows, setRows] = useDraft<readonly PeopleSource[], readonly SourceRow[]>(
    value ?? [],
    (sources) => sources.map(rowOf),
    (draft) => draft.flatMap(sourceOf),
    onChange,
  );
  const replace = (at: number, row: SourceRow) =>
    setRows(rows.map((entry, index) => (index === at ? row : entry)));
  return (
    <div className="ds-stack" aria-label={label}>
      {rows.length === 0 ? <p className="ds-help">{text('people.none')}</p> : null}
      <ul className="ds-stack">
        {rows.map((row, at) => (
          <SourceEditor
            key={at}
            row={row}
            at={at}
            onChange={(next) => replace(at, next)}
            onRemove={() => setRows(rows.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      <Button
        type="dashed"
        block
        icon={<Plus size={14} />}
        onClick={() => setRows([...rows, { kind: 'role', value: [] }])}
      >
        {text('people.add')}
      </Button>
      {(value ?? []).length === 0 ? null : (
        <div className="ds-now">
          <UserRoundSearch size={14} aria-hidden="true" />
          <div>
            <b>{text('people.now')}</b>
            {(value ?? []).map((source) => (
              <p key={JSON.stringify(source)}>
                <Resolved source={source} />
              </p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
