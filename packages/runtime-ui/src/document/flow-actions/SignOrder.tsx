import type { SignWhere } from './asks.js';

const PLACES: Readonly<Record<SignWhere, readonly (readonly [who: 'me' | 'them', x: number, y: number])[]>> =
  {
    before: [
      ['them', 10, 12],
      ['me', 38, 12],
    ],
    after: [
      ['me', 10, 12],
      ['them', 38, 12],
    ],
    with: [
      ['me', 24, 7],
      ['them', 24, 19],
    ],
  };

/** Who signs first, drawn: filled is me, the ring is they. */
export function SignOrder({ where }: { readonly where: SignWhere }) {
  return (
    <svg className="rt-sign-order" width="48" height="26" viewBox="0 0 48 26">
      {where === 'with' ? null : <path d="M16 12h14m-4-4 4 4-4 4" />}
      {PLACES[where].map(([who, x, y]) => (
        <circle key={who} className={`is-${who}`} cx={x} cy={y} r="5" />
      ))}
    </svg>
  );
}
