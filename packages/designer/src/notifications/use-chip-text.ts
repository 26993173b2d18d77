import { useEffect, useImperativeHandle, useRef, type Ref, type RefObject } from 'react';
import { offsetOf, placeAt, readEditor, storedChip, writeEditor } from './chips.js';
import type { ChipName } from './chips.js';

/** What others may do to a field of text with chips. */
export interface ChipFieldHandle {
  /** Puts a chip where the caret stood last. */
  insert(chip: string): void;
}

interface ChipTextOptions {
  readonly value: string;
  /** Typing is one step to undo, as long as it goes on; a chip is a step of its own. */
  readonly onChange: (value: string, isTyped: boolean) => void;
  readonly nameOf: (chip: string) => ChipName;
  readonly ref: Ref<ChipFieldHandle> | undefined;
}

interface ChipText {
  readonly root: RefObject<HTMLDivElement | null>;
  /** Reads what the browser made of the text. */
  read(): void;
  /** Keeps where the caret stands, for whatever is put there later. */
  remember(): void;
  /** Puts a text where the caret stood last. */
  put(added: string): void;
  /** Shows the text anew: what was typed in braces becomes a chip. */
  refresh(): void;
  compose(isComposing: boolean): void;
}

/**
 * The text of an editor that the browser edits. It is read after every change, but never while an input method is composing, and
 * written anew only when it changed elsewhere.
 */
export function useChipText({ value, onChange, nameOf, ref }: ChipTextOptions): ChipText {
  const root = useRef<HTMLDivElement>(null);
  const shown = useRef<string | null>(null);
  const selected = useRef<readonly [from: number, to: number] | null>(null);
  const composing = useRef(false);

  const write = (text: string) => {
    if (root.current === null) return;
    writeEditor(root.current, text, nameOf);
    shown.current = text;
  };
  const read = () => {
    if (root.current === null || composing.current) return;
    const next = readEditor(root.current);
    shown.current = next;
    if (next !== value) onChange(next, true);
  };
  useEffect(() => {
    if (root.current === null || composing.current) return;
    const isElsewhere = shown.current !== value;
    const isFocused = document.activeElement === root.current;
    if (!isElsewhere && isFocused) return;
    writeEditor(root.current, value, nameOf);
    shown.current = value;
    if (isFocused) placeCaret(root.current, value.length);
  }, [value, nameOf]);
  const remember = () => {
    if (root.current !== null) selected.current = selectionIn(root.current) ?? selected.current;
  };
  const put = (added: string, isTyped = true) => {
    if (root.current === null) return;
    const now = readEditor(root.current);
    const [from, to] = selected.current ?? [now.length, now.length];
    const next = now.slice(0, from) + added + now.slice(to);
    write(next);
    root.current.focus();
    placeCaret(root.current, from + added.length);
    selected.current = [from + added.length, from + added.length];
    if (next !== value) onChange(next, isTyped);
  };
  useImperativeHandle(ref, () => ({ insert: (chip) => put(storedChip(chip), false) }));
  return {
    root,
    read,
    remember,
    put,
    refresh: () => write(root.current === null ? value : readEditor(root.current)),
    compose: (isComposing) => {
      composing.current = isComposing;
      if (!isComposing) read();
    },
  };
}

/** What is selected in an editor, counted in the stored text; nothing where the selection is elsewhere. */
function selectionIn(root: HTMLElement): readonly [number, number] | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  if (!root.contains(startContainer) || !root.contains(endContainer)) return null;
  return [offsetOf(root, startContainer, startOffset), offsetOf(root, endContainer, endOffset)];
}

function placeCaret(root: HTMLElement, offset: number): void {
  const [container, at] = placeAt(root, offset);
  document.getSelection()?.collapse(container, at);
}
