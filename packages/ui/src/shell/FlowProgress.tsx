import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import { STEP_ICONS, STEP_TEXTS, type StepState } from './Timeline.js';

export interface FlowStep {
  readonly id: string;
  readonly state: StepState;
  readonly title: string;
  readonly note?: ReactNode;
  /** Why the document will come here. */
  readonly why?: string;
}

function markOf(step: FlowStep, position: number): ReactNode {
  if (step.state === 'current' || step.state === 'planned') return position;
  const Icon = STEP_ICONS[step.state] ?? Check;
  return <Icon size={10} strokeWidth={2.5} />;
}

/** The way of a document in one row: what is done, where it stands, what is planned. */
export function FlowProgress({
  steps,
  label,
}: {
  readonly steps: readonly FlowStep[];
  readonly label: string;
}) {
  const text = useUiText();
  return (
    <ol className="dg-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={`is-${step.state}`}
          title={step.why}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className="dg-mark" aria-hidden="true">
            {markOf(step, index + 1)}
          </span>
          <span className="dg-sr">{text(STEP_TEXTS[step.state])}</span>
          <span className="dg-steps-title">{step.title}</span>
          {step.note === undefined ? null : <small>{step.note}</small>}
          {step.why === undefined ? null : <span className="dg-sr">{step.why}</span>}
        </li>
      ))}
    </ol>
  );
}
