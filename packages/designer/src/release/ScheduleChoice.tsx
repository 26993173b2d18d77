import { useId } from 'react';
import { Input, Radio } from 'antd';
import { useText } from '../i18n/text.js';

interface ScheduleChoiceProps {
  /** Local time as the browser writes it (`2026-11-23T22:00`); `undefined`: now. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** Roles of which another person must approve, as people call them. */
  readonly approvers: string;
}

/** When a publish is to happen, and whose approval it needs. */
export function ScheduleChoice({ value, onChange, approvers }: ScheduleChoiceProps) {
  const text = useText();
  const id = useId();
  const isLater = value !== undefined;
  return (
    <section>
      <h3 id={id}>{text('schedule.title')}</h3>
      <Radio.Group
        aria-labelledby={id}
        value={isLater ? 'later' : 'now'}
        onChange={(event) => onChange(event.target.value === 'later' ? '' : undefined)}
        options={[
          { value: 'now', label: text('schedule.now') },
          { value: 'later', label: text('schedule.later') },
        ]}
      />
      {isLater ? (
        <Input
          type="datetime-local"
          aria-label={text('schedule.at')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : null}
      {approvers === '' ? null : <p className="dg-t2">{text('schedule.approval', { roles: approvers })}</p>}
    </section>
  );
}

/** The instant of a chosen local time; nothing where none is chosen or it is past. */
export function instantOf(value: string | undefined, now: number): string | undefined {
  const at = Date.parse(value ?? '');
  return Number.isNaN(at) || at <= now ? undefined : new Date(at).toISOString();
}
