import type { ReactNode } from 'react';

interface FieldProps {
  /** Id of the control. */
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly note?: ReactNode;
  /** What is wrong with the value. */
  readonly fault?: string | undefined;
  readonly children: ReactNode;
}

/** A control with its name above and what is to be known about it below. */
export function Field({ id, label, isRequired = false, note, fault, children }: FieldProps) {
  return (
    <div className="rt-adm-field">
      <label htmlFor={id}>
        {label}
        {isRequired ? (
          <span className="dg-required" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </label>
      {children}
      {fault === undefined ? null : (
        <p className="rt-fault" role="alert">
          {fault}
        </p>
      )}
      {note === undefined ? null : <p className="dg-t3">{note}</p>}
    </div>
  );
}
