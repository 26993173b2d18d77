import type { ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { useText } from '../i18n/text.js';

interface CheckPanelProps {
  /** What is said where nothing is found; absent while something is. */
  readonly sound: string | undefined;
  readonly className?: 'ds-panel' | 'ds-check-panel';
  readonly children: ReactNode;
}

/** The check of a definition beside it: that it is sound, or the findings. */
export function CheckPanel({ sound, className = 'ds-panel', children }: CheckPanelProps) {
  const text = useText();
  return (
    <section className={className} aria-label={text('check.title')}>
      <h2>{text('check.title')}</h2>
      {sound === undefined ? null : (
        <p className="ds-check is-good">
          <CircleCheck size={16} aria-hidden="true" />
          {sound}
        </p>
      )}
      {children}
    </section>
  );
}
