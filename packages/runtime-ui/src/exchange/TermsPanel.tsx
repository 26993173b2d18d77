import { Checkbox, Radio, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../texts/index.js';
import { keyChoices, type Mapping, type Terms } from './mapping.js';
import type { ImportMode, Target } from './wire.js';

const MODES: readonly ImportMode[] = ['insert', 'upsert', 'update', 'skip'];

interface TermsPanelProps {
  readonly terms: Terms;
  readonly mapping: Mapping;
  readonly targets: readonly Target[];
  onChange(terms: Terms): void;
}

/** What the rows are to do: make records, change them, and how they meet those that are there. */
export function TermsPanel({ terms, mapping, targets, onChange }: TermsPanelProps) {
  const text = useText();
  const title = useLocalized();
  const choices = keyChoices(mapping, targets);
  const meets = terms.mode !== 'insert';
  const changes = terms.mode === 'update' || terms.mode === 'upsert';
  return (
    <section className="dg-card rt-imp-terms" aria-labelledby="rt-imp-terms">
      <div className="dg-card-head">
        <h2 id="rt-imp-terms">{text('imports.terms')}</h2>
      </div>
      <div className="rt-imp-body">
        <Radio.Group
          className="rt-imp-modes"
          aria-label={text('imports.mode')}
          value={terms.mode}
          onChange={({ target }) => onChange({ ...terms, mode: target.value as ImportMode })}
        >
          {MODES.map((mode) => (
            <Radio key={mode} value={mode}>
              <span>{text(`imports.mode_${mode}`)}</span>
              <small className="dg-t2">{text(`imports.modeNote_${mode}`)}</small>
            </Radio>
          ))}
        </Radio.Group>
        {meets ? (
          <div className="rt-imp-field">
            <label htmlFor="rt-imp-keys">{text('imports.keys')}</label>
            <Select
              id="rt-imp-keys"
              mode="multiple"
              maxCount={5}
              value={[...terms.keys.filter((key) => choices.some(({ target }) => target === key))]}
              placeholder={text('imports.keysPlaceholder')}
              notFoundContent={text('imports.keysNone')}
              options={choices.map((each) => ({ value: each.target, label: title(each.title) }))}
              onChange={(keys: string[]) => onChange({ ...terms, keys })}
            />
          </div>
        ) : null}
        {changes ? (
          <Checkbox
            checked={terms.blanks === 'clear'}
            onChange={({ target }) => onChange({ ...terms, blanks: target.checked ? 'clear' : 'keep' })}
          >
            {text('imports.blanksClear')}
          </Checkbox>
        ) : null}
        <Checkbox
          checked={terms.atomic}
          onChange={({ target }) => onChange({ ...terms, atomic: target.checked })}
        >
          {text('imports.atomic')}
        </Checkbox>
      </div>
    </section>
  );
}
