import { useEffect, useId, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { offsetOf, placeAt, readEditor, storedChip, writeEditor } from './chips.js';
import type { ChipName } from './chips.js';

/** What others may do to a field of text with chips. */
export interface ChipFieldHandle {
  /** Puts a chip where the caret stood last. */
  insert(chip: string): void;
}

interface ChipFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly nameOf: (chip: string) => ChipName;
  readonly isMultiline: boolean;
  readonly isFaulty: boolean;
  readonly describedBy?: string;
  readonly lang: string;
  /** Text of other channels that holds as long as nothing is typed here. */
  readonly placeholder?: string;
  readonly onFocus: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly ref?: Ref<ChipFieldHandle>;
}

/**
 * A text in which fields are chips. The browser edits it; what stands there is read after every change, but never while an input
 * method is composing, and it is written anew only when the text changed elsewhere.
 */
export function ChipField(props: ChipFieldProps) {
  const { label, value, onChange, nameOf, isMultiline, isFaulty, describedBy, lang, placeholder, ref } =
    props;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const shown = useRef<string | null>(null);
  const selected = useRef<readonly [from: number, to: number] | null>(null);
  const composing = useRef(false);
  const [isBlank, setBlank] = useState(value === '');

  const write = (text: string) => {
    if (root.current === null) return;
    writeEditor(root.current, text, nameOf);
    shown.current = text;
    setBlank(text === '');
  };
  const read = () => {
    if (root.current === null || composing.current) return;
    const next = readEditor(root.current);
    shown.current = next;
    setBlank(next === '');
    if (next !== value) onChange(next);
  };
  useEffect(() => {
    if (root.current === null || composing.current) return;
    const isElsewhere = shown.current !== value;
    const isFocused = document.activeElement === root.current;
    if (!isElsewhere && isFocused) return;
    writeEditor(root.current, value, nameOf);
    shown.current = value;
    setBlank(value === '');
    if (isFocused) placeCaret(root.current, value.length);
  }, [value, nameOf]);
  const remember = () => {
    if (root.current !== null) selected.current = selectionIn(root.current) ?? selected.current;
  };
  const put = (added: string) => {
    if (root.current === null) return;
    const now = readEditor(root.current);
    const [from, to] = selected.current ?? [now.length, now.length];
    const next = now.slice(0, from) + added + now.slice(to);
    write(next);
    root.current.focus();
    placeCaret(root.current, from + added.length);
    selected.current = [from + added.length, from + added.length];
    if (next !== value) onChange(next);
  };
  useImperativeHandle(ref, () => ({ insert: (chip) => put(storedChip(chip)) }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const word = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
    if (word === 'z' || word === 'y') {
      event.preventDefault();
      if (word === 'y' || event.shiftKey) props.onRedo();
      else props.onUndo();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      remember();
      if (isMultiline) put('\n');
    }
  };
  return (
    <div className="ds-chip-field">
      <span id={id}>{label}</span>
      <div className="ds-chip-frame" data-blank={isBlank || undefined}>
        {isBlank && placeholder !== undefined ? (
          <span className="ds-chip-placeholder" aria-hidden="true">
            {placeholder}
          </span>
        ) : null}
        <div
          ref={root}
          className={isMultiline ? 'ds-chip-text is-multiline' : 'ds-chip-text'}
          role="textbox"
          tabIndex={0}
          contentEditable
          suppressContentEditableWarning
          lang={lang}
          spellCheck={false}
          aria-labelledby={id}
          aria-multiline={isMultiline}
          aria-invalid={isFaulty}
          {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
          onInput={read}
          onCompositionStart={() => (composing.current = true)}
          onCompositionEnd={() => {
            composing.current = false;
            read();
          }}
          onFocus={props.onFocus}
          onKeyDown={onKeyDown}
          onKeyUp={remember}
          onMouseUp={remember}
          onBlur={() => {
            remember();
            // What was typed in braces has become a chip.
            write(readEditor(root.current ?? new DocumentFragment()));
          }}
          onPaste={(event) => {
            event.preventDefault();
            remember();
            const pasted = event.clipboardData.getData('text/plain');
            put(isMultiline ? pasted.replaceAll('\r\n', '\n') : oneLine(pasted));
          }}
          onDrop={(event) => event.preventDefault()}
        />
      </div>
    </div>
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
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
