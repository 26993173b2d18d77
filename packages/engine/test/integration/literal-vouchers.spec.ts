import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostingDefinition } from '@dougong/kernel/metadata';
import { TradeCompany, TRADE } from './trade.fixtures.js';

/** What a manufacturer calls the accounts, by their roles; nothing but these differs from the template. */
const ACCOUNTS: Readonly<Record<string, { readonly code: string; readonly name: string }>> = {
  inventory: { code: '1403', name: '原材料' },
  payables_estimated: { code: '2202', name: '应付账款' },
};

let folder: string;
let company: TradeCompany;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dougong-accounts-'));
  await cp(TRADE, folder, { recursive: true });
  await renameAccounts(join(folder, 'postings'));
  company = await TradeCompany.open(folder);
});

afterAll(async () => {
  await company?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function renameAccounts(postings: string): Promise<void> {
  for (const file of await readdir(postings)) {
    const path = join(postings, file);
    const posting = JSON.parse(await readFile(path, 'utf8')) as PostingDefinition;
    const accounts = posting.accounts?.map((account) => {
      const own = ACCOUNTS[account.role];
      return own ? { ...account, code: own.code, title: { ...account.title, 'zh-CN': own.name } } : account;
    });
    await writeFile(path, JSON.stringify({ ...posting, ...(accounts ? { accounts } : {}) }));
  }
}

/** Pieces of an item in a warehouse, without bins and batches. */
async function pieces(item: string): Promise<readonly string[]> {
  return company.kept('stock', { item: company.master(item), warehouse: company.master('WH-3') });
}

describe('what is booked by itself when goods move', () => {
  test('an approved order that came: the pieces are there, and 借 原材料 贷 应付账款', async () => {
    const receipt = await company.received(await company.ordered('MF-0012', '500', '8.00'), '500');
    expect(await pieces('MF-0012')).toEqual(['500']);
    expect(await company.booked(receipt.id)).toEqual(['借 原材料 4000.00', '贷 应付账款 4000.00']);
  });

  test('goods that were scanned out: the pieces are gone, 应收账款 and the cost of what was sold are there', async () => {
    const issue = await company.issued('MF-0012', '100', '12.00');
    expect(await pieces('MF-0012')).toEqual(['400']);
    expect(await company.booked(issue.id)).toEqual([
      '借 应收账款 1200.00',
      '贷 主营业务收入 1200.00',
      '借 主营业务成本 800.00',
      '贷 原材料 800.00',
    ]);
  });
});
