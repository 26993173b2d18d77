import type { ReactNode } from 'react';

export interface Fact {
  readonly id: string;
  readonly label: string;
  readonly value: ReactNode;
  /** One line below: comparison, threshold, who. */
  readonly note?: ReactNode;
}

/** The few facts that decide, large, under one ink rule. */
export function FactStrip({ facts, label }: { readonly facts: readonly Fact[]; readonly label?: string }) {
  if (facts.length === 0) return null;
  return (
    <dl className="dg-facts" aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.id}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
          {fact.note === undefined ? null : <dd className="dg-facts-note">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
