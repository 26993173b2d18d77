import type { ReactNode } from 'react';

interface SettingProps {
  readonly label: string;
  readonly help?: string;
  /** The control that the label belongs to; a group of controls is labelled as a whole. */
  readonly htmlFor?: string | undefined;
  readonly children: ReactNode;
}

/** One setting with its name above. */
export function Setting({ label, help, htmlFor, children }: SettingProps) {
  const note = help === undefined || help === '' ? null : <p className="ds-help">{help}</p>;
  if (htmlFor !== undefined) {
    return (
      <div className="ds-setting">
        <label htmlFor={htmlFor}>{label}</label>
        {children}
        {note}
      </div>
    );
  }
  return (
    <div className="ds-setting" role="group" aria-label={label}>
      <span className="ds-setting-label" aria-hidden="true">
        {label}
      </span>
      {children}
      {note}
    </div>
  );
}

/** A part of the inspector under one heading. */
export function Section({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="ds-section">
      <h3>
        {title}
        {note === undefined ? null : <span>{note}</span>}
      </h3>
      {children}
    </section>
  );
}

/** A part of the inspector that stands folded until somebody asks for it. */
export function Fold({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <details className="ds-section ds-fold">
      <summary>
        <h3>{title}</h3>
        {note === undefined ? null : <span>{note}</span>}
      </summary>
      {children}
    </details>
  );
}
