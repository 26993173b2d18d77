import { CHIP_PATTERN } from '@dougong/kernel/metadata';

/** A text as its editor shows it: words, and chips that stand for something. */
export type Piece = { readonly text: string } | { readonly chip: string };

/** Cuts a stored text into words and chips. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CHIP_PATTERN)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ chip: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** How a chip is stored. */
export function storedChip(chip: string): string {
  return `{${chip}}`;
}

const CHIP = 'data-chip';

/** Reads what stands in an editor: chips as they are stored, the rest as it was typed. */
export function readEditor(root: Node): string {
  const parts: string[] = [];
  for (const node of root.childNodes) {
    if (node instanceof HTMLElement && node.hasAttribute(CHIP))
      parts.push(storedChip(node.getAttribute(CHIP) ?? ''));
    else if (node instanceof HTMLBRElement) parts.push(node.hasAttribute('data-end') ? '' : '\n');
    else if (node instanceof HTMLElement) parts.push(`${parts.length > 0 ? '\n' : ''}${readEditor(node)}`);
    else parts.push(node.textContent ?? '');
  }
  return parts.join('');
}

/** Puts a text into an editor. */
export function writeEditor(root: HTMLElement, text: string, nameOf: (chip: string) => ChipName): void {
  const nodes: Node[] = piecesOf(text).map((piece) =>
    'chip' in piece ? chipElement(piece.chip, nameOf(piece.chip)) : document.createTextNode(piece.text),
  );
  root.replaceChildren(...nodes, endOfText());
}

/** How a chip is called, and whether there is such a thing at all. */
export interface ChipName {
  readonly title: string;
  readonly isKnown: boolean;
}

/** A chip as a thing that is typed over and deleted as a whole. */
export function chipElement(chip: string, { title, isKnown }: ChipName): HTMLElement {
  const element = document.createElement('span');
  element.setAttribute(CHIP, chip);
  element.contentEditable = 'false';
  element.className = isKnown ? 'ds-chip' : 'ds-chip is-unknown';
  element.textContent = title;
  return element;
}

/** An editor shows a last empty line, and a caret behind a chip, only where something follows. */
function endOfText(): HTMLElement {
  const end = document.createElement('br');
  end.setAttribute('data-end', '');
  return end;
}

/** How much of the stored text stands before a place in an editor. */
export function offsetOf(root: Node, container: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(container, offset);
  return readEditor(range.cloneContents()).length;
}

/** The place in an editor before which so much of the stored text stands; behind a chip rather than inside of it. */
export function placeAt(root: Node, offset: number): readonly [container: Node, offset: number] {
  let left = offset;
  for (const [at, node] of [...root.childNodes].entries()) {
    const length = lengthOf(node);
    if (node instanceof Text && left <= length) return [node, left];
    if (left < length || (left === 0 && length === 0)) return [root, at];
    left -= length;
  }
  return [root, root.childNodes.length];
}

function lengthOf(node: Node): number {
  const holder = document.createDocumentFragment();
  holder.append(node.cloneNode(true));
  return readEditor(holder).length;
}
