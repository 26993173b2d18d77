import type { ReactNode } from 'react';
import { Check, Clock, CornerUpLeft, Minus, type LucideIcon } from 'lucide-react';
import { useUiText } from '../i18n/index.js';

export type StepState = 'done' | 'current' | 'planned' | 'returned' | 'skipped';

export const STEP_ICONS: Readonly<Record<StepState, LucideIcon | null>> = {
  done: Check,
  current: Clock,
  planned: null,
  returned: CornerUpLeft,
  skipped: Minus,
};

export const STEP_TEXTS: Readonly<Record<StepState, string>> = {
  done: 'states.stepDone',
  current: 'states.stepCurrent',
  planned: 'states.stepPlanned',
  returned: 'states.stepReturned',
  skipped: 'states.stepSkipped',
};

export interface TimelineEntry {
  readonly id: string;
  readonly state: StepState;
  readonly who: string;
  readonly what: string;
  /** Shown as it is: a time, the time left, or "planned". */
  readonly when?: ReactNode;
  /** What the person wrote. */
  readonly note?: string;
  /** Why it stands here: the rule, the numbers. */
  readonly why?: ReactNode;
}

/** Who did what and who is next. Solid has happened, dashed is planned. */
export function Timeline({
  entries,
  label,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly label: string;
}) {
  const text = useUiText();
  return (
    <ol className="dg-timeline" aria-label={label}>
      {entries.map((entry) => {
        const Icon = STEP_ICONS[entry.state];
        return (
          <li
            key={entry.id}
            className={`is-${entry.state}`}
            aria-current={entry.state === 'current' ? 'step' : undefined}
          >
            <span className="dg-mark" aria-hidden="true">
              {Icon === null ? null : <Icon size={10} strokeWidth={2.5} />}
            </span>
            <span className="dg-sr">{text(STEP_TEXTS[entry.state])}</span>
            <div className="dg-timeline-who">
              <b>{entry.who}</b>
              <span>{entry.what}</span>
              {entry.when === undefined ? null : <span className="dg-timeline-when">{entry.when}</span>}
            </div>
            {entry.why === undefined ? null : <div className="dg-timeline-why">{entry.why}</div>}
            {entry.note === undefined || entry.note === '' ? null : (
              <div className="dg-timeline-note">{entry.note}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
