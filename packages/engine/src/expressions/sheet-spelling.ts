/** A formula with the operators of spreadsheets replaced, and where each of its letters stood. */
export interface Respelled {
  readonly text: string;
  /** The place in the original of each place in `text`, its end included. */
  readonly places: readonly number[];
}

/** What is left as it is, texts, titles and comments, and behind them the operators that are spelled otherwise. */
const PIECES =
  /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|“[^”]*”|‘[^’]*’|＂[^＂]*＂|\{[^{}]*\}|\/\*[^]*?\*\/|[=＝!！<＜>＞]{2}|[=＝&＆]/g;

const SPELLINGS: Readonly<Record<string, string>> = { '=': '==', '&': '||', '<>': '!=' };
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '＝': '=',
  '！': '!',
  '＜': '<',
  '＞': '>',
  '＆': '&',
};

/**
 * Writes a formula that was typed as in a spreadsheet with the operators of the formula language, so that a mistake in
 * it can be shown where the person typed it. The kernel's `normalizeFormula` decides what is stored.
 */
export function withoutSheetSpelling(typed: string): Respelled {
  const places: number[] = [];
  let text = '';
  const put = (piece: string, at: number, length: number) => {
    for (let index = 0; index < piece.length; index += 1) places.push(at + Math.min(index, length - 1));
    text += piece;
  };
  let end = /^\s*[=＝](?![=＝])/.exec(typed)?.[0].length ?? 0;
  PIECES.lastIndex = end;
  for (let match = PIECES.exec(typed); match; match = PIECES.exec(typed)) {
    put(typed.slice(end, match.index), end, match.index - end);
    const plain = match[0].replaceAll(/[＝！＜＞＆]/g, (char) => FULL_WIDTH[char] ?? char);
    put(SPELLINGS[plain] ?? match[0], match.index, match[0].length);
    end = match.index + match[0].length;
  }
  put(typed.slice(end), end, typed.length - end);
  return { text, places: [...places, typed.length] };
}
