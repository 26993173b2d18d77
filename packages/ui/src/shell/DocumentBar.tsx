import type { ReactNode } from 'react';

interface DocumentBarProps {
  readonly title: string;
  readonly seal?: ReactNode;
  readonly note?: ReactNode;
  readonly progress?: ReactNode;
  readonly actions?: ReactNode;
}

/** The sticky head of a document: what it is, where it stands, what is to be done. */
export function DocumentBar({ title, seal, note, progress, actions }: DocumentBarProps) {
  return (
    <header className="dg-docbar">
      <div className="dg-docbar-name">
        <h1>
          {title} {seal}
        </h1>
        {note === undefined ? null : <div className="dg-docbar-note">{note}</div>}
      </div>
      {progress === undefined ? (
        <span className="dg-grow" />
      ) : (
        <div className="dg-docbar-progress">{progress}</div>
      )}
      {actions === undefined ? null : <div className="dg-docbar-actions">{actions}</div>}
    </header>
  );
}
