/**
 * As much of XML as spreadsheets write: elements with attributes, no mixed content. There is no document type to be read, so nothing
 * outside of the file is ever reached.
 */

export interface XmlElement {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const patterns = new Map<string, RegExp>();

/** The elements of one name, in order; none of them holds another of its name. */
export function elements(xml: string, name: string): readonly XmlElement[] {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*?)(?:/>|>([^]*?)</(?:\\w+:)?${name}>)`, 'g');
    patterns.set(name, pattern);
  }
  return Array.from(xml.matchAll(pattern), ([, head = '', body = '']) => ({
    attributes: attributesOf(head),
    body,
  }));
}

const ATTRIBUTE = /([\w:]+)\s*=\s*"([^"]*)"|([\w:]+)\s*=\s*'([^']*)'/g;

/** The attributes of an element's head, as they are written. */
export function attributesOf(head: string): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name, value, other, text] of head.matchAll(ATTRIBUTE))
    found[name ?? other ?? ''] = value ?? text ?? '';
  return found;
}

/** The text of a cell: its runs together, without how it is read aloud. */
export function textsIn(xml: string): string {
  const spoken = xml.includes('rPh') ? xml.replaceAll(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/g, '') : xml;
  return elements(spoken, 't')
    .map(({ body }) => unescapeXml(body))
    .join('');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LARGEST_SIGN = 0x10ffff;

/** The text that escaped XML stands for; spreadsheets escape control characters in a way of their own besides. */
export function unescapeXml(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replaceAll(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
      (whole, hex?: string, digits?: string, name?: string) => {
        if (name !== undefined) return NAMED[name] ?? whole;
        const sign = hex === undefined ? Number.parseInt(digits ?? '', 10) : Number.parseInt(hex, 16);
        return sign <= LARGEST_SIGN ? String.fromCodePoint(sign) : whole;
      },
    )
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The column of a cell's name, from 0: `C7` is in 2. */
export function columnOf(name: string): number {
  let column = 0;
  for (const sign of name) {
    const letter = sign.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
