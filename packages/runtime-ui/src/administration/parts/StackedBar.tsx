/** What a piece of a bar means, for its colour. */
export type BarTone = 'plain' | 'good' | 'late' | 'bad' | 'open' | 'quiet';

export interface BarPiece {
  readonly id: string;
  readonly value: number;
  readonly tone: BarTone;
}

interface StackedBarProps {
  readonly pieces: readonly BarPiece[];
  /** The value as wide as the whole place; the sum of the pieces when left out. */
  readonly full?: number;
}

const HUNDRED = 100;

/** Amounts as pieces of one bar. The numbers stand beside it, so a screen reader passes it over. */
export function StackedBar({ pieces, full }: StackedBarProps) {
  const sum = pieces.reduce((total, { value }) => total + value, 0);
  const whole = Math.max(full ?? sum, 1);
  return (
    <span className="rt-bar" aria-hidden="true">
      {pieces.map(({ id, value, tone }) =>
        value === 0 ? null : (
          <span
            key={id}
            className={`rt-bar-piece is-${tone}`}
            style={{ width: `${(value / whole) * HUNDRED}%` }}
          />
        ),
      )}
    </span>
  );
}

/** What the colours of a bar stand for. */
export function BarLegend({
  entries,
}: {
  readonly entries: readonly { readonly tone: BarTone; readonly label: string }[];
}) {
  return (
    <ul className="rt-bar-legend">
      {entries.map(({ tone, label }) => (
        <li key={tone}>
          <span className={`rt-bar-piece is-${tone}`} aria-hidden="true" />
          {label}
        </li>
      ))}
    </ul>
  );
}
