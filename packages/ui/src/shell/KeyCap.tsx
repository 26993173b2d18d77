import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon } from 'lucide-react';

/** The faces that we bring along have no glyphs for arrows. */
const DRAWN: Readonly<Record<string, LucideIcon>> = {
  '↑': ArrowUp,
  '↓': ArrowDown,
  '←': ArrowLeft,
  '→': ArrowRight,
};

function Face({ sign }: { readonly sign: string }) {
  const Icon = DRAWN[sign];
  return Icon === undefined ? sign : <Icon size={12} role="img" aria-label={sign} className="dg-key-arrow" />;
}

/** A key as it is printed on the keyboard. */
export function KeyCap({ name }: { readonly name: string }) {
  const hasArrows = [...name].some((sign) => sign in DRAWN);
  return <kbd>{hasArrows ? [...name].map((sign) => <Face key={sign} sign={sign} />) : name}</kbd>;
}
