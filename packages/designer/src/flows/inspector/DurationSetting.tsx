import { Input, Select, Space } from 'antd';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';
import { DURATION_UNITS, durationOf, durationParts } from '../../surroundings/duration-text.js';
import type { DurationPart, DurationUnit } from '../../surroundings/duration-text.js';

interface DurationSettingProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly label: string;
}

const OFFERED: readonly DurationUnit[] = DURATION_UNITS.filter((unit) => unit !== 'seconds').toReversed();
const DIGITS_MAX = 4;

function draftOf(value: string | undefined): DurationPart {
  const parts = value === undefined ? [] : durationParts(value);
  // Several units in one limit are rare; the first one is offered, the stored value stays until it is changed.
  return parts[0] ?? { amount: '', unit: 'hours' };
}

/** A time limit: a number and a unit; empty is no limit. */
export function DurationSetting({ value, onChange, label }: DurationSettingProps) {
  const text = useText();
  const [draft, setDraft] = useDraft<string | undefined, DurationPart>(
    value,
    draftOf,
    (part) => (part.amount === '' ? undefined : durationOf(part)),
    onChange,
  );
  const units = draft.unit === 'seconds' ? [...OFFERED, draft.unit] : OFFERED;
  return (
    <Space.Compact block>
      <Input
        aria-label={label}
        inputMode="numeric"
        value={draft.amount}
        placeholder={text('duration.none')}
        onChange={(event) => {
          const amount = event.target.value.replaceAll(/\D/g, '').slice(0, DIGITS_MAX).replace(/^0+/, '');
          setDraft({ ...draft, amount });
        }}
      />
      <Select<DurationUnit>
        aria-label={`${label} ${text('duration.unit')}`}
        value={draft.unit}
        style={{ width: 96 }}
        options={units.map((unit) => ({ value: unit, label: text(`duration.${unit}`) }))}
        onChange={(unit) => setDraft({ ...draft, unit })}
      />
    </Space.Compact>
  );
}
