import { act, createEvent, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '../api/index.js';
import { switchLanguage } from '../i18n/index.js';
import type { FileValue } from '../lines/index.js';
import { ThemeProvider } from '../theme/index.js';
import type { FileStore, UploadOptions } from './file-store.js';
import { createFormState } from './form-state.js';
import { FormView } from './FormView.js';
import { createReferenceSource } from './reference-source.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const files = { type: 'array', items: { type: 'object' } };
const PROPERTIES = {
  papers: {
    ...files,
    'x-files': 'file',
    maxItems: 2,
    'x-max-bytes': 2048,
    'x-title': title('附件', 'Papers'),
  },
  photos: { ...files, 'x-files': 'image', 'x-accept': ['image/png'], 'x-title': title('照片', 'Photos') },
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

const KEPT: FileValue = { id: 'f1', name: 'one.pdf', mediaType: 'application/pdf', bytes: 1536 };

/** A store whose uploads end when the test says so. */
class WaitingStore implements FileStore {
  readonly sent: {
    place: string;
    name: string;
    options: UploadOptions;
    end: (value: FileValue) => void;
    fail: (fault: Error) => void;
  }[] = [];

  upload(
    place: { form: string; field: string },
    file: File,
    options: UploadOptions = {},
  ): Promise<FileValue> {
    return new Promise((end, fail) => {
      this.sent.push({ place: `${place.form}.${place.field}`, name: file.name, options, end, fail });
    });
  }

  url(form: string, record: string, file: string): string {
    return `/${form}/${record}/${file}`;
  }
}

function open(values: Record<string, unknown> = {}, editable?: readonly string[]) {
  const state = createFormState({ values: values as never });
  const store = new WaitingStore();
  const references = createReferenceSource({
    records: () => Promise.resolve([]),
    users: () => Promise.resolve([]),
  });
  render(
    <ThemeProvider>
      <FormView
        definition={FORM}
        state={state}
        references={references}
        files={store}
        {...(editable === undefined ? {} : { editable })}
      />
    </ThemeProvider>,
  );
  return { state, store };
}

const group = (name: string) => screen.getByRole('group', { name });
const inputOf = (name: string) => group(name).querySelector<HTMLInputElement>('input[type=file]')!;
const pdf = (name: string, bytes = 10) => new File(['x'.repeat(bytes)], name, { type: 'application/pdf' });

beforeEach(() => switchLanguage('en'));
afterAll(() => switchLanguage('zh-CN'));

test('a chosen file goes on its way, tells how far it is, and stands in the field when it is there', async () => {
  const { state, store } = open();
  expect(inputOf('Papers').accept).toContain('.pdf');
  expect(inputOf('Photos').accept).toBe('.png');
  await userEvent.upload(inputOf('Papers'), pdf('one.pdf'));
  expect(store.sent.map(({ place, name }) => `${place} ${name}`)).toEqual(['sample.papers one.pdf']);
  act(() => store.sent[0]?.options.onProgress?.(0.4));
  expect(
    screen.getByRole('progressbar', { name: 'one.pdf is on its way' }).getAttribute('aria-valuenow'),
  ).toBe('40');
  store.sent[0]?.end(KEPT);
  await screen.findByText('2 KB');
  expect(state.value('papers')).toEqual([KEPT]);
  await userEvent.click(screen.getByRole('button', { name: 'Take out one.pdf' }));
  expect(state.value('papers')).toBeNull();
});

test('what the engine refuses is said at the file, and nothing is put into the field', async () => {
  const { state, store } = open();
  await userEvent.upload(inputOf('Papers'), pdf('one.pdf'));
  const errors = [{ pointer: '', code: 'file_type_refused', detail: 'It is not what its name says.' }];
  store.sent[0]?.fail(new ApiProblem({ status: 422, code: 'invalid', title: 'Refused', errors }));
  expect((await screen.findByRole('alert')).textContent).toBe('It is not what its name says.');
  expect(state.value('papers')).toBeNull();
});

test('what is too large or too many is not sent', async () => {
  const { store } = open({ papers: [KEPT] });
  await userEvent.upload(inputOf('Papers'), [pdf('large.pdf', 3000), pdf('more.pdf')]);
  expect(store.sent).toEqual([]);
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Larger than 2 KB. Make it smaller.',
    'At most 2 files fit here.',
  ]);
});

test('pictures are pasted and dropped, and shown before they are saved', async () => {
  const { store } = open();
  const picture = new File([Uint8Array.of(1)], 'p.png', { type: 'image/png' });
  const paste = createEvent.paste(group('Photos'), { clipboardData: { files: [picture] } });
  fireEvent(group('Photos'), paste);
  fireEvent.drop(group('Photos'), { dataTransfer: { files: [picture] } });
  expect(store.sent.map(({ place }) => place)).toEqual(['sample.photos', 'sample.photos']);
  store.sent[0]?.end({ id: 'p1', name: 'p.png', mediaType: 'image/png', bytes: 1 });
  await waitFor(() =>
    expect(group('Photos').querySelector('img')?.getAttribute('src')).toMatch(/^data:image\/png/),
  );
});

test('stopping an upload takes it away', async () => {
  const { store } = open();
  await userEvent.upload(inputOf('Papers'), pdf('one.pdf'));
  await userEvent.click(screen.getByRole('button', { name: 'Stop sending one.pdf' }));
  expect(store.sent[0]?.options.signal?.aborted).toBe(true);
  expect(screen.queryByText('one.pdf')).toBeNull();
});

test('phones are offered the camera for pictures', () => {
  open();
  const camera = group('Photos').querySelector('input[capture]');
  expect(camera?.getAttribute('capture')).toBe('environment');
  expect(group('Papers').querySelector('input[capture]')).toBeNull();
});

test('files that are only read lead to their content', () => {
  const photo: FileValue = { id: 'p1', name: 'p.png', mediaType: 'image/png', bytes: 1 };
  open({ id: 'r1', papers: [KEPT], photos: [photo] }, []);
  expect(screen.getByRole('link', { name: 'one.pdf' }).getAttribute('href')).toBe('/sample/r1/f1');
  expect(document.querySelector('img')?.getAttribute('src')).toBe('/sample/r1/p1');
  expect(screen.queryByRole('button')).toBeNull();
});

test('a file leads to its content only once the record that has it is saved', async () => {
  const { state, store } = open({ id: 'r1' });
  await userEvent.upload(inputOf('Papers'), pdf('one.pdf'));
  store.sent[0]?.end(KEPT);
  await screen.findByText('one.pdf');
  expect(screen.queryByRole('link')).toBeNull();
  act(() => state.reset({ id: 'r1', papers: [{ ...KEPT }] }));
  expect(screen.getByRole('link', { name: 'one.pdf' }).getAttribute('href')).toBe('/sample/r1/f1');
});
