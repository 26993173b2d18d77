import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readBackup } from './backup-reader.js';
import { BackupWriter } from './backup-writer.js';
import type { RowSource } from './backup-writer.js';

/** Keys are slow to make on purpose. */
const PATIENCE_MS = 120_000;
const PASSPHRASE = 'a passphrase of some length';
const ABOUT = {
  origin: {
    createdAt: '2026-11-22T08:00:00.000Z',
    engineVersion: '0.1.0',
    postgresVersion: 180004,
    collation: 'zh-Hans-CN',
    release: 1,
    migrations: [],
  },
  ledger: { registers: [], vouchers: { count: 0, total: '0' } },
  anchor: null,
};

let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-backup-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rowsOf(text: string): RowSource {
  return {
    rows: text.split('\n').length - 1,
    async *[Symbol.asyncIterator]() {
      yield Buffer.from(text);
    },
  };
}

async function written(parts: Readonly<Record<string, string>>, passphrase?: string): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.backup`);
  const writer = await BackupWriter.create(path, passphrase);
  for (const [name, text] of Object.entries(parts)) await writer.part(name, rowsOf(text));
  await writer.finish(ABOUT);
  return path;
}

async function contentsOf(path: string, passphrase?: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await readBackup(path, passphrase, async (name, content) => {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    found[name] = Buffer.concat(chunks).toString();
  });
  return found;
}

const PARTS = { 'rows/one': '1\ta\n2\tb\n', 'rows/none': '', 'rows/two': `${'x'.repeat(200_000)}\n` };

describe('the file of a backup', () => {
  test.each([undefined, PASSPHRASE])(
    'gives back what was put in (passphrase: %p)',
    async (passphrase) => {
      expect(await contentsOf(await written(PARTS, passphrase), passphrase)).toEqual(PARTS);
    },
    PATIENCE_MS,
  );

  test.each([undefined, PASSPHRASE])(
    'any changed byte and any missing end is noticed (passphrase: %p)',
    async (passphrase) => {
      const content = await readFile(await written(PARTS, passphrase));
      const path = join(folder, 'changed.backup');
      const isRefused = async (changed: Buffer) => {
        await writeFile(path, changed);
        const outcome = await readBackup(path, passphrase).then(
          () => 'read',
          (error: unknown) => (error as { code: string }).code,
        );
        expect(['backup_damaged', 'not_a_backup', 'backup_locked']).toContain(outcome);
      };
      await fc.assert(
        fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const changed = Buffer.from(content);
          changed[at] = (changed[at] ?? 0) ^ flip;
          await isRefused(changed);
        }),
        // At 87 a length is changed: the frame behind it and the unpacking go wrong at once.
        { numRuns: passphrase ? 10 : 60, examples: [[87, 1]] },
      );
      await fc.assert(
        fc.asyncProperty(fc.nat(content.length - 1), (length) => isRefused(content.subarray(0, length))),
        { numRuns: passphrase ? 10 : 60 },
      );
    },
    PATIENCE_MS,
  );

  test('a cost by which no key can be made is noticed before one is tried', async () => {
    const content = await readFile(await written(PARTS, PASSPHRASE), 'latin1');
    expect(content).toContain('32768');
    const path = join(folder, 'cost.backup');
    await writeFile(path, content.replace('32768', '32769'), 'latin1');
    await expect(contentsOf(path, PASSPHRASE)).rejects.toMatchObject({ code: 'not_a_backup' });
  });

  test('two files of the same content and passphrase have nothing in common behind their first lines', async () => {
    const [one, other] = await Promise.all(
      [await written(PARTS, PASSPHRASE), await written(PARTS, PASSPHRASE)].map((path) => readFile(path)),
    );
    const begin = (one?.indexOf('\n', 15) ?? 0) + 6;
    expect(
      one?.subarray(begin, begin + 64).equals(other?.subarray(begin, begin + 64) ?? Buffer.alloc(0)),
    ).toBe(false);
  });
});
