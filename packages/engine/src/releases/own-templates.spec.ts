import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkCompleteness } from '@dougong/kernel/templates';
import { wishesOf } from '../completeness/completeness-wishes.js';
import { checkTemplate } from './check-template.js';
import { readTemplate } from './read-template.js';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** Balanced by rules of the form, which nobody can prove from the posting alone; posting checks it every time. */
const UNPROVEN = 'voucher_balance_unproven';

const TEMPLATES = [
  ...foldersIn('templates'),
  ...foldersIn('examples')
    .map((folder) => join(folder, 'template'))
    .filter((folder) => existsSync(join(ROOT, folder))),
  'packages/engine/conformance/template',
];

function foldersIn(parent: string): readonly string[] {
  return readdirSync(join(ROOT, parent)).map((name) => join(parent, name));
}

describe('the templates of the repository', () => {
  test.each(TEMPLATES)('%s publishes without a warning that something cannot be undone', async (folder) => {
    const found = (await checkTemplate(join(ROOT, folder))).filter(({ code }) => code !== UNPROVEN);
    expect(found.map(({ file, code, path }) => `${file}#${path} ${code}`)).toEqual([]);
  });

  test.each(TEMPLATES)('%s has no gap in its processes', async (folder) => {
    const { template } = await readTemplate(join(ROOT, folder));
    const gaps = template && checkCompleteness(template.definitions, wishesOf(template.manifest));
    expect(gaps?.map(({ id }) => id)).toEqual([]);
  });
});
