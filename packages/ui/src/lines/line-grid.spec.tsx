import { createRef } from 'react';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Decimal, isDecimalText } from '@dougong/kernel/foundation';
import { ThemeProvider } from '../theme/index.js';
import type { LineColumn } from './line-column.js';
import type { LineValues } from './line-store.js';
import { LineGrid, type LineGridHandle, type LineGridProps } from './LineGrid.js';
import { createLineStore } from './memory-line-store.js';

const COLUMNS: readonly LineColumn[] = [
  { key: 'item', title: 'Item', kind: 'text', editable: false, rowHeader: true, frozen: true },
  { key: 'quantity', title: 'Quantity', kind: 'decimal', scale: 3, minimum: '0' },
  { key: 'price', title: 'Price', kind: 'computed', scale: 2, fixedScale: true, sum: true, signed: true },
  { key: 'note', title: 'Note', kind: 'text' },
  {
    key: 'reason',
    title: 'Reason',
    kind: 'choice',
    options: [
      { value: 'late', title: '迟到' },
      { value: 'broken', title: '损坏', aliases: ['sh'] },
    ],
  },
];

function lines(count: number): LineValues[] {
  return Array.from({ length: count }, (_, index) => ({
    item: `Item ${index + 1}`,
    quantity: String(index),
    note: null,
  }));
}

function price({ quantity }: LineValues): LineValues {
  const number =
    typeof quantity === 'string' && isDecimalText(quantity) ? new Decimal(quantity).times('1.10') : null;
  return { price: number?.toFixed() ?? null };
}

function show(settings: Partial<LineGridProps> = {}, count = 4) {
  const store = createLineStore(lines(count), price);
  const user = userEvent.setup();
  render(
    <ThemeProvider>
      <LineGrid store={store} label="Lines" columns={COLUMNS} {...settings} />
    </ThemeProvider>,
  );
  return { store, user };
}

function cell(row: number, column: string): HTMLInputElement {
  return screen.getByLabelText(`第 ${row} 行 ${column}`);
}

function focused(): string | null {
  return document.activeElement?.getAttribute('aria-label') ?? null;
}

beforeAll(() => {
  // A layout engine is missing here, so the scroll area is given a size by hand.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1000 });
  Element.prototype.scrollTo = () => undefined;
});

describe('the keyboard in the grid', () => {
  test('Tab enters at the first cell that can be filled', async () => {
    const { user } = show();
    await user.tab();
    expect(focused()).toBe('第 1 行 Quantity');
  });

  test('typing replaces the chosen cell and Enter goes down the column', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('12.5{Enter}');
    expect(store.lines()[0]?.['quantity']).toBe('12.5');
    expect(focused()).toBe('第 2 行 Quantity');
    expect(cell(1, 'Quantity').value).toBe('12.5');
  });

  test('Enter follows the row where the page asks for it', async () => {
    const { user } = show({ enterMoves: 'next-editable' });
    await user.tab();
    await user.keyboard('{Enter}');
    expect(focused()).toBe('第 1 行 Note');
  });

  test('Tab skips what is read-only and leaves the grid after the last cell', async () => {
    const { user } = show({}, 1);
    await user.tab();
    await user.tab();
    expect(focused()).toBe('第 1 行 Note');
    await user.tab();
    await user.tab();
    expect(document.activeElement?.closest('[role="grid"]')).toBeNull();
  });

  test('Enter in the last line adds one where lines may be added', async () => {
    const { store, user } = show({ canAddRows: true }, 1);
    await user.tab();
    await user.keyboard('{Enter}');
    expect(store.rows()).toHaveLength(2);
    expect(focused()).toBe('第 2 行 Quantity');
  });

  test('arrows reach read-only cells too, so that they can be read', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toHaveProperty('textContent', 'Item 1');
  });

  test('Esc brings back what the cell held', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('99{Escape}');
    expect(store.lines()[0]?.['quantity']).toBe('0');
    expect(cell(1, 'Quantity').value).toBe('0');
  });

  test('undo takes back a whole entry, redo brings it again', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('123{Enter}{Control>}z{/Control}');
    expect(store.lines()[0]?.['quantity']).toBe('0');
    await user.keyboard('{Control>}y{/Control}');
    expect(store.lines()[0]?.['quantity']).toBe('123');
  });

  test('Ctrl+D fills with the value above', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('7{Enter}{Control>}d{/Control}');
    expect(store.lines()[1]?.['quantity']).toBe('7');
  });

  test('a row is deleted by key and comes back by undo', async () => {
    const { store, user } = show({ canDeleteRows: true });
    await user.tab();
    await user.keyboard('{Control>}{Delete}{/Control}');
    expect(store.lines().map((line) => line['item'])).toEqual(['Item 2', 'Item 3', 'Item 4']);
    await user.keyboard('{Control>}z{/Control}');
    expect(store.lines()[0]?.['item']).toBe('Item 1');
  });
});

