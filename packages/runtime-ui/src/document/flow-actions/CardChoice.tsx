import type { ReactNode } from 'react';

export interface Card<V extends string> {
  readonly value: V;
  readonly title: string;
  readonly note?: ReactNode;
  readonly picture?: ReactNode;
}

interface CardChoiceProps<V extends string> {
  /** Name of the group, which keeps the arrow keys inside of it. */
  readonly name: string;
  readonly label: string;
  readonly cards: readonly Card<V>[];
  readonly value: V | '';
  readonly layout?: 'row' | 'list';
  readonly faulty?: boolean;
  readonly describedBy?: string | undefined;
  onChange(value: V): void;
}

/** A choice among few, each with a sentence about what it means. */
export function CardChoice<V extends string>({
  name,
  label,
  cards,
  value,
  layout = 'row',
  faulty = false,
  describedBy,
  onChange,
}: CardChoiceProps<V>) {
  return (
    <div
      className={`rt-options is-${layout}${faulty ? ' is-faulty' : ''}`}
      role="radiogroup"
      aria-label={label}
      aria-describedby={describedBy}
    >
      {cards.map((card) => (
        <label key={card.value} className={`rt-option${card.value === value ? ' is-chosen' : ''}`}>
          <input
            type="radio"
            name={name}
            value={card.value}
            checked={card.value === value}
            onChange={() => onChange(card.value)}
          />
          {card.picture === undefined ? null : <span aria-hidden="true">{card.picture}</span>}
          <span className="rt-option-words">
            <b>{card.title}</b>
            {card.note === undefined ? null : <small>{card.note}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
