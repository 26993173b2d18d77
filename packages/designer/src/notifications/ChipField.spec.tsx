import { act, fireEvent, render, screen } from '@testing-library/react';
import { createRef, useState } from 'react';
import { ChipField } from './ChipField.js';
import type { ChipFieldHandle } from './use-chip-text.js';

const nameOf = (chip: string) => ({ title: chip === 'total' ? 'Total' : chip, isKnown: chip === 'total' });

function Field({ start, handle }: { readonly start: string; readonly handle?: React.Ref<ChipFieldHandle> }) {
  const [value, setValue] = useState(start);
  const [before, setBefore] = useState<string[]>([]);
  return (
    <>
      <ChipField
        {...(handle === undefined ? {} : { ref: handle })}
        label="Text"
        value={value}
        onChange={(next) => {
          setBefore([...before, value]);
          setValue(next);
        }}
        nameOf={nameOf}
        isMultiline
        isFaulty={false}
        lang="en"
        onFocus={() => undefined}
        onUndo={() => setValue(before.at(-1) ?? value)}
        onRedo={() => undefined}
      />
      <output>{value}</output>
    </>
  );
}

const field = () => screen.getByRole('textbox', { name: 'Text' });
const stored = () => screen.getByRole('status').textContent;

describe('a text with chips under the hand', () => {
  test('shows fields by their titles and keeps them by their keys', () => {
    render(<Field start="Sum {total}" />);
    expect(field().textContent).toBe('Sum Total');
    expect(stored()).toBe('Sum {total}');
  });

  test('takes a chip from the menu where the caret stood', () => {
    const handle = createRef<ChipFieldHandle>();
    render(<Field start="ab" handle={handle} />);
    document.getSelection()?.collapse(field().firstChild, 1);
    fireEvent.keyUp(field());
    fireEvent.blur(field());
    act(() => handle.current?.insert('total'));
    expect(field().textContent).toBe('aTotalb');
  });

  test('is not read while an input method is composing, and is once it has', () => {
    render(<Field start="" />);
    fireEvent.compositionStart(field());
    field().prepend('nihao');
    fireEvent.input(field());
    expect(stored()).toBe('');
    field().firstChild?.remove();
    field().prepend('你好');
    fireEvent.compositionEnd(field());
    expect(stored()).toBe('你好');
  });

  test('makes a chip of what was typed in braces, once it is left', () => {
    render(<Field start="" />);
    field().prepend('Sum {total}');
    fireEvent.input(field());
    fireEvent.blur(field());
    expect(field().textContent).toBe('Sum Total');
    expect(stored()).toBe('Sum {total}');
  });

  test('begins a line with Enter and undoes with the keys of the designer', () => {
    render(<Field start="ab" />);
    field().focus();
    document.getSelection()?.collapse(field().firstChild, 2);
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(stored()).toBe('ab\n');
    fireEvent.keyDown(field(), { key: 'z', ctrlKey: true });
    expect(stored()).toBe('ab');
    expect(field().textContent).toBe('ab');
  });
});
