import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormLinkage } from '@dougong/kernel/rules';
import { switchLanguage } from '../i18n/index.js';
import { LineGrid } from '../lines/index.js';
import { ThemeProvider } from '../theme/index.js';
import { createFormState, type FormValues } from './form-state.js';
import { FormView } from './FormView.js';
import { lineColumns } from './line-columns.js';
import { createReferenceSource } from './reference-source.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });

const CLAIM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      urgent: { type: 'string', 'x-title': title('Urgent') },
      note: { type: 'string', 'x-title': title('Note') },
      place: { type: 'string', 'x-title': title('Place') },
      entries: {
        type: 'array',
        'x-title': title('Entries'),
        items: {
          type: 'object',
          properties: {
            qty: { type: 'string', 'x-title': title('Quantity') },
            reason: { type: 'string', 'x-title': title('Reason') },
            level: {
              type: 'string',
              enum: ['low', 'high'],
              'x-titles': [title('Low'), title('High')],
              'x-title': title('Level'),
            },
          },
        },
      },
    },
  },
  ui: { order: ['urgent', 'note', 'place', 'entries'] },
} as unknown as FormDefinition;

const references = createReferenceSource({ records: async () => [], users: async () => [] });

/** While `urgent` is filled in: the note is asked for, the place is hidden, the second line is locked and narrowed. */
function linked({ urgent }: FormValues): FormLinkage {
  const by = {};
  return urgent === null || urgent === undefined || urgent === ''
    ? new Map()
    : new Map([
        ['note', { required: true, by }],
        ['place', { visible: false, by }],
        ['entries.qty/b', { readOnly: true, by }],
        ['entries.reason/a', { required: true, by }],
        ['entries.level', { options: ['low'], by }],
      ]);
}

function show() {
  const state = createFormState({
    values: {
      entries: [
        { id: 'a', qty: '1', reason: null, level: null },
        { id: 'b', qty: '2', reason: null, level: null },
      ],
    },
    tables: ['entries'],
    rules: {
      look: linked,
      fire: (_event, values) => ({
        values: {},
        written: new Set(),
        messages: [],
        asked: new Set(),
        linkage: linked(values),
      }),
    },
  });
  const columns = lineColumns({
    definition: CLAIM,
    table: 'entries',
    language: 'en',
    references,
    editable: ['qty', 'reason', 'level'],
  });
  render(
    <ThemeProvider>
      <FormView definition={CLAIM} state={state} references={references} />
      <LineGrid store={state.lines('entries')} label="Entries" columns={columns} />
    </ThemeProvider>,
  );
  return { state, user: userEvent.setup() };
}

beforeAll(() => {
  // A layout engine is missing here, so the scroll area is given a size by hand.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1000 });
  Element.prototype.scrollTo = () => undefined;
  switchLanguage('en');
});

describe('a form whose rules change how it is shown', () => {
  test('asks for one field and hides another while the third is typed, and the focus stays', async () => {
    const { user } = show();
    expect(screen.getByLabelText('Place')).toBeTruthy();
    const urgent = screen.getByLabelText('Urgent');
    await user.type(urgent, 'yes');
    expect(screen.queryByLabelText('Place')).toBeNull();
    expect(screen.getByRole('textbox', { name: /^Note/ }).getAttribute('aria-required')).toBe('true');
    expect(document.activeElement).toBe(screen.getByLabelText('Urgent'));
    expect((document.activeElement as HTMLInputElement).value).toBe('yes');
    await user.clear(urgent);
    expect(screen.getByLabelText('Place')).toBeTruthy();
  });

  test('tells who only hears the page what came, went and is asked for', () => {
    const { state } = show();
    const heard = () => screen.getAllByRole('status')[0]?.textContent;
    expect(heard()).toBe('');
    act(() => state.setValue('urgent', 'yes'));
    expect(heard()).toBe('Required now: Note. Not asked for any more: Place.');
    act(() => state.setValue('urgent', null));
    expect(heard()).toBe('Appeared: Place. Not required any more: Note.');
  });

  test('locks a cell of one line and asks for a cell of another', () => {
    const { state } = show();
    expect(screen.getByLabelText(/2.*Quantity/)).toBeTruthy();
    act(() => state.setValue('urgent', 'yes'));
    expect(screen.queryByLabelText(/2.*Quantity/)).toBeNull();
    expect(screen.getByLabelText(/1.*Quantity/)).toBeTruthy();
    expect(screen.getByLabelText(/1.*Reason/).getAttribute('aria-required')).toBe('true');
    expect(screen.getByLabelText(/2.*Reason/).getAttribute('aria-required')).toBeNull();
    act(() => state.setValue('urgent', null));
    expect(screen.getByLabelText(/2.*Quantity/)).toBeTruthy();
  });

  test('offers only the choices that are left', async () => {
    const { state, user } = show();
    act(() => state.setValue('urgent', 'yes'));
    await user.click(screen.getByLabelText(/1.*Level/));
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(screen.getByRole('option', { name: /Low/ })).toBeTruthy();
    expect(screen.queryByRole('option', { name: /High/ })).toBeNull();
  });
});
