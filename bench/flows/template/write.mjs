import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLOW } from './flow.mjs';
import { FORM } from './form.mjs';
import { PEOPLE, ROLES } from './people.mjs';
import { RULES } from './rules.mjs';
import { title } from './title.mjs';

const TEMPLATE = {
  kind: 'template',
  format: 1,
  key: 'bench_flows',
  title: title('Flow benchmark'),
  description: title('A document of 12 fields, 20 rules and a flow with three approvals.'),
  version: '0.1.0',
  seeds: [{ file: 'people.json' }],
};

/** Writes the template into a folder, from which the engine installs it; gives the folder. */
export async function writeTemplate(parent) {
  const folder = join(parent, 'bench-flows');
  const files = {
    'template.json': TEMPLATE,
    'seed/people.json': PEOPLE,
    ...Object.fromEntries(
      [FORM, FLOW, ...ROLES, ...RULES].map((each) => [`${each.kind}s/${each.key}.${each.kind}.json`, each]),
    ),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, JSON.stringify(content));
  }
  return folder;
}
