import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A template of plain forms that differ only in how many fields they have. */

export const WIDTHS = [12, 50, 200];
export const CATEGORIES = 20;
export const LOGIN = 'grow_chief';

const title = (text) => ({ 'zh-CN': text, en: text });
const text = (name, more = {}) => ({ type: 'string', 'x-title': title(name), maxLength: 200, ...more });
const head = (kind, key) => ({ kind, format: 1, key, title: title(key) });

/** The 12 fields that every form has; wider ones have more texts and numbers. */
const FIRST = {
  code: text('Code'),
  name: text('Name'),
  category: text('Category', {
    enum: Array.from({ length: CATEGORIES }, (_, n) => `c${n}`),
    'x-titles': Array.from({ length: CATEGORIES }, (_, n) => title(`c${n}`)),
    maxLength: undefined,
  }),
  due: { type: 'string', format: 'date', 'x-title': title('Due') },
  amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('Amount') },
  qty: { type: 'string', format: 'decimal', 'x-scale': 3, 'x-title': title('Quantity') },
  pieces: { type: 'integer', 'x-title': title('Pieces') },
  urgent: { type: 'boolean', 'x-title': title('Urgent') },
  place: text('Place'),
  contact: text('Contact'),
  size: text('Size'),
  note: text('Note'),
};

/** The fields of a form of a width, in order. */
export function fieldsOf(width) {
  const more = Array.from({ length: width - Object.keys(FIRST).length }, (_, n) => [
    `more_${n}`,
    n % 2 === 0 ? text(`More ${n}`) : { ...FIRST.amount },
  ]);
  return { ...FIRST, ...Object.fromEntries(more) };
}

/** The definition of a form; `changes` are fields put in place of its own. */
export function formOf(width, changes = {}) {
  const properties = { ...fieldsOf(width), ...changes };
  return {
    ...head('form', `grow_${width}`),
    usage: 'master',
    schema: {
      type: 'object',
      properties: JSON.parse(JSON.stringify(properties)),
      additionalProperties: false,
    },
    ui: { order: Object.keys(properties) },
    lists: [
      { id: 'all', title: title('All'), columns: ['code', 'name'], sort: ['-due'], filters: ['category'] },
    ],
  };
}

/** Writes the template into a folder. */
export async function writeTemplate(folder) {
  const write = async (name, content) => {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
  };
  await write('template.json', {
    ...head('template', 'growth'),
    description: title('Forms of many widths'),
    version: '0.1.0',
    seeds: [{ file: 'people.json' }],
  });
  for (const width of WIDTHS) await write(`forms/grow_${width}.form.json`, formOf(width));
  await write('roles/grow_chief.role.json', {
    ...head('role', 'grow_chief'),
    forms: [{ form: '*', actions: ['*'], rows: 'all' }],
    system: ['design'],
  });
  await write('seed/people.json', {
    kind: 'seed',
    format: 1,
    users: [{ login: LOGIN, name: 'Growing chief', roles: ['grow_chief'] }],
  });
}
