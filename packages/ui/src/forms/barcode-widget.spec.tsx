import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { switchLanguage } from '../i18n/index.js';
import type { LineOption } from '../lines/index.js';
import { ThemeProvider } from '../theme/index.js';
import { createFormState } from './form-state.js';
import { FormView } from './FormView.js';
import { createReferenceSource } from './reference-source.js';
import { faultOf } from './scan/use-camera.js';

const title = (en: string) => ({ 'zh-CN': en, en });
const FORM = {
  kind: 'form',
  format: 1,
  key: 'count',
  title: title('Count'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      code: { type: 'string', 'x-barcode': true, 'x-title': title('Code') },
      item: {
        type: 'string',
        format: 'uuid',
        'x-barcode': true,
        'x-reference': { form: 'item' },
        'x-title': title('Item'),
      },
    },
  },
  ui: { order: ['code', 'item'] },
} as unknown as FormDefinition;

const OPTIONS: readonly LineOption[] = [
  { value: 'i1', title: 'Bolt', code: '6901' },
  { value: 'i2', title: 'Nut', code: '69012' },
];

function open() {
  const state = createFormState({ values: {} });
  const references = createReferenceSource({
    records: (_, text) =>
      new Promise((resolve) =>
        setTimeout(() => resolve(OPTIONS.filter(({ code }) => code?.startsWith(text))), 30),
      ),
    users: () => Promise.resolve([]),
  });
  render(
    <ThemeProvider>
      <FormView definition={FORM} state={state} references={references} />
    </ThemeProvider>,
  );
  return state;
}

beforeEach(() => switchLanguage('en'));
afterAll(() => switchLanguage('zh-CN'));

test('a scan that ends with Enter stays in its field, and the next one takes its place', async () => {
  const state = open();
  const input = screen.getByRole('textbox', { name: 'Code' });
  await userEvent.click(input);
  await userEvent.keyboard('6901{Enter}');
  expect(document.activeElement).toBe(input);
  await userEvent.keyboard('6902{Enter}');
  expect(state.value('code')).toBe('6902');
});

test('a scanned code becomes the record that has it, though a longer code begins with it', async () => {
  const state = open();
  act(() => screen.getByRole('combobox', { name: 'Item' }).focus());
  await userEvent.keyboard('6901{Enter}');
  await waitFor(() => expect(state.value('item')).toBe('i1'));
});

test('a code that no record has is said, and nothing is put into the field', async () => {
  const state = open();
  act(() => screen.getByRole('combobox', { name: 'Item' }).focus());
  await userEvent.keyboard('7777{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('no record with the code "7777"');
  expect(state.value('item') ?? null).toBeNull();
});

test('without a camera the dialog says what to do instead, and typing goes on', async () => {
  const state = open();
  await userEvent.click(screen.getByRole('button', { name: 'Scan a code into "Code"' }));
  expect(await screen.findByText('There is no camera. Use a hand scanner or the keyboard.')).toBeTruthy();
  await userEvent.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!);
  await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '5');
  expect(state.value('code')).toBe('5');
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'noCamera'],
  ['NotReadableError', 'busy'],
])('a camera that answers %s is %s', (name, expected) => {
  expect(faultOf(new DOMException('', name))).toBe(expected);
});
