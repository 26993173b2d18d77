import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkTemplateFolder } from '../../src/templates/check-template-folder.js';

const TRADE = resolve(import.meta.dirname, '../../../../templates/trade');

/** Who keeps the first warehouse is asked at the install. */
const KEEPER = {
  id: 'keeper',
  title: { 'zh-CN': '一号仓仓管', en: 'Keeper of warehouse 1' },
  type: 'text',
  default: '@user/lijuan',
  places: [{ file: 'seed/masters.json', at: '/records/WH-1/values/keeper' }],
} as const;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dougong-check-'));
  await cp(TRADE, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function change(file: string, edit: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

async function ask(parameter: object): Promise<void> {
  await change('template.json', (text) =>
    JSON.stringify({ ...(JSON.parse(text) as object), parameters: [parameter] }),
  );
}

const told = async () =>
  (await checkTemplateFolder(folder))
    .filter(({ severity = 'error' }) => severity === 'error')
    .map(({ file, path, code }) => `${file}#${path} ${code}`);

describe('the check of a template with parameters', () => {
  test('finds nothing where the usual answers fit', async () => {
    await ask(KEEPER);
    expect(await told()).toEqual([]);
  });

  test('judges seeds with the usual answers written in', async () => {
    await ask({ ...KEEPER, default: '@user/nobody' });
    const found = await told();
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(/^seed\/masters\.json#\/records\/0\/values\/keeper seed_name_unknown$/);
  });

  test('judges scenarios too', async () => {
    await ask(KEEPER);
    const file = 'scenarios/request_is_cancelled.scenario.json';
    await change(file, (text) => text.replace('"by": "lijuan"', '"by": "nobody"'));
    expect(await told()).toEqual([`${file}#/steps/0/by unknown_user`]);
  });
});
