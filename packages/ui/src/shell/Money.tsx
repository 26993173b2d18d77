import { formatDecimal, placesOfText, signOf } from '../numbers/index.js';

interface FigureProps {
  /** A wire decimal; null and undefined draw nothing. */
  readonly value: string | null | undefined;
  /** A plus before gains. */
  readonly signed?: boolean;
}

function figureClass(value: string): string {
  const sign = signOf(value);
  return sign === 'negative' ? 'dg-figure is-negative' : sign === 'zero' ? 'dg-figure is-zero' : 'dg-figure';
}

/** An amount of money: two places unless told, thousands, red minus, grey zero. */
export function Money({ value, signed = false, scale = 2 }: FigureProps & { readonly scale?: number }) {
  if (value === null || value === undefined || value === '') return null;
  return <span className={figureClass(value)}>{formatDecimal(value, { scale, signed })}</span>;
}

interface QuantityProps extends FigureProps {
  /** Exactly this many places; without it the value keeps its own. */
  readonly scale?: number;
  /** Places of the widest value in the column: shorter ones are padded unseen, so that the points align. */
  readonly alignScale?: number;
  readonly unit?: string;
}

function padding(text: string, alignScale: number): string {
  const places = placesOfText(text);
  if (places >= alignScale) return '';
  return `${places === 0 ? '.' : ''}${'0'.repeat(alignScale - places)}`;
}

/** A quantity with its unit, its decimal point under those of the column. */
export function Quantity({ value, signed = false, scale, alignScale = 0, unit }: QuantityProps) {
  if (value === null || value === undefined || value === '') return null;
  const text = formatDecimal(value, { ...(scale === undefined ? {} : { scale }), signed });
  const pad = padding(text, alignScale);
  return (
    <span className={figureClass(value)}>
      {text}
      {pad === '' ? null : (
        <span className="dg-figure-pad" aria-hidden="true">
          {pad}
        </span>
      )}
      {unit === undefined ? null : <span className="dg-figure-unit">{unit}</span>}
    </span>
  );
}
