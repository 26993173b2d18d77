import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { switchLanguage } from '../i18n/index.js';
import { ThemeProvider } from '../theme/index.js';
import type { FileStore } from './file-store.js';
import { createFormState } from './form-state.js';
import { FormView } from './FormView.js';
import { createReferenceSource } from './reference-source.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const FORM = {
  kind: 'form',
  format: 1,
  key: 'slip',
  title: title('签名单', 'Slip'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      signature: {
        type: 'array',
        'x-files': 'signature',
        items: { type: 'object' },
        'x-title': title('签名人', 'Received by'),
      },
    },
  },
  ui: { order: ['signature'] },
} as unknown as FormDefinition;

const KEPT = { id: 's1', name: 'signature.png', mediaType: 'image/png', bytes: 900 };
const SIGNED = { ...KEPT, by: 'u1', at: '2026-11-23T08:00:00Z' };
const NO_STORE: FileStore = {
  upload: () => Promise.reject(new Error('no upload here')),
  url: (form, record, file) => `/${form}/${record}/${file}`,
};

function open(values: Record<string, unknown> = {}, editable?: readonly string[]) {
  const state = createFormState({ values: values as never });
  const references = createReferenceSource({
    records: () => Promise.resolve([]),
    users: () => Promise.resolve([{ value: 'u1', title: 'Ada' }]),
  });
  render(
    <ThemeProvider>
      <FormView
        definition={FORM}
        state={state}
        references={references}
        files={NO_STORE}
        {...(editable === undefined ? {} : { editable })}
      />
    </ThemeProvider>,
  );
  return state;
}

beforeEach(() => switchLanguage('en'));
afterAll(() => switchLanguage('zh-CN'));

test('a signature is shown with who signed and when, and only read where it is locked', async () => {
  open({ id: 'r1', signature: [SIGNED] }, []);
  expect(screen.getByRole('img', { name: 'Signature' }).getAttribute('src')).toBe('/slip/r1/s1');
  expect(await screen.findByText(/^Signed by Ada, 2026-11-23/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a signature may be taken out again before it is saved', async () => {
  const state = open({ signature: [KEPT] });
  expect(screen.getByText('Who signed and when is noted when you save')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Take the signature out of "Received by"' }));
  expect(state.value('signature')).toBeNull();
  expect(screen.getByRole('button', { name: 'Sign: Received by' })).toBeTruthy();
});