describe('what is typed', () => {
  test('full-width digits become a number', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('１２．５{Enter}');
    expect(store.lines()[0]?.['quantity']).toBe('12.5');
  });

  test('a computed cell follows at once, the sum too', async () => {
    const { user } = show({}, 2);
    await user.tab();
    await user.keyboard('10');
    const first = screen.getAllByRole('row')[1]!;
    expect(within(first).getByText('+11.00')).toBeTruthy();
    expect(screen.getByText('+12.10')).toBeTruthy();
  });

  test('a text that is no number stays, is marked, and its line is left out of the sum', async () => {
    const { user } = show({}, 2);
    await user.tab();
    await user.keyboard('abc{Enter}');
    expect(cell(1, 'Quantity').value).toBe('abc');
    expect(cell(1, 'Quantity').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/第 1 行修正后计入/)).toBeTruthy();
    expect(screen.getByText(/1 处待改/)).toBeTruthy();
  });

  test('too many places offer the rounded value, and one key takes it', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('1.23456{Enter}{ArrowUp}');
    expect(screen.getByText('最多 3 位小数，请去掉多余的位数。')).toBeTruthy();
    await user.keyboard('{Alt>}{Enter}{/Alt}');
    expect(store.lines()[0]?.['quantity']).toBe('1.235');
  });

  test('a choice is found by another spelling and taken with Enter', async () => {
    const { store, user } = show({}, 1);
    await user.click(cell(1, 'Reason'));
    await user.keyboard('sh{Enter}');
    expect(store.lines()[0]?.['reason']).toBe('broken');
    expect(cell(1, 'Reason').value).toBe('损坏');
  });

  test('a blank count is not zero', async () => {
    const { store, user } = show();
    await user.tab();
    await user.keyboard('{Delete}{Enter}');
    expect(store.lines()[0]?.['quantity']).toBeNull();
  });
});

describe('Chinese input', () => {
  test('nothing is written while a text is composed, the confirmed text is kept', () => {
    const { store } = show();
    const input = cell(1, 'Note');
    act(() => input.focus());
    fireEvent.compositionStart(input);
    fireEvent.input(input, { target: { value: 'wo' } });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229, isComposing: true });
    expect(store.lines()[0]?.['note']).toBeNull();
    expect(focused()).toBe('第 1 行 Note');
    expect(input.value).toBe('wo');
    input.value = '我';
    fireEvent.compositionEnd(input);
    expect(store.lines()[0]?.['note']).toBe('我');
    expect(input.value).toBe('我');
  });
});

describe('a block from a spreadsheet', () => {
  function paste(text: string): void {
    fireEvent.paste(document.activeElement!, { clipboardData: { getData: () => text } });
  }

  test('lands cell by cell from the active cell on, as one step', async () => {
    const { store, user } = show();
    await user.tab();
    act(() => paste('10\t\tfirst\t迟到\n２０\t\t"two\nlines"\tsh\n'));
    expect(store.lines().slice(0, 2)).toMatchObject([
      { quantity: '10', note: 'first', reason: 'late', price: '11' },
      { quantity: '20', note: 'two\nlines', reason: 'broken' },
    ]);
    await user.keyboard('{Control>}z{/Control}');
    expect(store.lines()[1]).toMatchObject({ quantity: '1', note: null });
  });

  test('says how many cells were left out', async () => {
    const { user } = show({}, 1);
    await user.tab();
    act(() => paste('1\n2\n3'));
    expect(screen.getByText(/2 格只读或放不下/)).toBeTruthy();
  });

  test('adds the lines it needs where lines may be added', async () => {
    const { store, user } = show({ canAddRows: true }, 1);
    await user.tab();
    act(() => paste('1\n2\n3'));
    expect(store.lines().map((line) => line['quantity'])).toEqual(['1', '2', '3']);
  });

  test('a chosen block is copied as a spreadsheet takes it', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    let copied = '';
    fireEvent.copy(document.activeElement!, {
      clipboardData: { setData: (_type: string, text: string) => (copied = text) },
    });
    expect(copied).toBe('0\n1');
  });
});

describe('for screen readers', () => {
  test('the table says how large it is, and every cell its row and column', () => {
    show();
    const grid = screen.getByRole('grid', { name: 'Lines' });
    expect(grid.getAttribute('aria-rowcount')).toBe('6');
    expect(within(grid).getAllByRole('columnheader')).toHaveLength(6);
    expect(within(grid).getAllByRole('rowheader')[1]?.textContent).toBe('Item 1');
  });
});

describe('what the page asks of the grid', () => {
  test('a link to a cell goes to exactly this cell', () => {
    const handle = createRef<LineGridHandle>();
    const { store } = show({ ref: handle });
    act(() => expect(handle.current?.goTo(store.rows()[2]!, 'note')).toBe(true));
    expect(focused()).toBe('第 3 行 Note');
    expect(handle.current?.goTo('gone', 'note')).toBe(false);
    expect(handle.current?.goTo(store.rows()[0]!, 'unknown')).toBe(false);
  });

  test('there is no strip under lines that can only be read, except for what the page puts there', () => {
    show({ readOnly: true });
    expect(document.querySelector('.dg-lines-foot')).toBeNull();
    show({ readOnly: true, footer: 'About the line' });
    expect(document.querySelector('.dg-lines-foot')?.textContent).toBe('About the line');
  });
});

describe('numbers of a column', () => {
  const paddingOf = (row: number) => cell(row, 'Quantity').style.paddingRight;
  const places = () =>
    document.querySelector<HTMLElement>('.dg-grid-scroll')?.style.getPropertyValue('--places-1');

  test('stand under each other at the point, by the longest of them', async () => {
    const { user } = show();
    expect(places()).toBe('0');
    await user.tab();
    await user.keyboard('5.25{Enter}');
    expect(places()).toBe('2');
    expect(paddingOf(1)).toContain('- 2');
    expect(paddingOf(2)).toContain('- 0');
  });

  test('are edited without the zeros that only the column has', async () => {
    const { store, user } = show();
    act(() => store.setCells([{ row: store.rows()[0]!, column: 'quantity', value: '10.000' }]));
    await user.tab();
    expect(cell(1, 'Quantity').value).toBe('10');
    await user.keyboard('99{Escape}');
    expect(cell(1, 'Quantity').value).toBe('10');
    expect(store.lines()[0]?.['quantity']).toBe('10.000');
  });
});
