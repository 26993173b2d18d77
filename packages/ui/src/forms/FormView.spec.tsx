import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { switchLanguage } from '../i18n/index.js';
import { ThemeProvider } from '../theme/index.js';
import { createFormState } from './form-state.js';
import { FormView, type FormViewProps } from './FormView.js';
import { lineColumns } from './line-columns.js';
import { createReferenceSource } from './reference-source.js';
import { WIDGETS, widgetFor } from './widgets/index.js';

function title(zh: string, en: string) {
  return { 'zh-CN': zh, en };
}

const PLACE = '00000000-0000-4000-8000-000000000001';

const CLAIM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('申请', 'Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    required: ['amount'],
    properties: {
      note: { type: 'string', 'x-title': title('说明', 'Note') },
      amount: {
        type: 'string',
        format: 'decimal',
        'x-scale': 2,
        'x-money': true,
        'x-title': title('金额', 'Amount'),
      },
      total: {
        type: 'string',
        format: 'decimal',
        'x-scale': 2,
        'x-formula': 'amount * 2',
        'x-title': title('合计', 'Total'),
      },
      place: {
        type: 'string',
        format: 'uuid',
        'x-reference': { form: 'place' },
        'x-title': title('地点', 'Place'),
      },
      entries: {
        type: 'array',
        'x-title': title('明细', 'Entries'),
        items: {
          type: 'object',
          required: ['quantity'],
          properties: {
            item: { type: 'string', readOnly: true, 'x-title': title('物料', 'Item') },
            quantity: {
              type: 'string',
              format: 'decimal',
              'x-scale': 3,
              'x-title': title('数量', 'Quantity'),
            },
            gain: {
              type: 'string',
              format: 'decimal',
              'x-scale': 3,
              'x-formula': 'q',
              'x-signed': true,
              'x-title': title('差', 'Gain'),
            },
          },
        },
      },
    },
  },
  ui: { order: ['amount', 'note', 'total', 'place', 'entries'] },
} as unknown as FormDefinition;

const references = createReferenceSource({
  records: () => Promise.resolve([{ value: PLACE, code: 'E1', title: '东区' }]),
  users: () => Promise.resolve([]),
});

function show(settings: Partial<FormViewProps> = {}) {
  references.learn({ place: { [PLACE]: { code: 'E1', title: '东区' } } });
  const state = createFormState({
    values: { amount: '1234.5', note: null, total: '-3', place: PLACE, entries: [] },
    tables: ['entries'],
  });
  render(
    <ThemeProvider>
      <FormView definition={CLAIM} state={state} references={references} {...settings} />
    </ThemeProvider>,
  );
  return { state, user: userEvent.setup() };
}

describe('FormView', () => {
  afterEach(() => act(() => switchLanguage('zh-CN')));

  test('shows the header fields in their order, without the lines', () => {
    show();
    const labels = [...document.querySelectorAll('label')].map((label) => label.textContent);
    expect(labels).toEqual(['金额*', '说明', '合计', '地点']);
  });

  test('money is grouped at rest and plain while it is typed', async () => {
    const { state, user } = show();
    const amount = screen.getByLabelText<HTMLInputElement>(/金额/);
    expect(amount.value).toBe('1,234.50');
    await user.click(amount);
    await user.clear(amount);
    await user.keyboard('７８．９');
    expect(state.value('amount')).toBe('78.9');
    await user.tab();
    expect(amount.value).toBe('78.90');
  });

  test('a text that is no number stays as it was typed, so that nothing is lost', async () => {
    const { state, user } = show();
    const amount = screen.getByLabelText<HTMLInputElement>(/金额/);
    await user.clear(amount);
    await user.keyboard('abc');
    await user.tab();
    expect(amount.value).toBe('abc');
    expect(state.value('amount')).toBe('abc');
  });

  test('what the server owns is text, negative with a real minus', () => {
    show();
    expect(screen.getByLabelText('合计').tagName).toBe('OUTPUT');
    expect(screen.getByLabelText('合计').textContent).toBe('\u22123');
  });

  test('a field outside the present step is only read, a reference by its code and name', () => {
    show({ editable: ['note'] });
    expect(screen.getByLabelText('地点').textContent).toBe('E1 东区');
    expect(screen.getByLabelText('说明').tagName).toBe('INPUT');
  });

  test('a fault of the server stands at its field and goes with the correction', async () => {
    const { state, user } = show();
    act(() => state.setIssues([{ code: 'required', path: '/note' }]));
    const note = screen.getByLabelText('说明');
    expect(note.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(note.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      '还没有填，请填写。',
    );
    await user.type(note, 'x');
    expect(note.getAttribute('aria-invalid')).toBeNull();
  });

  test('switching the language keeps what was typed', async () => {
    const { user } = show();
    await user.type(screen.getByLabelText('说明'), '未保存');
    await act(() => switchLanguage('en'));
    expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('未保存');
  });
});

describe('a user', () => {
  const USER = '00000000-0000-4000-8000-00000000000a';
  const definition = {
    ...CLAIM,
    schema: {
      type: 'object',
      properties: {
        owner: { type: 'string', format: 'uuid', 'x-user': true, 'x-title': title('负责人', 'Owner') },
      },
    },
    ui: { order: ['owner'] },
  } as unknown as FormDefinition;

  test('is named, never shown by an id, though no answer has brought the name', async () => {
    const state = createFormState({ values: { owner: USER }, tables: [] });
    const people = createReferenceSource({
      records: () => Promise.resolve([]),
      users: () => Promise.resolve([{ value: USER, title: '张三' }]),
    });
    render(
      <ThemeProvider>
        <FormView definition={definition} state={state} references={people} />
      </ThemeProvider>,
    );
    expect(document.body.textContent).not.toContain(USER);
    expect(await screen.findByText('张三')).toBeTruthy();
  });
});

describe('lineColumns', () => {
  test('reads kinds, required marks and what may be edited from the definition', () => {
    const columns = lineColumns({
      definition: CLAIM,
      table: 'entries',
      language: 'en',
      references,
      editable: ['item', 'quantity', 'gain'],
    });
    expect(columns).toMatchObject([
      { key: 'item', title: 'Item', kind: 'text', editable: false, rowHeader: true },
      { key: 'quantity', kind: 'decimal', scale: 3, editable: true, required: true },
      { key: 'gain', kind: 'computed', shows: 'decimal', editable: false, signed: true },
    ]);
    expect(columns[1]).not.toHaveProperty('signed');
  });
});

describe('widgets', () => {
  test('each has a name of its own', () => {
    const names = WIDGETS.map((widget) => widget.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['decimal', { type: 'string', format: 'decimal' }],
    ['integer', { type: 'integer' }],
    ['boolean', { type: 'boolean' }],
    ['date', { type: 'string', format: 'date' }],
    ['dateTime', { type: 'string', format: 'date-time' }],
    ['choice', { type: 'string', enum: ['a'] }],
    ['reference', { type: 'string', format: 'uuid', 'x-reference': { form: 'place' } }],
    ['user', { type: 'string', format: 'uuid', 'x-user': true }],
    ['longText', { type: 'string', 'x-multiline': true }],
    ['text', { type: 'string' }],
  ])('%s draws the field that is one', (name, schema) => {
    expect(widgetFor(schema).name).toBe(name);
  });
});
