import type { ReactNode } from 'react';
import { useUiText } from '../i18n/index.js';
import { EmptyDrawing } from './EmptyDrawing.js';

/** Why there is nothing to see; each case has words of its own. */
export type EmptyReason = 'first' | 'filtered' | 'noRight' | 'error' | 'offline' | 'renewed';

const ALARMING: ReadonlySet<EmptyReason> = new Set(['error', 'offline', 'renewed']);

interface EmptyStateProps {
  readonly reason: EmptyReason;
  readonly title?: string;
  readonly text?: ReactNode;
  /** One primary way out, perhaps a second. */
  readonly actions?: ReactNode;
}

/** An empty page that says what belongs here and what to do next. */
export function EmptyState({ reason, title, text, actions }: EmptyStateProps) {
  const words = useUiText();
  return (
    <section className="dg-empty" data-reason={reason} role={ALARMING.has(reason) ? 'alert' : undefined}>
      <EmptyDrawing reason={reason} />
      <div className="dg-empty-words">
        <h2>{title ?? words(`states.${reason}.title`)}</h2>
        <p>{text ?? words(`states.${reason}.text`)}</p>
        {actions === undefined ? null : <div className="dg-empty-actions">{actions}</div>}
      </div>
    </section>
  );
}
