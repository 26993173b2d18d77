import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Input, type InputRef } from 'antd';
import type { CellValue } from '../../lines/index.js';
import { useComposition } from '../../lines/index.js';
import { useControl } from './use-control.js';
import type { FieldWidgetProps } from './widget-definition.js';

interface TypedInputProps {
  readonly widget: FieldWidgetProps;
  /** What was typed as a value; undefined when it cannot be read yet. */
  readonly read: (text: string) => CellValue | undefined;
  readonly show: (value: CellValue) => string;
  readonly edit: (value: CellValue) => string;
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
  readonly className?: string;
  readonly suffix?: ReactNode;
  readonly maxLength?: number | undefined;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/**
 * A text field over a value of another shape. While the person types, the text is hers; at rest the value is shown.
 * A text that cannot be read stays as typed, and the form says what is wrong with it.
 */
export function TypedInput({
  widget,
  read,
  show,
  edit,
  inputMode = 'text',
  className,
  suffix,
  maxLength,
  onKeyDown,
}: TypedInputProps) {
  const { value, setValue, attributes, status } = useControl(widget);
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<InputRef>(null);
  const composition = useComposition();
  const select = useRef(false);
  useLayoutEffect(() => {
    if (select.current) input.current?.select();
    select.current = false;
  });
  const write = (text: string) => {
    const next = read(text);
    if (next !== undefined) setValue(next);
  };
  return (
    <Input
      {...attributes}
      ref={input}
      status={status}
      inputMode={inputMode}
      autoComplete="off"
      maxLength={maxLength}
      className={className ?? ''}
      suffix={suffix}
      onKeyDown={onKeyDown}
      value={draft ?? show(value)}
      onFocus={() => {
        select.current = edit(value) !== show(value);
        setDraft(edit(value));
      }}
      onCompositionStart={composition.start}
      onCompositionEnd={(event) => {
        composition.end();
        write(event.currentTarget.value);
      }}
      onChange={(event) => {
        setDraft(event.target.value);
        if (!composition.isComposing()) write(event.target.value);
      }}
      onBlur={() => {
        if (draft !== null && draft !== edit(value))
          setValue(read(draft) ?? (draft.trim() === '' ? null : draft));
        setDraft(null);
        attributes.onBlur();
      }}
    />
  );
}
