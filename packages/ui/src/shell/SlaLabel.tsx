import { Clock, TriangleAlert } from 'lucide-react';
import dayjs from 'dayjs';
import { formatMoment } from '../numbers/index.js';
import { useUiText, type UiText } from '../i18n/index.js';

const SOON_MINUTES = 240;
const DAY_MINUTES = 24 * 60;

function span(minutes: number, text: UiText): string {
  if (minutes < 60) return text('states.minutes', { count: Math.max(1, minutes) });
  if (minutes < 2 * DAY_MINUTES) return text('states.hours', { count: Math.floor(minutes / 60) });
  return text('states.days', { count: Math.floor(minutes / DAY_MINUTES) });
}

interface SlaLabelProps {
  readonly dueAt: string | null | undefined;
  /** The present; the page passes its clock so that all labels agree. */
  readonly now: string;
}

/** Time left or overrun, in words, icon and colour. */
export function SlaLabel({ dueAt, now }: SlaLabelProps) {
  const text = useUiText();
  if (dueAt === null || dueAt === undefined) return null;
  const minutesLeft = dayjs(dueAt).diff(dayjs(now), 'minute');
  const late = minutesLeft < 0;
  const soon = !late && minutesLeft <= SOON_MINUTES;
  const Icon = late ? TriangleAlert : Clock;
  const words = late
    ? text('states.slaLate', { time: span(-minutesLeft, text) })
    : minutesLeft < DAY_MINUTES
      ? text('states.slaLeft', { time: span(minutesLeft, text) })
      : text('states.slaDue', { time: formatMoment(dueAt, now) });
  return (
    <span className={`dg-sla${late ? ' is-late' : soon ? ' is-soon' : ''}`} title={formatMoment(dueAt, now)}>
      <Icon size={14} aria-hidden="true" />
      {words}
    </span>
  );
}
