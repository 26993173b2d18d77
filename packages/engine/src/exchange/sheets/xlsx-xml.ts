/**
 * As much of XML as spreadsheets write: elements with attributes, no mixed content. There is no document type to be read, so nothing
 * outside of the file is ever reached.
 */

export interface XmlElement {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

interface Marks {
  readonly opening: RegExp;
  readonly closing: RegExp;
}

const marks = new Map<string, Marks>();

function marksOf(name: string): Marks {
  const known = marks.get(name);
  if (known) return known;
  const made = {
    opening: new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g'),
    closing: new RegExp(`</(?:\\w+:)?${name}\\s*>`, 'g'),
  };
  marks.set(name, made);
  return made;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

interface Found {
  readonly head: string;
  readonly body: string;
  readonly from: number;
  readonly end: number;
}

/**
 * The elements of one name, in order; one that is never closed is left out. It goes through the text once: a file may be made so that
 * every place in it looks like the beginning of an element, and searching on from each would take minutes of a few hundred bytes.
 */
function* foundIn(xml: string, name: string): Generator<Found> {
  const { opening, closing } = marksOf(name);
  let at = 0;
  let isClosedLater = true;
  for (;;) {
    const from = next(opening, xml, at);
    const headEnd = from === undefined ? -1 : xml.indexOf('>', from.end);
    if (from === undefined || headEnd < 0) return;
    at = headEnd + 1;
    if (xml[headEnd - 1] === '/') {
      yield { head: xml.slice(from.end, headEnd - 1), body: '', from: from.start, end: at };
      continue;
    }
    const close: Place | undefined = isClosedLater ? next(closing, xml, at) : undefined;
    isClosedLater = close !== undefined;
    if (!close) continue;
    const body = xml.slice(at, close.start);
    at = close.end;
    yield { head: xml.slice(from.end, headEnd), body, from: from.start, end: at };
  }
}

function next(mark: RegExp, xml: string, at: number): Place | undefined {
  mark.lastIndex = at;
  const found = mark.exec(xml);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** The elements of one name, in order; none of them holds another of its name. */
export function elements(xml: string, name: string): readonly XmlElement[] {
  return Array.from(foundIn(xml, name), ({ head, body }) => ({ attributes: attributesOf(head), body }));
}

/** The first element of a name. */
export function firstElement(xml: string, name: string): XmlElement | undefined {
  for (const { head, body } of foundIn(xml, name)) return { attributes: attributesOf(head), body };
  return undefined;
}

/** The elements of one name out of a stream of texts, each as soon as it is whole. */
export async function* streamedElements(
  source: AsyncIterable<string>,
  name: string,
  { tooLong, charactersMax }: { readonly tooLong: () => Error; readonly charactersMax: number },
): AsyncGenerator<XmlElement> {
  let waiting = '';
  let fresh = '';
  for await (const piece of source) {
    fresh += piece;
    // What waits is looked through again only when as much has come again, so a long element is not read once for each piece.
    if (fresh.length < waiting.length) continue;
    waiting += fresh;
    fresh = '';
    let used = 0;
    for (const { head, body, end } of foundIn(waiting, name)) {
      used = end;
      yield { attributes: attributesOf(head), body };
    }
    waiting = waiting.slice(used);
    if (waiting.length > charactersMax) throw tooLong();
  }
  yield* elements(waiting + fresh, name);
}

function without(xml: string, name: string): string {
  let rest = '';
  let at = 0;
  for (const { from, end } of foundIn(xml, name)) {
    rest += xml.slice(at, from);
    at = end;
  }
  return rest + xml.slice(at);
}

/** Names are looked for where words begin, so that a long word is read once and not from each of its letters. */
const ATTRIBUTE = /(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of an element's head, as they are written. */
export function attributesOf(head: string): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name = '', value, text] of head.matchAll(ATTRIBUTE)) found[name] = value ?? text ?? '';
  return found;
}

/** The text of a cell: its runs together, without how it is read aloud. */
export function textsIn(xml: string): string {
  const spoken = xml.includes('rPh') ? without(xml, 'rPh') : xml;
  return elements(spoken, 't')
    .map(({ body }) => unescapeXml(body))
    .join('');
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LARGEST_SIGN = 0x10ffff;

/** The text that escaped XML stands for; spreadsheets escape control characters in a way of their own besides. */
export function unescapeXml(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replaceAll(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
      (whole, hex?: string, digits?: string, name?: string) => {
        if (name !== undefined) return NAMED.get(name) ?? whole;
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
