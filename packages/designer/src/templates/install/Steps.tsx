import { Check } from 'lucide-react';
import { useText } from '../../i18n/text.js';

export const STEPS = ['answers', 'preview', 'run'] as const;
export type Step = (typeof STEPS)[number];

interface StepsProps {
  readonly at: Step;
  /** Everything is done: no step is at hand any more. */
  readonly isDone?: boolean;
}

/** Where one is on the way through an installation. */
export function Steps({ at, isDone = false }: StepsProps) {
  const text = useText();
  const current = isDone ? STEPS.length : STEPS.indexOf(at);
  return (
    <ol className="ds-steps" aria-label={text('templates.steps')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < current ? 'is-past' : index === current ? 'is-current' : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <span aria-hidden="true">{index < current ? <Check size={14} /> : index + 1}</span>
          {text(`templates.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
