/**
 * Spreadsheets take a text that begins with one of these signs for a formula, and would run it. An apostrophe in front makes
 * it a text; texts that begin with such an apostrophe already get one more, so that taking one away always gives the original.
 */
const RISKY = /^'*[=+\-@\t\r]/;
const NEUTRAL = /^'+[=+\-@\t\r]/;

/** A text for a file that knows no types of cells. */
export function neutralText(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The text that a neutral one stands for. */
export function plainText(text: string): string {
  return NEUTRAL.test(text) ? text.slice(1) : text;
}
