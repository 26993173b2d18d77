import { chipElement, piecesOf, readEditor, writeEditor } from './chips.js';

const nameOf = (chip: string) => ({ title: `<${chip}>`, isKnown: chip !== 'gone' });

function editorWith(text: string): HTMLElement {
  const root = document.createElement('div');
  writeEditor(root, text, nameOf);
  return root;
}

describe('a text with chips', () => {
  test.each([
    '',
    '{total}',
    '请看 {place.title}：共 {total} 元\n第二行',
    '{@actor}{@due}',
    '\n\n{x}\n',
    '{}',
  ])('%j stays as it is between storage and screen', (text) =>
    expect(readEditor(editorWith(text))).toBe(text),
  );

  test('is words and chips', () => {
    expect(piecesOf('a{total}b')).toEqual([{ text: 'a' }, { chip: 'total' }, { text: 'b' }]);
    expect(piecesOf('a { b')).toEqual([{ text: 'a { b' }]);
  });

  test('shows a chip by its title, as one thing, and one that stands for nothing as such', () => {
    const chip = editorWith('{total}').querySelector('[data-chip]');
    expect(chip?.textContent).toBe('<total>');
    expect((chip as HTMLElement).contentEditable).toBe('false');
    expect(chipElement('gone', nameOf('gone')).className).toContain('is-unknown');
  });

  test('takes lines as browsers make them', () => {
    const root = document.createElement('div');
    root.innerHTML = 'one<br>two<div>three</div>';
    expect(readEditor(root)).toBe('one\ntwo\nthree');
  });
});
