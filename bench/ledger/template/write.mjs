import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { title } from '../../flows/template/title.mjs';
import { MASTERS } from './forms.mjs';
import { LEDGER_DEFINITIONS } from './ledgers.mjs';
import { PEOPLE, ROLES } from './people.mjs';

const TEMPLATE = {
  kind: 'template',
  format: 1,
  key: 'bench_ledger',
  title: title('Ledger benchmark'),
  description: title('Documents that post: an average, layers, and one balance that everybody wants.'),
  version: '0.1.0',
  seeds: [{ file: 'people.json' }],
};

/** Writes the template into a folder, from which the engine installs it; gives the folder. */
export async function writeTemplate(parent) {
  const folder = join(parent, 'bench-ledger');
  const files = {
    'template.json': TEMPLATE,
    'seed/people.json': PEOPLE,
    ...Object.fromEntries(
      [...MASTERS, ...ROLES, ...LEDGER_DEFINITIONS].map((each) => [
        `${each.kind}s/${each.key}.${each.kind}.json`,
        each,
      ]),
    ),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, JSON.stringify(content));
  }
  return folder;
}
