import { useState } from 'react';
import { Button, Select } from 'antd';
import { GitCompare } from 'lucide-react';
import type { BundleName, ReleaseEntry } from '@dougong/ui/api';
import { useText } from '../i18n/text.js';
import type { Compared } from './compared.js';

interface CompareChoiceProps {
  /** Releases that were read already: they have names. Any other one is chosen by its number. */
  readonly releases: readonly ReleaseEntry[];
  readonly newest: number;
  readonly onCompare: (compared: Compared) => void;
}

/** Any two releases, or the drafts, against each other. */
export function CompareChoice({ releases, newest, onCompare }: CompareChoiceProps) {
  const text = useText();
  const [from, setFrom] = useState<BundleName>(Math.max(1, newest - 1));
  const [to, setTo] = useState<BundleName>('current');
  const names = new Map(releases.map(({ number, name }) => [number, name]));
  const numbers = Array.from({ length: newest }, (_, at) => newest - at);
  const options = [
    { value: 'drafts' as BundleName, label: text('choice.drafts') },
    { value: 'current' as BundleName, label: text('choice.current') },
    ...numbers.map((number) => {
      const label = text('status.release', { number });
      const name = names.get(number);
      return { value: number as BundleName, label: name ? `${label} · ${name}` : label };
    }),
  ];
  const choice = (label: string, value: BundleName, onChange: (value: BundleName) => void) => (
    <label>
      <span>{label}</span>
      <Select
        aria-label={label}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        value={value}
        onChange={onChange}
      />
    </label>
  );
  return (
    <section className="ds-compare-choice" aria-label={text('choice.title')}>
      {choice(text('choice.from'), from, setFrom)}
      {choice(text('choice.to'), to, setTo)}
      <Button icon={<GitCompare size={16} />} disabled={from === to} onClick={() => onCompare({ from, to })}>
        {text('choice.show')}
      </Button>
    </section>
  );
}
