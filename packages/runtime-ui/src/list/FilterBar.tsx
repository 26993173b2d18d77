import { useEffect, useRef, useState } from 'react';
import { Button, Dropdown, Input, Popover, type InputRef } from 'antd';
import { Plus, Search, X } from 'lucide-react';
import { useLanguage, useLocalized, useUiText } from '@dougong/ui/i18n';
import { useComposition } from '@dougong/ui/lines';
import { ClearMark } from '@dougong/ui/shell';
import { references, useReferences } from '../data/references.js';
import type { ShownField } from '../parts/fields.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { useText } from '../texts/index.js';
import { FilterEditor } from './FilterEditor.js';
import { filterKind, valuesOf } from './filter-kinds.js';
import { filterWords } from './filter-words.js';
import { changedListState, withFilters, type ListState } from './list-state.js';

interface FilterBarProps {
  readonly state: ListState;
  /** Fields that may be filtered. */
  readonly fields: readonly ShownField[];
  onChange(state: ListState): void;
}

const SEARCH_DELAY_MS = 300;

function SearchBox({ state, onChange }: Pick<FilterBarProps, 'state' | 'onChange'>) {
  const text = useText();
  const input = useRef<InputRef>(null);
  const composition = useComposition();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [typed, setTyped] = useState(state.text ?? '');
  const shown = useRef(state.text ?? '');
  useEffect(() => {
    // The address changed from elsewhere: back, a link, "clear".
    if ((state.text ?? '') !== shown.current) setTyped(state.text ?? '');
    shown.current = state.text ?? '';
  }, [state.text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcut('/', () => input.current?.focus());
  const search = (value: string, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      shown.current = value.trim();
      onChange(changedListState(state, { text: value.trim() === '' ? undefined : value.trim() }));
    }, delayMs);
  };
  return (
    <Input
      ref={input}
      className="rt-search"
      type="search"
      aria-label={text('list.search')}
      placeholder={text('list.search')}
      prefix={<Search size={16} aria-hidden="true" />}
      allowClear={{ clearIcon: <ClearMark /> }}
      value={typed}
      onCompositionStart={composition.start}
      onCompositionEnd={(event) => {
        composition.end();
        search(event.currentTarget.value, SEARCH_DELAY_MS);
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        if (!composition.isComposing()) search(event.target.value, SEARCH_DELAY_MS);
      }}
      onPressEnter={() => composition.isComposing() || search(typed, 0)}
    />
  );
}

/** Asks once for the names of what the address filters by. */
function useFilterNames(field: ShownField, values: readonly string[]): void {
  const kind = filterKind(field);
  const form = field.schema['x-reference']?.form ?? '';
  const wanted = values.join(',');
  useEffect(() => {
    if (kind === 'reference') wanted.split(',').forEach((id) => id === '' || references.ask(form, id));
    if (kind === 'user' && wanted !== '') void references.searchUsers('');
  }, [kind, form, wanted]);
}

interface ChipProps extends FilterBarProps {
  readonly field: ShownField;
  readonly opened: boolean;
  onClosed(): void;
}

function Chip({ field, state, onChange, opened, onClosed }: ChipProps) {
  const title = useLocalized();
  const text = useText();
  const uiText = useUiText();
  const { language } = useLanguage();
  const names = useReferences();
  const [open, setOpen] = useState(opened);
  const filters = state.filters.filter((filter) => filter.field === field.key);
  useFilterNames(field, valuesOf(filters));
  const label = title(field.title);
  const sources = {
    language,
    names,
    yes: uiText('states.yes'),
    no: uiText('states.no'),
    until: text('list.until'),
  };
  const words = filters.length === 0 ? text('list.any') : filterWords(field, filters, sources);
  return (
    <span className="rt-chip">
      <Popover
        open={open}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) onClosed();
        }}
        content={
          <FilterEditor
            field={field}
            filters={filters}
            label={label}
            onChange={(criteria) => onChange(withFilters(state, field.key, criteria))}
          />
        }
      >
        <button type="button" className="rt-chip-word" aria-expanded={open}>
          <span className="dg-t2">{label}</span> <span className="dg-clip">{words}</span>
        </button>
      </Popover>
      <button
        type="button"
        className="rt-chip-off"
        aria-label={text('list.removeFilter', { title: label })}
        onClick={() => {
          onChange(withFilters(state, field.key, []));
          onClosed();
        }}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

/** Search, a chip for each filter, and the way to another one. */
export function FilterBar({ state, fields, onChange }: FilterBarProps) {
  const text = useText();
  const title = useLocalized();
  const [adding, setAdding] = useState<string | null>(null);
  const active = fields.filter(
    (field) => field.key === adding || state.filters.some((filter) => filter.field === field.key),
  );
  const offered = fields.filter((field) => !active.includes(field));
  return (
    <div className="rt-filters" role="search">
      <SearchBox state={state} onChange={onChange} />
      {active.map((field) => (
        <Chip
          key={field.key}
          field={field}
          fields={fields}
          state={state}
          onChange={onChange}
          opened={field.key === adding}
          onClosed={() => setAdding(null)}
        />
      ))}
      {offered.length === 0 ? null : (
        <Dropdown
          trigger={['click']}
          menu={{
            items: offered.map((field) => ({ key: field.key, label: title(field.title) })),
            onClick: ({ key }) => setAdding(key),
          }}
        >
          <button type="button" className="rt-chip-add">
            <Plus size={14} aria-hidden="true" />
            {text('list.addFilter')}
          </button>
        </Dropdown>
      )}
      {state.filters.length === 0 && state.text === undefined ? null : (
        <Button
          type="text"
          onClick={() => onChange(changedListState(state, { filters: [], text: undefined }))}
        >
          {text('list.clear')}
        </Button>
      )}
    </div>
  );
}
