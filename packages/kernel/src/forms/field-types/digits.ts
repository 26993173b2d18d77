const FULL_WIDTH = /[０-９．－＋]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Writes full-width digits, points and signs, as Chinese keyboards give them, in their ASCII form. */
export function asciiDigits(text: string): string {
  return text
    .trim()
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET));
}
