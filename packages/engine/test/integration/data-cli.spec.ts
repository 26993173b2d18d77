import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataExportCommand } from '../../src/cli/data-export.command.js';
import { dataImportCommand } from '../../src/cli/data-import.command.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';

let engine: TestApp;
let folder: string;

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  await anActor(engine, 'chief', 'chief');
  await anActor(engine, 'reader', 'reader');
  folder = mkdtempSync(join(tmpdir(), 'dougong-data-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engine?.stop();
});

async function run(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    colour: false,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  const before = { ...process.env };
  const language = { LC_ALL: 'en_US.UTF-8' };
  const urls = { DATABASE_URL: engine.urls.appUrl, DATABASE_OWNER_URL: engine.urls.ownerUrl };
  Object.assign(process.env, urls, language, { DOUGONG_LOG_LEVEL: 'silent' });
  try {
    const code = await runCommandLine(['data', ...words], [dataImportCommand, dataExportCommand], terminal);
    return { code, out, err };
  } finally {
    process.env = before;
  }
}

test('files go in and out from the command line, with the rights of the user named', async () => {
  const file = join(folder, 'places.csv');
  await writeFile(file, 'Code,Name\nP1,Hall\nP1,Twice\nP2,Yard\n');
  const asked = ['--form', 'place', '--as', 'chief'];
  const dry = await run('import', file, ...asked, '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.out.at(-1)).toMatch(
    /^3 documents: 2 created, 0 updated, 0 unchanged, 0 skipped, 1 failed; job /,
  );
  const errors = join(folder, 'errors.xlsx');
  const done = await run('import', file, ...asked, '--errors', errors, '--json');
  expect(JSON.parse(done.out[0] ?? '')).toMatchObject({ created: 2, failed: 1 });
  expect((await readFile(errors)).subarray(0, 2).toString()).toBe('PK');
  const out = join(folder, 'out.csv');
  expect((await run('export', out, ...asked, '--query', 'sort=code&filter[code][starts]=P')).code).toBe(0);
  expect((await readFile(out, 'utf8')).slice(1)).toBe('Code,Name,Rating\r\nP1,Hall,\r\nP2,Yard,\r\n');
  const again = await run('import', out, ...asked, '--mode', 'upsert', '--json');
  expect(JSON.parse(again.out[0] ?? '')).toMatchObject({ unchanged: 2, failed: 0 });
});

test('what is not allowed or not said is refused in words', async () => {
  const file = join(folder, 'x.csv');
  await writeFile(file, 'Code\nX\n');
  expect((await run('import', file, '--form', 'place', '--as', 'reader')).code).toBe(1);
  expect(await run('import', file, '--form', 'place', '--as', 'nobody')).toMatchObject({
    code: 1,
    err: ['there is no user nobody'],
  });
  expect((await run('import', file, '--form', 'place')).code).toBe(2);
  expect((await run('import', file, '--form', 'place', '--as', 'chief', '--mode', 'x')).code).toBe(2);
  expect((await run('export', join(folder, 'y.csv'), '--form', 'claim', '--as', 'reader')).code).toBe(1);
});
