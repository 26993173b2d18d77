import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { switchLanguage } from '../i18n/index.js';
import { ThemeProvider } from '../theme/index.js';
import { createFormState } from './form-state.js';
import { FormView } from './FormView.js';
import { createReferenceSource } from './reference-source.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const PROPERTIES = {
  starts: { type: 'string', format: 'local-time', 'x-title': title('开始', 'Starts') },
  rate: {
    type: 'string',
    format: 'decimal',
    'x-percent': true,
    'x-scale': 4,
    'x-title': title('税率', 'Rate'),
  },
  currency: { type: 'string', 'x-title': title('币种', 'Currency') },
  amount: {
    type: 'string',
    format: 'decimal',
    'x-currency': { field: 'currency' },
    'x-title': title('金额', 'Amount'),
  },
  colours: {
    type: 'array',
    uniqueItems: true,
    items: {
      type: 'string',
      enum: ['red', 'blue'],
      'x-titles': [title('红', 'Red'), title('蓝', 'Blue')],
    },
    'x-title': title('颜色', 'Colours'),
  },
  department: {
    type: 'string',
    'x-department': true,
    'x-below': 'works',
    'x-title': title('部门', 'Department'),
  },
};

const FORM = {
  kind: 'form',
  format: 1,
  key: 'sample',
  title: title('样例', 'Sample'),
  usage: 'document',
  schema: { type: 'object', properties: PROPERTIES },
  ui: { order: Object.keys(PROPERTIES) },
} as unknown as FormDefinition;

const DEPARTMENTS = [
  { key: 'works', title: title('总部', 'Works'), parent: null, active: true },
  { key: 'stores', title: title('一部', 'Stores'), parent: 'works', active: true },
  { key: 'old', title: title('旧部', 'Old stores'), parent: 'works', active: false },
  { key: 'sales', title: title('二部', 'Sales'), parent: null, active: true },
];

function open(values: Record<string, unknown> = {}, editable?: readonly string[]) {
  const state = createFormState({ values: values as never });
  const references = createReferenceSource({
    records: () => Promise.resolve([]),
    users: () => Promise.resolve([]),
    departments: () => Promise.resolve(DEPARTMENTS),
  });
  render(
    <ThemeProvider>
      <FormView
        definition={FORM}
        state={state}
        references={references}
        {...(editable === undefined ? {} : { editable })}
      />
    </ThemeProvider>,
  );
  return state;
}

const shownIn = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;

beforeEach(() => switchLanguage('en'));

describe('fields of the newer kinds', () => {
  test('take a time as it is typed and show it shortly', async () => {
    const state = open();
    await userEvent.type(screen.getByLabelText('Starts'), '830');
    await userEvent.tab();
    expect(state.value('starts')).toBe('08:30:00');
    expect(shownIn('Starts')).toBe('08:30');
  });

  test('take a share in hundredths and keep the fraction', async () => {
    const state = open();
    await userEvent.type(screen.getByLabelText('Rate'), '15.25');
    await userEvent.tab();
    expect(state.value('rate')).toBe('0.1525');
    expect(shownIn('Rate')).toBe('15.25%');
  });

  test('show the currency that stands in the field beside an amount', async () => {
    open({ amount: '12.5' });
    await userEvent.type(screen.getByLabelText('Currency'), 'JPY');
    await userEvent.tab();
    expect(screen.getAllByText('JPY').length).toBeGreaterThan(0);
  });

  test('know that choosing the same again changes nothing', () => {
    const state = open({ colours: ['red', 'blue'] });
    state.setValue('colours', ['red']);
    expect(state.dirtyFields()).toEqual(['colours']);
    state.setValue('colours', ['red', 'blue']);
    expect(state.isDirty()).toBe(false);
  });

  test('find the open departments of the branch', async () => {
    const references = createReferenceSource({
      records: () => Promise.resolve([]),
      users: () => Promise.resolve([]),
      departments: () => Promise.resolve(DEPARTMENTS),
    });
    const found = await references.searchDepartments('', 'works');
    expect(found.map(({ value }) => value)).toEqual(['works', 'stores']);
    expect((await references.searchDepartments('sto', 'works')).map(({ value }) => value)).toEqual([
      'stores',
    ]);
    expect(references.nameOfDepartment('sales')).toBe('Sales');
  });

  test('are read in words where they are not to be changed', async () => {
    open(
      {
        starts: '08:30:00',
        rate: '0.13',
        currency: 'CNY',
        amount: '5',
        colours: ['red', 'blue'],
        department: 'sales',
      },
      [],
    );
    for (const words of ['08:30', '13%', 'Red, Blue', 'Sales'])
      expect(await screen.findByText(words)).toBeDefined();
  });
});
