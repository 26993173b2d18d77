import { Check } from 'lucide-react';
import { useText } from '../texts/index.js';

export const IMPORT_STEPS = ['file', 'columns', 'trial', 'run'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

/** The way of a file into a form, and where it is. */
export function ImportSteps({ current }: { readonly current: ImportStep }) {
  const text = useText();
  const at = IMPORT_STEPS.indexOf(current);
  return (
    <ol className="rt-imp-steps" aria-label={text('imports.steps')}>
      {IMPORT_STEPS.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'is-past' : index === at ? 'is-now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span aria-hidden="true">{index < at ? <Check size={14} /> : index + 1}</span>
          {text(`imports.step_${step}`)}
        </li>
      ))}
    </ol>
  );
}
