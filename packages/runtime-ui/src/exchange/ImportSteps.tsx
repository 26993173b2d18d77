import { useText } from '../texts/index.js';
import { StepList } from './StepList.js';

export const IMPORT_STEPS = ['file', 'columns', 'trial', 'run'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

/** The way of a file into a form, and where it is. */
export function ImportSteps({ current }: { readonly current: ImportStep }) {
  const text = useText();
  return (
    <StepList
      label={text('imports.steps')}
      steps={IMPORT_STEPS.map((step) => ({ id: step, title: text(`imports.step_${step}`) }))}
      current={current}
    />
  );
}
