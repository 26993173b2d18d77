import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { withSpooled } from './spooled-upload.js';

const tooLarge = () => new Error('too large');
const spooled = () => readdirSync(tmpdir()).filter((name) => name.startsWith('dougong-upload-'));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

/** Other processes may take uploads in at the same time; what this one leaves is what was not there before. */
async function left(act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = new Set(spooled());
  await act().catch(() => undefined);
  return spooled().filter((name) => !before.has(name));
}

test('an upload comes in piece by piece and is handed on whole, with its beginning and its hash', async () => {
  const long = 'x'.repeat(10_000);
  const got = await withSpooled(
    pieces('head', long, 'tail'),
    { bytesMax: 20_000, tooLarge },
    async (upload) => ({
      ...upload,
      whole: await upload.content(),
    }),
  );
  expect(got.whole.toString()).toBe(`head${long}tail`);
  expect(got.bytes).toBe(10_008);
  expect(got.head.toString()).toBe(`head${long}tail`.slice(0, 4096));
  expect(got.sha256).toEqual(createHash('sha256').update(got.whole).digest());
});

test('an upload of nothing is one of no bytes', async () => {
  const bytes = await withSpooled(pieces(), { bytesMax: 1, tooLarge }, (upload) => upload.content());
  expect(bytes).toHaveLength(0);
});

test('the first byte too many ends it: what comes behind is never asked for', async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      asked += 1;
      yield await Promise.resolve(Buffer.alloc(100));
    }
  }
  const use = jest.fn();
  await expect(withSpooled(endless(), { bytesMax: 250, tooLarge }, use)).rejects.toThrow('too large');
  expect(asked).toBe(3);
  expect(use).not.toHaveBeenCalled();
  const exact = withSpooled(pieces('123'), { bytesMax: 3, tooLarge }, ({ bytes }) => Promise.resolve(bytes));
  expect(await exact).toBe(3);
});

test('nothing is left behind, however it ends', async () => {
  const fine = () => withSpooled(pieces('a'), { bytesMax: 9, tooLarge }, () => Promise.resolve());
  const large = () => withSpooled(pieces('a'.repeat(10)), { bytesMax: 9, tooLarge }, () => Promise.resolve());
  const refused = () =>
    withSpooled(pieces('a'), { bytesMax: 9, tooLarge }, () => Promise.reject(new Error('refused')));
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('a'));
    throw new Error('the sender is gone');
  }
  const gone = () => withSpooled(broken(), { bytesMax: 9, tooLarge }, () => Promise.resolve());
  for (const act of [fine, large, refused, gone]) expect(await left(act)).toEqual([]);
});
