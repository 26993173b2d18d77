import { gridCommand, type KeyContext, type KeyPress } from './key-model.js';

const NAVIGATE: KeyContext = {
  mode: 'navigate',
  caretAtStart: false,
  caretAtEnd: false,
  optionsOpen: false,
  isSwitch: false,
};
const EDIT: KeyContext = { ...NAVIGATE, mode: 'edit' };

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, shift: false, ctrl: false, alt: false, ...modifiers };
}

describe('keys of the grid', () => {
  test('arrows move between cells while a cell is chosen', () => {
    expect(gridCommand(press('ArrowLeft'), NAVIGATE)).toEqual({
      do: 'move',
      rows: 0,
      columns: -1,
      extend: false,
    });
    expect(gridCommand(press('ArrowDown', { shift: true }), NAVIGATE)).toMatchObject({
      rows: 1,
      extend: true,
    });
  });

  test('inside a text the side arrows belong to the caret until it stands at the edge', () => {
    expect(gridCommand(press('ArrowLeft'), EDIT)).toBeNull();
    expect(gridCommand(press('ArrowLeft'), { ...EDIT, caretAtStart: true })).toMatchObject({
      do: 'move',
      columns: -1,
    });
    expect(gridCommand(press('Home'), EDIT)).toBeNull();
  });

  test('Ctrl with an arrow goes to the edge of the table', () => {
    expect(gridCommand(press('ArrowDown', { ctrl: true }), EDIT)).toEqual({
      do: 'edge',
      rows: 1,
      columns: 0,
    });
    expect(gridCommand(press('End', { ctrl: true }), NAVIGATE)).toEqual({ do: 'edge', rows: 1, columns: 1 });
  });

  test('an open list takes the up and down arrows and Enter', () => {
    const open = { ...EDIT, optionsOpen: true };
    expect(gridCommand(press('ArrowDown'), open)).toEqual({ do: 'option', step: 1 });
    expect(gridCommand(press('Enter'), open)).toEqual({ do: 'pick', then: 'enter', back: false });
  });

  test('space ticks a box and writes a space elsewhere', () => {
    expect(gridCommand(press(' '), { ...NAVIGATE, isSwitch: true })).toEqual({ do: 'toggle' });
    expect(gridCommand(press(' '), NAVIGATE)).toBeNull();
  });

  test('letters are never taken from the text', () => {
    expect(gridCommand(press('a'), NAVIGATE)).toBeNull();
    expect(gridCommand(press('c', { ctrl: true }), NAVIGATE)).toBeNull();
  });
});
