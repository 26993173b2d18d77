import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { X } from 'lucide-react';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useSelectClear } from '@dougong/ui/shell';
import { useForm } from '../../data/form-models.js';
import { useApplication } from '../../data/queries.js';
import { useText } from '../../texts/index.js';
import { PersonSelect } from '../parts/PersonSelect.js';
import { ActionSelect } from './ActionSelect.js';
import type { SeenEntries } from './ActionSelect.js';
import { CHANNELS } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';
import { FollowedTraces } from './FollowedTraces.js';
import type { ChangeFilter } from './use-audit.js';

interface FiltersProps {
  readonly filter: AuditFilter;
  readonly onFilter: ChangeFilter;
}

const DAY = 'YYYY-MM-DD';

/** Header fields, and the columns of each table of lines under its title. */
function fieldOptions(definition: FormDefinition, title: ReturnType<typeof useLocalized>) {
  return Object.entries(definition.schema.properties).flatMap(([key, schema]) => {
    const name = title(schema['x-title']) || key;
    if (!isLinesField(schema)) return [{ value: key, label: name }];
    return Object.entries(schema.items.properties).map(([column, cell]) => ({
      value: `${key}.${column}`,
      label: `${name} · ${title(cell['x-title']) || column}`,
    }));
  });
}

function FieldSelect({ form, filter, onFilter }: FiltersProps & { readonly form: string }) {
  const text = useText();
  const clear = useSelectClear();
  const title = useLocalized();
  const { data } = useForm(form);
  return (
    <Select
      className="rt-fl-filter"
      aria-label={text('audit.field')}
      placeholder={text('audit.anyField')}
      allowClear={clear}
      showSearch={{ optionFilterProp: 'label' }}
      value={filter.field ?? null}
      options={data === undefined ? [] : fieldOptions(data.definition, title)}
      onChange={(field: string | null | undefined) => onFilter({ field: field ?? undefined })}
    />
  );
}

function PeriodFilter({ filter, onFilter }: FiltersProps) {
  const text = useText();
  const day = (value: string | undefined) => (value === undefined ? null : dayjs(value));
  return (
    <DatePicker.RangePicker
      className="rt-audit-period"
      aria-label={text('audit.period')}
      allowEmpty
      value={[day(filter.from), day(filter.to)]}
      onChange={(range) => onFilter({ from: range?.[0]?.format(DAY), to: range?.[1]?.format(DAY) })}
    />
  );
}

/** An address that is looked for once it is entered. */
function AddressFilter({ filter, onFilter }: FiltersProps) {
  const text = useText();
  const enter = (typed: string) => {
    if (typed.trim() !== (filter.ip ?? '')) onFilter({ ip: typed.trim() });
  };
  return (
    <Input
      key={filter.ip ?? ''}
      className="rt-audit-text"
      aria-label={text('audit.ip')}
      placeholder={text('audit.ip')}
      allowClear
      defaultValue={filter.ip ?? ''}
      onPressEnter={({ currentTarget }) => enter(currentTarget.value)}
      onBlur={({ currentTarget }) => enter(currentTarget.value)}
    />
  );
}

/** By whom, about what, which field, when, how, over which way and from where. */
export function AuditFilters({ filter, entries, onFilter }: FiltersProps & SeenEntries) {
  const text = useText();
  const clear = useSelectClear();
  const title = useLocalized();
  const { data: app } = useApplication();
  const forms = (app?.forms ?? []).map(({ key, title: name }) => ({ value: key, label: title(name) }));
  const isPlain = Object.keys(filter).length === 0;
  return (
    <div className="rt-filters rt-audit-filters" role="search" aria-label={text('audit.filters')}>
      <div className="rt-fl-filter">
        <PersonSelect
          id="audit-actor"
          value={filter.actor}
          isClearable
          label={text('audit.actor')}
          placeholder={text('audit.anybody')}
          onChange={(actor) => onFilter({ actor })}
        />
      </div>
      <Select
        className="rt-fl-filter"
        aria-label={text('audit.object')}
        placeholder={text('audit.anyObject')}
        allowClear={clear}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.form ?? null}
        options={forms}
        onChange={(form: string | null | undefined) => onFilter({ form: form ?? undefined })}
      />
      {filter.form === undefined ? null : (
        <FieldSelect form={filter.form} filter={filter} onFilter={onFilter} />
      )}
      <PeriodFilter filter={filter} onFilter={onFilter} />
      <ActionSelect filter={filter} entries={entries} onFilter={onFilter} />
      <Select
        className="rt-fl-filter is-short"
        aria-label={text('audit.channel')}
        placeholder={text('audit.anyChannel')}
        allowClear={clear}
        value={filter.channel ?? null}
        options={CHANNELS.map((channel) => ({ value: channel, label: text(`audit.channel_${channel}`) }))}
        onChange={(channel: string | null | undefined) => onFilter({ channel: channel ?? undefined })}
      />
      <Select
        className="rt-fl-filter is-short"
        aria-label={text('audit.outcome')}
        placeholder={text('audit.anyOutcome')}
        allowClear={clear}
        value={filter.outcome ?? null}
        options={(['done', 'refused'] as const).map((outcome) => ({
          value: outcome,
          label: text(`audit.outcome_${outcome}`),
        }))}
        onChange={(outcome: string | null | undefined) => onFilter({ outcome: outcome ?? undefined })}
      />
      <AddressFilter filter={filter} onFilter={onFilter} />
      <FollowedTraces filter={filter} onFilter={onFilter} />
      {isPlain ? null : (
        <Button
          type="text"
          icon={<X size={14} />}
          onClick={() => onFilter(Object.fromEntries(Object.keys(filter).map((name) => [name, undefined])))}
        >
          {text('audit.clear')}
        </Button>
      )}
    </div>
  );
}
