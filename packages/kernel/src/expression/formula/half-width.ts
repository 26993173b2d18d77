const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '×': '*',
  '∙': '*',
  '•': '*',
  '÷': '/',
};

/** Writes full-width letters, digits and punctuation as ASCII, one unit for one unit, so that places stay the same. */
export function toHalfWidth(source: string): string {
  return source.replace(/[\uff01-\uff5e\u3000\u00a0×∙•÷]/g, (char) => {
    const code = char.charCodeAt(0);
    const full = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST;
    return full ? String.fromCharCode(code - FULL_WIDTH_SHIFT) : (LOOK_ALIKES[char] ?? char);
  });
}
