import { Check } from 'lucide-react';

interface StepListProps {
  readonly label: string;
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  readonly current: string;
}

/** The steps of a way, and where on it one is. */
export function StepList({ label, steps, current }: StepListProps) {
  const at = steps.findIndex(({ id }) => id === current);
  return (
    <ol className="rt-imp-steps" aria-label={label}>
      {steps.map(({ id, title }, index) => (
        <li
          key={id}
          className={index < at ? 'is-past' : index === at ? 'is-now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span aria-hidden="true">{index < at ? <Check size={14} /> : index + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  );
}
