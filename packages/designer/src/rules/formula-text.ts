import type { Names } from '../surroundings/names.js';

const PIECES = /"[^"]*"|'[^']*'|[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*/g;
const PLACEHOLDER = /\{([a-z][a-z0-9_.]*)\}/g;

/** A formula with the titles of its fields; yes and no as people say them. */
export function formulaText(formula: string, names: Names): string {
  if (formula === 'true' || formula === 'false')
    return names.text(formula === 'true' ? 'config.yes' : 'config.no');
  return formula.replace(PIECES, (piece) => (/^["']/.test(piece) ? piece : names.field(piece)));
}

/** A text for people with the titles of the fields that will be filled in. */
export function templateText(text: string, names: Names): string {
  return text.replace(PLACEHOLDER, (_, path: string) => `{${names.field(path)}}`);
}
