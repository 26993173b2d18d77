import { Checkbox, Input, Select } from 'antd';
import { Field } from '../administration/parts/Field.js';
import { useText } from '../texts/index.js';
import type { Habits } from './calls.js';

interface HabitFieldsProps {
  readonly habits: Habits;
  onHabits(change: Partial<Habits>): void;
}

const NIGHT = { quietFrom: '22:00', quietTo: '07:00' };
const NEVER = { quietFrom: null, quietTo: null };

function Time({
  id,
  value,
  onTime,
}: {
  readonly id: string;
  readonly value: string;
  onTime(time: string): void;
}) {
  return (
    <Input
      id={id}
      type="time"
      className="rt-msg-time"
      value={value}
      onChange={(event) => {
        if (event.target.value !== '') onTime(event.target.value.slice(0, 5));
      }}
    />
  );
}

/** When somebody wants to be left alone, and when the messages of a day come together. */
export function HabitFields({ habits, onHabits }: HabitFieldsProps) {
  const text = useText();
  const { quietFrom, quietTo, digestAt, timeZone } = habits;
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));
  return (
    <div className="rt-msg-habits">
      <Checkbox
        checked={quietFrom !== null}
        onChange={(event) => onHabits(event.target.checked ? NIGHT : NEVER)}
      >
        {text('messages.quiet')}
      </Checkbox>
      <p className="dg-t3">{text('messages.quietNote')}</p>
      {quietFrom === null || quietTo === null ? null : (
        <div className="rt-msg-row">
          <Field id="rt-msg-from" label={text('messages.quietFrom')}>
            <Time id="rt-msg-from" value={quietFrom} onTime={(time) => onHabits({ quietFrom: time })} />
          </Field>
          <Field id="rt-msg-to" label={text('messages.quietTo')}>
            <Time id="rt-msg-to" value={quietTo} onTime={(time) => onHabits({ quietTo: time })} />
          </Field>
        </div>
      )}
      <div className="rt-msg-row">
        <Field id="rt-msg-digest" label={text('messages.digestAt')}>
          <Time id="rt-msg-digest" value={digestAt} onTime={(time) => onHabits({ digestAt: time })} />
        </Field>
        <Field id="rt-msg-zone" label={text('messages.timeZone')}>
          <Select
            id="rt-msg-zone"
            className="rt-msg-zone"
            showSearch
            value={timeZone}
            options={zones}
            onChange={(zone: string) => onHabits({ timeZone: zone })}
          />
        </Field>
      </div>
    </div>
  );
}
