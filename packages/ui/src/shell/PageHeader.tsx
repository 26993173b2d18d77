import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: string;
  /** One quiet line beside the title: count, time, scope. */
  readonly note?: ReactNode;
  readonly seal?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a page: its name, its state and what can be done with all of it. */
export function PageHeader({ title, note, seal, actions }: PageHeaderProps) {
  return (
    <header className="dg-page-head">
      <h1>{title}</h1>
      {seal}
      {note === undefined ? null : <span className="dg-page-note">{note}</span>}
      {actions === undefined ? null : <div className="dg-page-actions">{actions}</div>}
    </header>
  );
}
