import { Button, Input, Select } from 'antd';
import { Plus, UserRoundSearch, X } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { PeopleSource } from '@dougong/kernel/metadata';
import { api } from '../../app/api.js';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';
import { peopleText } from '../config-text.js';
import { useDesigner, useView } from '../designer-context.js';
import { freshRow, rowOf, SOURCE_KINDS, sourceOf } from './source-rows.js';
import type { SourceKind, SourceRow } from './source-rows.js';
import { useSourceChoices } from './use-source-choices.js';

const NAMES_MAX = 6;

interface PeopleSettingProps {
  readonly value: readonly PeopleSource[] | undefined;
  readonly onChange: (value: readonly PeopleSource[]) => void;
  readonly label: string;
}

interface SourceEditorProps {
  readonly row: SourceRow;
  readonly at: number;
  readonly onChange: (row: SourceRow) => void;
  readonly onRemove: () => void;
}

function SourceEditor({ row, at, onChange, onRemove }: SourceEditorProps) {
  const text = useText();
  const name = text('people.row', { row: at + 1 });
  return (
    <li className="ds-source">
      <Select<SourceKind>
        aria-label={`${name} ${text('people.kind')}`}
        value={row.kind}
        popupMatchSelectWidth={false}
        options={SOURCE_KINDS.map((kind) => ({ value: kind, label: text(`people.${kind}`) }))}
        onChange={(kind) => onChange(freshRow(kind))}
      />
      <SourceValue row={row} name={name} onChange={onChange} />
      <Button
        type="text"
        icon={<X size={14} />}
        aria-label={text('people.remove', { row: at + 1 })}
        onClick={onRemove}
      />
    </li>
  );
}

interface SourceValueProps {
  readonly row: SourceRow;
  readonly name: string;
  readonly onChange: (row: SourceRow) => void;
}

/** What of its kind a source means: nothing more to say, a formula, several people, or one of a list. */
function SourceValue({ row, name, onChange }: SourceValueProps) {
  const text = useText();
  const choices = useSourceChoices(row.kind);
  const label = `${name} ${text(`people.${row.kind}`)}`;
  if (row.kind === 'starter' || row.kind === 'chosen')
    return (
      <span className="ds-source-plain">
        {text(row.kind === 'starter' ? 'people.theStarter' : 'sources.chosenHelp')}
      </span>
    );
  if (row.kind === 'roleBy')
    return (
      <Input
        aria-label={label}
        value={row.value[0] ?? ''}
        maxLength={4000}
        placeholder={text('people.writeFormula')}
        onChange={(event) => onChange({ ...row, value: [event.target.value] })}
      />
    );
  if (row.kind === 'users')
    return (
      <Select<string[]>
        mode="multiple"
        aria-label={label}
        value={[...row.value]}
        placeholder={text('people.chooseUsers')}
        options={choices}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(value) => onChange({ ...row, value })}
      />
    );
  return (
    <Select<string>
      aria-label={label}
      {...(row.value[0] === undefined ? {} : { value: row.value[0] })}
      placeholder={text(row.kind === 'role' ? 'people.chooseRole' : `sources.choose_${row.kind}`)}
      options={choices}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(value) => onChange({ ...row, value: [value] })}
    />
  );
}

function ChosenAt({ node: id }: { readonly node: string }) {
  const text = useText();
  const { names } = useDesigner();
  const { document } = useView();
  const title = names.title(document.nodes.find((node) => node.id === id)?.title) || id;
  return <>{text('sources.chosenAtHelp', { node: title })}</>;
}

/** Says who a source means at this moment, as far as that can be known without a record. */
function Resolved({ source }: { readonly source: PeopleSource }) {
  const { names, surroundings, neighbours } = useDesigner();
  const text = useText();
  const role = 'role' in source ? source.role : undefined;
  const holders = useQuery({
    queryKey: ['users', role],
    queryFn: async () => (await api.users({ role: role as string })).data.data,
    enabled: role !== undefined,
    staleTime: 60_000,
  });
  const nameOf = (id: string) => surroundings.users.find((user) => user.id === id)?.name ?? id;
  if ('field' in source) return <>{text('people.byRecord', { field: names.field(source.field) })}</>;
  if ('starter' in source) return <>{text('people.theStarter')}</>;
  if ('roleBy' in source) return <>{text('people.byFormula', { formula: source.roleBy })}</>;
  if ('leader' in source || 'leaders' in source || 'leaderOf' in source)
    return <>{text('sources.byOrganisation', { who: peopleText(source, names) })}</>;
  if ('chosen' in source) return <>{text('sources.chosenHelp')}</>;
  if ('chosenAt' in source) return <ChosenAt node={source.chosenAt} />;
  const post = 'post' in source ? neighbours.posts.find(({ key }) => key === source.post) : undefined;
  const people =
    'users' in source
      ? source.users.map(nameOf)
      : post !== undefined
        ? post.holders.map(nameOf)
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
        onClick={() => setRows([...rows, freshRow('role')])}
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
