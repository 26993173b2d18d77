import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { figure, field, lineCell, recordIdOf } from '../support/page-document.js';
import { chooseByTyping, focusedName, tabTo } from '../support/page-keyboard.js';
import { openTask, settled, Visit } from '../support/page-visit.js';

interface BookLine {
  readonly book_qty: string;
  readonly item: string;
}

/** What lies on the shelves instead of what the books say, by item code. */
const COUNTED: Readonly<Record<string, string>> = { 'MF-0012': '322', 'BZ-0201': '1199999', 'SB-0004': '3' };

let engine: EngineProcess;
let browser: Browser;
let keeper: Visit;
let supervisor: Visit;
let director: Visit;
let accountant: Visit;
let countPath: string;
let differencePath: string;
let differenceNo: string;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  keeper = await Visit.open(browser, engine);
  supervisor = await Visit.open(browser, engine, { login: 'zhoujianguo' });
  director = await Visit.open(browser, engine, { login: 'zhaoliping' });
  accountant = await Visit.open(browser, engine, { login: 'sunxiaomei' });
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** The lines of the count as the server holds them, in the order of the page. */
async function bookLines(): Promise<readonly (BookLine & { readonly code: string })[]> {
  const answer = await keeper.context.request.get(
    `/api/v1/forms/stocktake/records/${recordIdOf(keeper.page)}`,
  );
  const { record, refs } = (await answer.json()) as {
    record: { lines: readonly BookLine[] };
    refs: Record<string, Record<string, { code?: string }>>;
  };
  return record.lines.map((line) => ({ ...line, code: refs['item']?.[line.item]?.code ?? '' }));
}

function withoutZeros(quantity: string): string {
  return quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;
}

