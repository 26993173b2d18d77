import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../gate/tools.mjs';

const TEMPLATE = join(root, 'packages/engine/conformance/template');

/** Registers that say the same of what is handled, each keeping its balances in its own way. */
export const handledIn = (mode) => `handled_${mode}`;
/** Documents that say how much of an item they handle. */
const HANDLING = ['receipt', 'issue'];
const RIGHTS = ['close_periods', 'reopen_periods'];
const REVALUATION = account('revaluation', '6702');
const INVENTORY = account('inventory', '1405');

/**
 * The neutral template of the conformance cases, with the method and the modes of this run, an issue that picks its lots, vouchers for
 * all that changes what goods are worth, and somebody to work with it.
 */
export async function makeTemplate(folder, { method, modes }, clerk) {
  await cp(TEMPLATE, folder, { recursive: true });
  const change = (path, how) => changeFile(join(folder, path), how);
  await change('registers/stock_value.register.json', (register) => ({ ...register, valuation: method }));
  await change('roles/clerk.role.json', (role) => ({ ...role, system: [...role.system, ...RIGHTS] }));
  if (modes.split(',').includes('queued'))
    await change('registers/stock.register.json', (register) => ({ ...register, balance: 'queued' }));
  await copyIssue(folder, 'picked_issue', picking);
  // An issue that picked its lots comes again in the replay, and names them.
  await copyIssue(folder, 'named_issue', naming);
  const beside = ['split', 'deferred'].filter((mode) => modes.split(',').includes(mode));
  for (const mode of beside) await write(folder, `registers/${handledIn(mode)}.register.json`, handled(mode));
  for (const form of HANDLING)
    await change(`postings/${form}.posting.json`, (posting) => handling(posting, beside));
  for (const form of ['revaluing_count', 'standard_cost'])
    await change(`postings/${form}.posting.json`, (posting) => ({ ...posting, ...revaluation() }));
  await change('postings/recost.posting.json', recosting);
  await change('postings/reversal.posting.json', reversing);
  await mkdir(join(folder, 'seed'), { recursive: true });
  const users = [{ login: clerk, name: 'Clerk', roles: ['clerk'] }];
  await write(folder, 'seed/people.json', { kind: 'seed', format: 1, users });
  await change('template.json', (manifest) => ({ ...manifest, seeds: [{ file: 'people.json' }] }));
}

/** The form of an issue, its rule and its posting once more under another key. */
async function copyIssue(folder, key, changes) {
  const read = (path) => readFile(join(folder, path), 'utf8').then(JSON.parse);
  const own = { key, title: { 'zh-CN': key, en: key } };
  await write(folder, `forms/${key}.form.json`, { ...(await read('forms/issue.form.json')), ...own });
  const rule = await read('rules/post_issue.rule.json');
  await write(folder, `rules/post_${key}.rule.json`, {
    ...rule,
    key: `post_${key}`,
    form: key,
    actions: [{ ...rule.actions[0], posting: key }],
  });
  const posting = await read('postings/issue.posting.json');
  const movements = posting.movements.map((each) => ({ ...each, ...changes[each.id]?.(each) }));
  await write(folder, `postings/${key}.posting.json`, { ...posting, ...own, form: key, movements });
}

const naming = {
  // What is available is asked of all lots together.
  stock: ({ guard: { available, ...guard } }) => ({
    guard: { ...guard, available: available.map(withoutLot) },
  }),
};

/** Lines need name no lot. */
const picking = {
  stock: (rule) => ({
    ...naming.stock(rule),
    pick: { dimension: 'lot', order: 'first_expired', lastDay: 'expires_on' },
  }),
  value: ({ dimensions }) => ({
    dimensions: { ...dimensions, lot: { picked: 'stock' } },
    resources: { qty: { movement: 'stock' } },
  }),
};

function withoutLot({ dimensions: { lot: _, ...dimensions }, ...term }) {
  return { ...term, dimensions };
}

function recosting(posting) {
  const recosts = { ...posting.recosts, difference: REVALUATION.role };
  return { ...posting, recosts, accounts: [REVALUATION] };
}

function reversing({ reverses, ...posting }) {
  const postings = [...reverses.postings, 'picked_issue', 'named_issue'];
  return { ...posting, reverses: { ...reverses, postings } };
}

/** What a new price changes stands on the accounts too. */
function revaluation() {
  const goods = (id, side, direction) => ({
    id,
    side,
    account: INVENTORY.role,
    amount: { movement: 'value', resource: 'amount', direction },
  });
  const lines = [
    goods('l1', 'debit', 'in'),
    goods('l2', 'credit', 'out'),
    { id: 'l3', side: 'debit', account: REVALUATION.role, amount: { variance: 'any' } },
  ];
  const summary = { 'zh-CN': '重估', en: 'Revaluation' };
  return { vouchers: [{ id: 'main', summary, lines }], accounts: [INVENTORY, REVALUATION] };
}

function account(role, code) {
  return { role, code, title: { 'zh-CN': role, en: role } };
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
