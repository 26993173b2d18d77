import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../gate/tools.mjs';

const TEMPLATE = join(root, 'packages/engine/conformance/template');

/** Registers that say the same of what is handled, each keeping its balances in its own way. */
export const handledIn = (mode) => `handled_${mode}`;
/** Documents that say how much of an item they handle. */
const HANDLING = ['receipt', 'issue'];
const RIGHTS = ['close_periods', 'reopen_periods'];

/** The neutral template of the conformance cases, with the method and the modes of this run and somebody to work with it. */
export async function makeTemplate(folder, { method, modes }, clerk) {
  await cp(TEMPLATE, folder, { recursive: true });
  const change = (path, how) => changeFile(join(folder, path), how);
  await change('registers/stock_value.register.json', (register) => ({ ...register, valuation: method }));
  await change('roles/clerk.role.json', (role) => ({ ...role, system: [...role.system, ...RIGHTS] }));
  if (modes.split(',').includes('queued'))
    await change('registers/stock.register.json', (register) => ({ ...register, balance: 'queued' }));
  const beside = ['split', 'deferred'].filter((mode) => modes.split(',').includes(mode));
  for (const mode of beside) await write(folder, `registers/${handledIn(mode)}.register.json`, handled(mode));
  for (const form of HANDLING)
    await change(`postings/${form}.posting.json`, (posting) => handling(posting, beside));
  await mkdir(join(folder, 'seed'), { recursive: true });
  const users = [{ login: clerk, name: 'Clerk', roles: ['clerk'] }];
  await write(folder, 'seed/people.json', { kind: 'seed', format: 1, users });
  await change('template.json', (manifest) => ({ ...manifest, seeds: [{ file: 'people.json' }] }));
}

function handled(mode) {
  const title = { 'zh-CN': `经手数量（${mode}）`, en: `Handled (${mode})` };
  const reference = { type: 'reference', required: true };
  return {
    kind: 'register',
    format: 1,
    key: handledIn(mode),
    title,
    type: 'balance',
    dimensions: [{ id: 'item', title: { 'zh-CN': '物料', en: 'Item' }, form: 'item', ...reference }],
    resources: [{ id: 'qty', title: { 'zh-CN': '数量', en: 'Quantity' }, scale: 10, role: 'quantity' }],
    negative: 'allow',
    valuation: 'none',
    balance: mode,
  };
}

function handling(posting, modes) {
  const [{ foreach, direction }] = posting.movements;
  const movements = modes.map((mode) => ({
    id: handledIn(mode),
    register: handledIn(mode),
    foreach,
    direction,
    dimensions: { item: 'lines.item' },
    resources: { qty: 'lines.qty' },
  }));
  return { ...posting, movements: [...posting.movements, ...movements] };
}

async function changeFile(path, how) {
  await writeFile(path, JSON.stringify(how(JSON.parse(await readFile(path, 'utf8')))));
}

function write(folder, path, content) {
  return writeFile(join(folder, path), JSON.stringify(content));
}
