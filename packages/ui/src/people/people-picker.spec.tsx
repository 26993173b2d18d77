import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { PersonOption } from './find-people.js';
import { PeoplePicker } from './PeoplePicker.js';

const PEOPLE: readonly PersonOption[] = [
  { id: '1', name: '陈国华', login: 'chenguohua', post: '复核员' },
  { id: '2', name: '周建国', login: 'zhoujianguo', post: '主管' },
  { id: '3', name: '赵丽萍', login: 'zhaoliping', post: '总监' },
];

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});

function Picker({ multiple, onChange }: { multiple: boolean; onChange(users: readonly string[]): void }) {
  const [value, setValue] = useState<readonly string[]>([]);
  return (
    <PeoplePicker
      id="p"
      label="转给"
      people={PEOPLE}
      value={value}
      multiple={multiple}
      onChange={(users) => {
        setValue(users);
        onChange(users);
      }}
    />
  );
}

function open(multiple = false) {
  const picked: (readonly string[])[] = [];
  render(<Picker multiple={multiple} onChange={(users) => picked.push(users)} />);
  const field = screen.getByRole('combobox');
  return {
    field,
    picked: () => picked.at(-1),
    type: (value: string) => fireEvent.change(field, { target: { value } }),
  };
}

describe('picking people', () => {
  it('typing initials and Enter picks the best match and clears the search', () => {
    const { field, picked, type } = open();
    type('zlp');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(picked()).toEqual(['3']);
    expect((field as HTMLInputElement).value).toBe('');
  });

  it('arrows walk through the list, and the active person is told to screen readers', () => {
    const { field, picked } = open();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(field.getAttribute('aria-activedescendant')).toBe('p-2');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(picked()).toEqual(['2']);
  });

  it('the Enter with which an input method takes a word picks nobody', () => {
    const { field, picked } = open();
    fireEvent.compositionStart(field);
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229, isComposing: true });
    expect(picked()).toBeUndefined();
  });

  it('one person takes the place of another', () => {
    const one = open();
    fireEvent.click(screen.getByRole('option', { name: /陈国华/ }));
    fireEvent.click(screen.getByRole('option', { name: /周建国/ }));
    expect(one.picked()).toEqual(['2']);
  });

  it('several stand together, and Backspace takes the last one out', () => {
    const { field, picked } = open(true);
    fireEvent.click(screen.getByRole('option', { name: /陈国华/ }));
    fireEvent.click(screen.getByRole('option', { name: /周建国/ }));
    expect(picked()).toEqual(['1', '2']);
    fireEvent.keyDown(field, { key: 'Backspace' });
    expect(picked()).toEqual(['1']);
  });

  it('says so when nobody fits', () => {
    const { type } = open();
    type('nobody');
    expect(screen.queryAllByRole('option')).toHaveLength(0);
    expect(screen.getByRole('status').textContent).toContain('nobody');
  });
});
