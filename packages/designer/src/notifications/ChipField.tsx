import { useId, type KeyboardEvent, type Ref } from 'react';
import type { ChipName } from './chips.js';
import { useChipText } from './use-chip-text.js';
import type { ChipFieldHandle } from './use-chip-text.js';

interface ChipFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, isTyped: boolean) => void;
  readonly nameOf: (chip: string) => ChipName;
  readonly isMultiline: boolean;
  readonly isFaulty: boolean;
  readonly describedBy?: string;
  readonly lang: string;
  readonly onFocus: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly ref?: Ref<ChipFieldHandle>;
}

/** A text in which fields are chips: one thing each, called by its title. */
export function ChipField(props: ChipFieldProps) {
  const { label, value, onChange, nameOf, isMultiline, isFaulty, describedBy, lang, ref } = props;
  const id = useId();
  const chips = useChipText({ value, onChange, nameOf, ref });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const word = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
    if (word === 'z' || word === 'y') {
      event.preventDefault();
      if (word === 'y' || event.shiftKey) props.onRedo();
      else props.onUndo();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      chips.remember();
      if (isMultiline) chips.put('\n');
    }
  };
  return (
    <div className="ds-chip-field">
      <span id={id}>{label}</span>
      <div
        ref={chips.root}
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
        onInput={chips.read}
        onCompositionStart={() => chips.compose(true)}
        onCompositionEnd={() => chips.compose(false)}
        onFocus={props.onFocus}
        onKeyDown={onKeyDown}
        onKeyUp={chips.remember}
        onMouseUp={chips.remember}
        onBlur={() => {
          chips.remember();
          chips.refresh();
        }}
        onPaste={(event) => {
          event.preventDefault();
          chips.remember();
          const pasted = event.clipboardData.getData('text/plain');
          chips.put(isMultiline ? pasted.replaceAll('\r\n', '\n') : oneLine(pasted));
        }}
        onDrop={(event) => event.preventDefault()}
      />
    </div>
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
