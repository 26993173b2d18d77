import { useEffect, useState } from 'react';
import { Input, Select } from 'antd';
import type { LineOption } from '@dougong/ui/lines';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { ClearMark } from '@dougong/ui/shell';
import { references, useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { withDimension, type BalanceState } from './balance-state.js';
import type { Dimension } from './register-definition.js';

interface DimensionFilterProps {
  readonly dimension: Dimension;
  readonly value: string | undefined;
  onChange(value: string | undefined): void;
}

const SEARCH_DELAY_MS = 200;

function ReferenceFilter({ dimension, value, onChange }: DimensionFilterProps) {
  const title = useLocalized();
  const text = useUiText();
  const names = useReferences();
  const form = dimension.form ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<readonly LineOption[]>([]);
  useEffect(() => {
    if (value !== undefined) references.ask(form, value);
  }, [form, value]);
  useEffect(() => {
    if (typed === null) return undefined;
    const running = new AbortController();
    const timer = setTimeout(() => {
      references.search(form, typed, running.signal).then(
        (options) => running.signal.aborted || setFound(options),
        () => undefined,
      );
    }, SEARCH_DELAY_MS);
    return () => {
      clearTimeout(timer);
      running.abort();
    };
  }, [form, typed]);
  const label = title(dimension.title);
  return (
    <Select
      className="rt-dimension"
      aria-label={label}
      placeholder={label}
      allowClear={{ label: text('forms.clear') }}
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped }}
      popupMatchSelectWidth={280}
      value={value === undefined ? null : { value, label: names.nameOf(form, value)?.title ?? '…' }}
      options={found.map((option) => ({
        value: option.value,
        label: [option.code, option.title].filter(Boolean).join(' '),
      }))}
      onOpenChange={(open) => open && setTyped('')}
      onChange={(next: { value: string; label: React.ReactNode } | null | undefined) => onChange(next?.value)}
    />
  );
}

function TextFilter({ dimension, value, onChange }: DimensionFilterProps) {
  const title = useLocalized();
  const label = title(dimension.title);
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  const apply = () => onChange(typed.trim() === '' ? undefined : typed.trim());
  return (
    <Input
      className="rt-dimension is-short"
      aria-label={label}
      placeholder={label}
      allowClear={{ clearIcon: <ClearMark /> }}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '') onChange(undefined);
      }}
      onPressEnter={(event) => event.nativeEvent.isComposing || apply()}
      onBlur={apply}
    />
  );
}

interface BalanceFiltersProps {
  readonly dimensions: readonly Dimension[];
  readonly state: BalanceState;
  onChange(state: BalanceState): void;
}

/** A filter for every dimension of the register. */
export function BalanceFilters({ dimensions, state, onChange }: BalanceFiltersProps) {
  const text = useText();
  return (
    <div className="rt-filters" role="search" aria-label={text('list.addFilter')}>
      {dimensions.map((dimension) => {
        const Filter = dimension.type === 'reference' ? ReferenceFilter : TextFilter;
        return (
          <Filter
            key={dimension.id}
            dimension={dimension}
            value={state.key[dimension.id]}
            onChange={(value) => {
              if (value !== state.key[dimension.id]) onChange(withDimension(state, dimension.id, value));
            }}
          />
        );
      })}
    </div>
  );
}