describe('a stocktake difference, as three people see it', () => {
  test('the keeper signs in and opens a count with the keyboard alone', async () => {
    const { page } = keeper;
    await keeper.go('/');
    await keeper.picture('01-sign-in');
    await keeper.signIn('lijuan');
    await settled(page);
    await keeper.picture('02-home-empty');

    await keeper.go('/forms/stocktake');
    await keeper.picture('03-list-empty');
    await page.keyboard.press('n');
    await page.waitForURL('**/forms/stocktake/new');
    await settled(page);
    await tabTo(page, '盘点仓库');
    await chooseByTyping(page, 'WH-1');
    await tabTo(page, '盘点范围');
    await page.keyboard.type('十一月循环盘点');
    await keeper.picture('04-count-new');
    await tabTo(page, '盘点方式');
    await chooseByTyping(page, '循环');

    await page.waitForURL(/stocktake\/[0-9a-f-]{36}$/);
    await settled(page);
    countPath = new URL(page.url()).pathname;
    await page.getByText('已取账面 36 行').waitFor();
    expect(await page.getByRole('grid', { name: '明细' }).getAttribute('aria-rowcount')).toBe('38');
    expect(await focusedName(page)).toBe('第 1 行 实盘数量');
  });

  test('she types every line; each difference appears at once', async () => {
    const { page } = keeper;
    const lines = await bookLines();
    expect(lines).toHaveLength(36);
    const seen: string[] = [];
    for (const [index, { code, book_qty: book }] of lines.entries()) {
      await page.keyboard.type(COUNTED[code] ?? withoutZeros(book));
      if (COUNTED[code] !== undefined) {
        const quantity = await (await lineCell(page, index + 1, '差异数量')).innerText();
        const amount = await (await lineCell(page, index + 1, '差异金额')).innerText();
        seen.push(`${code} ${quantity} ${amount}`);
      }
      await page.keyboard.press('Enter');
    }
    expect(seen.sort()).toEqual(['BZ-0201 −1 −0.01', 'MF-0012 +2 +197.00', 'SB-0004 −1 −5,000.00']);
  });

  test('the gross difference of the document stands at once, gains and losses not offset', async () => {
    const { page } = keeper;
    const shown = ['差异总额', '净差异', '盘盈', '盘亏', '差异行数'].map(
      async (name) => `${name} ${await figure(page, name).innerText()}`,
    );
    expect(await Promise.all(shown)).toEqual([
      '差异总额 5,197.01',
      '净差异 −4,803.01',
      '盘盈 197.00',
      '盘亏 5,000.01',
      '差异行数 3',
    ]);
    await keeper.picture('05-count-typed');
  });

  test('the counting person may not recount: the field says why', async () => {
    keeper.expectRefusal(422, /^\/api\/v1\/forms\/stocktake\/records\//);
    const { page } = keeper;
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    await tabTo(page, '修改表头', 'back');
    await page.keyboard.press('Enter');
    await tabTo(page, '复盘人');
    await chooseByTyping(page, '李娟');
    await page.keyboard.press('Control+s');
    const recount = field(page, '复盘人');
    await recount.getByText('复盘人不能与盘点人相同').waitFor();
    expect(await focusedName(page)).toBe('复盘人');
    await keeper.picture('06-count-refused');
  });

  test('with another person and the time of the recount she submits, by keyboard', async () => {
    const { page } = keeper;
    await tabTo(page, '复盘人');
    await chooseByTyping(page, '陈国华');
    await tabTo(page, '复盘时间');
    await page.keyboard.type('2026-11-22 10:30');
    await page.keyboard.press('Enter');
    await tabTo(page, '提交', 'back');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).getByText('主管审核中').waitFor();
    await settled(page);
    await keeper.picture('07-count-reviewing');
  });

  test('the supervisor approves the count in the inbox', async () => {
    const { page } = supervisor;
    await openTask(supervisor, /PD-/);
    await page.getByRole('region', { name: '待办详情' }).getByText('5,197.01').first().waitFor();
    await supervisor.picture('08-inbox-count');
    await page.getByRole('button', { name: '通过' }).click();
    await page.getByText('已通过').first().waitFor();
  });

  test('the to-do of the analysis does not close without reason, person and measure', async () => {
    const { page } = supervisor;
    await openTask(supervisor, /CY-/);
    await page.getByRole('button', { name: '办结' }).click();
    for (const name of ['差异原因', '责任人', '改进措施'])
      await field(page, name).getByText('还没有填').waitFor();
    expect(await focusedName(page)).toBe('差异原因');
    await supervisor.picture('09-analysis-refused');

    await chooseByTyping(page, '收货错');
    await tabTo(page, '责任人');
    await chooseByTyping(page, '李娟');
    await tabTo(page, '改进措施');
    await page.keyboard.type('每周抽盘一次高值货位');
    await page.getByRole('button', { name: '办结' }).click();
    await page.getByText('已办结').first().waitFor();
  });

  test('the keeper submits the difference document that was made from the count', async () => {
    const { page } = keeper;
    await keeper.go('/forms/stock_difference');
    await keeper.picture('10-differences');
    await page.getByRole('link', { name: /^PC-/ }).click();
    await page.waitForURL(/stock_difference\/[0-9a-f-]{36}$/);
    differencePath = new URL(page.url()).pathname;
    const head = page.getByRole('heading', { level: 1, name: /PC-\d+/ });
    differenceNo = /PC-\d+-\d+/.exec(await head.innerText())?.[0] ?? '';
    await keeper.picture('11-difference-draft');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).getByText('审批中').waitFor();
  });

  test('the supervisor approves it, and above 5000 it goes on to the finance director', async () => {
    const { page } = supervisor;
    await openTask(supervisor, /PC-/);
    await page.getByText('财务总监审批').first().waitFor();
    await supervisor.picture('12-inbox-difference');
    await page.getByRole('button', { name: '通过' }).click();
    await page.getByText('已通过').first().waitFor();
    await director.go('/inbox?state=cc');
    await director.page
      .getByRole('region', { name: '待办列表' })
      .getByRole('link', { name: differenceNo })
      .first()
      .waitFor();
    await director.picture('13-inbox-copies');
  });

  test('the director refuses nothing without a reason, and approves', async () => {
    const { page } = director;
    await openTask(director, differenceNo);
    await page.getByRole('button', { name: '拒绝' }).click();
    await page.getByText('请写明原因').waitFor();
    await director.picture('14-inbox-director');
    await page.getByRole('textbox', { name: '意见' }).fill('同意，下月复查。');
    await page.getByRole('button', { name: '通过' }).click();
    await page.getByText('已通过').first().waitFor();
  });

  test('the keeper confirms that the shelves agree', async () => {
    const { page } = keeper;
    await keeper.go('/');
    await keeper.picture('15-home-busy');
    await openTask(keeper, differenceNo);
    await keeper.picture('16-inbox-confirm');
    await page.getByRole('button', { name: '确认完成' }).click();
    await page.getByText('已确认').first().waitFor();
    await keeper.go(differencePath);
    await page.getByRole('heading', { level: 1 }).getByText('已确认').waitFor();
    await keeper.picture('17-difference-done');
  });

  test('a balance explains itself: its movement, the document and the flow', async () => {
    const { page } = accountant;
    await accountant.go('/registers/stock_value');
    await accountant.picture('18-balances');
    const row = page.getByRole('row', { name: /SB-0004.*/ }).first();
    await row.getByRole('button').first().click();
    const why = page.getByRole('complementary', { name: '为什么是这个数' });
    await why.getByRole('button', { name: differenceNo }).click();
    await settled(page);
    await accountant.picture('19-why');
    await why.getByText('盘点差异处理流程').waitFor();
    await why.getByText('库存自动调整').waitFor();
    await why.getByText('盘点调整记账').waitFor();
    await why.getByRole('link', { name: differenceNo }).click();
    await page.waitForURL(`**${differencePath}`);
    await settled(page);
    await page.getByRole('tab', { name: '流转' }).waitFor();
    await page.getByText('同意，下月复查。').waitFor();
    await page.getByRole('tab', { name: '变更史' }).click();
    await settled(page);
    await accountant.picture('20-history');
  });

  test('the voucher of the difference balances', async () => {
    const { page } = accountant;
    await accountant.go('/vouchers');
    await accountant.picture('21-vouchers');
    const voucher = page.getByRole('article').filter({ has: page.getByRole('link', { name: differenceNo }) });
    await voucher.getByText('借贷平').waitFor();
    const total = voucher.getByRole('row', { name: /合计/ });
    const [debit, credit] = await Promise.all([
      total.getByRole('cell').nth(0).innerText(),
      total.getByRole('cell').nth(1).innerText(),
    ]);
    expect([debit, credit]).toEqual(['5,197.01', '5,197.01']);
  });

  test('every other page of the runtime shows itself', async () => {
    for (const [name, path] of [
      ['22-count-approved', countPath],
      ['23-items', '/forms/item'],
      ['24-list', '/forms/stocktake'],
      ['25-quantities', '/registers/stock'],
      ['26-analyses', '/forms/stock_difference_analysis'],
    ] as const) {
      await keeper.go(path);
      await keeper.picture(name);
    }
  });

  test('nobody met an error, and nothing was asked of another origin', () => {
    expect([keeper, supervisor, director, accountant].flatMap((visit) => visit.faults())).toEqual([]);
  });
});
