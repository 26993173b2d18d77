import type { Browser, Page } from 'playwright-core';
import type { ApiRecord } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { figure, field, lineCell } from '../support/page-document.js';
import { chooseByTyping, focusedName, tabTo } from '../support/page-keyboard.js';
import { overflow } from '../support/page-quality.js';
import { openTask, PHONE, settled, Visit } from '../support/page-visit.js';
import { SampleDesk } from '../support/sample-documents.js';
import { useStage } from '../support/stage.js';

const ITEM = 'GH-0045';

const stage = useStage();
let browser: Browser;
let desk: SampleDesk;
let order: ApiRecord;
let issue: ApiRecord;
let keeper: Visit;
let accountant: Visit;
let seller: Visit;
let receiptPath: string;
let invoicePath: string;
let returnPath: string;

beforeAll(async () => {
  desk = await SampleDesk.open(stage);
  order = await desk.approvedOrder(ITEM, { qty: '10', price: '7.00' });
  browser = await launchBrowser();
  keeper = await Visit.open(browser, stage.engine, { login: 'lijuan' });
  accountant = await Visit.open(browser, stage.engine, { login: 'sunxiaomei' });
  seller = await Visit.open(browser, stage.engine, { login: 'linxiaoyan' });
});

afterAll(() => browser?.close());

/** The page of the record that a fill has made. */
async function madeRecord({ page }: Visit, form: string): Promise<string> {
  await page.waitForURL(new RegExp(`${form}/[0-9a-f-]{36}$`));
  await settled(page);
  return new URL(page.url()).pathname;
}

/** Past the menu, whose entries have the names of fields too. */
async function toField(page: Page, name: string): Promise<void> {
  await tabTo(page, '保存');
  await tabTo(page, name);
}

async function type(page: Page, column: string, value: string): Promise<void> {
  await (await lineCell(page, 1, column)).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** What stands in the vouchers beside the document, the latest voucher first. */
async function booked({ page }: Visit): Promise<string[]> {
  const tab = page.getByRole('tab', { name: '库存与凭证' });
  if (!(await tab.isVisible())) await press(page, '流转、凭证与变更');
  await tab.click();
  await settled(page);
  const rows = await page.locator('table.rt-voucher tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const account = await row.getByRole('rowheader').innerText();
      const [debit = '', credit = ''] = await row.getByRole('cell').allInnerTexts();
      return debit === '' ? `贷 ${account} ${credit}` : `借 ${account} ${debit}`;
    }),
  );
}

describe('goods that are bought, sold in part and returned in part', () => {
  test('the keeper receives them with the keyboard: the order gives the lines', async () => {
    const { page } = keeper;
    await keeper.go('/forms/purchase_receipt');
    await page.keyboard.press('n');
    await page.waitForURL('**/forms/purchase_receipt/new');
    await settled(page);
    expect(await field(page, '红冲原因').count()).toBe(0);
    await toField(page, '采购订单');
    await chooseByTyping(page, order.no);
    receiptPath = await madeRecord(keeper, 'purchase_receipt');
    await page.getByText('已取账面 1 行').waitFor();
    expect(await focusedName(page)).toBe('第 1 行 实收数量');
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await press(page, '入库记账');
    await page.getByRole('heading', { level: 1 }).getByText('已入库').waitFor();
    expect(await figure(page, '暂估金额').innerText()).toBe('70.00');
    expect(await page.getByRole('button', { name: '红冲' }).count()).toBe(0);
  });

  test('finance sees what is owed by estimate, supplier by supplier', async () => {
    const { page } = accountant;
    await accountant.go(receiptPath);
    expect(await booked(accountant)).toEqual(['借 1405 库存商品 70.00', '贷 220202 应付账款——暂估 70.00']);
    await accountant.go('/registers/uninvoiced');
    await page.getByRole('rowheader', { name: /平原面粉厂 1 行/ }).waitFor();
    await page.getByRole('row', { name: /GH-0045.*RK-\d{6}-\d{4}/ }).waitFor();
    await accountant.picture('30-not-invoiced');
  });

  test('the invoice asks for another price: the estimate is taken back in red', async () => {
    const { page } = accountant;
    await accountant.go('/forms/purchase_invoice/new');
    await toField(page, '供应商');
    await chooseByTyping(page, 'GY-001');
    invoicePath = await madeRecord(accountant, 'purchase_invoice');
    await type(page, '开票数量', '10');
    await press(page, '记账');
    await field(page, '发票号码').getByText('还没有填').waitFor();
    expect(await focusedName(page)).toBe('发票号码');
    await page.keyboard.type('F-2026-1');
    await type(page, '发票单价', '8');
    expect(await figure(page, '发票金额').innerText()).toBe('80.00');
    await press(page, '记账');
    await page.getByRole('heading', { level: 1 }).getByText('已记账').waitFor();
    expect(await booked(accountant)).toEqual([
      '借 1405 库存商品 70.00',
      '借 1405 库存商品 10.00',
      '贷 2202 应付账款 80.00',
      '借 1405 库存商品 −70.00',
      '贷 220202 应付账款——暂估 −70.00',
    ]);
    await accountant.picture('31-invoice');
  });

  test('receipt and invoice name each other', async () => {
    const { page } = accountant;
    await page.getByRole('tab', { name: '相关单据' }).click();
    await page
      .getByRole('tabpanel')
      .getByRole('link', { name: /采购入库单 RK-/ })
      .click();
    await page.waitForURL(`**${receiptPath}`);
    await settled(page);
    await press(page, '流转、凭证与变更');
    await page.getByRole('tab', { name: '相关单据' }).click();
    await page
      .getByRole('tabpanel')
      .getByRole('link', { name: /采购发票 FP-/ })
      .waitFor();
  });

  test('sales takes back one of four, and never more than went out', async () => {
    seller.expectRefusal(422, /^\/api\/v1\/forms\/sales_return\//);
    issue = await desk.issued(ITEM, { qty: '4', price: '9.00' });
    const { page } = seller;
    await seller.go('/forms/sales_return/new');
    await page.getByText('选好销售订单或出库单后').waitFor();
    await toField(page, '出库单');
    await chooseByTyping(page, issue.no);
    returnPath = await madeRecord(seller, 'sales_return');
    await type(page, '退货数量', '5');
    await press(page, '提交');
    await field(page, '退货原因').getByText('还没有填').waitFor();
    await page.keyboard.type('规格不符');
    await press(page, '提交');
    await page.getByText('退货数量不能超过发货后还没有退的数量').first().waitFor();
    await type(page, '退货数量', '1');
    await press(page, '提交');
    await page.getByRole('heading', { level: 1 }).getByText('处理中').waitFor();
  });

  test('the warehouse inspects, finance agrees, and the goods are back at what they cost', async () => {
    await openTask(keeper, /XT-/);
    await keeper.page.getByRole('button', { name: '确认完成' }).click();
    await keeper.page.getByText('已确认').first().waitFor();
    await openTask(accountant, /XT-/);
    await accountant.page.getByRole('button', { name: '通过' }).click();
    await accountant.page.getByText('已通过').first().waitFor();
    await accountant.go(returnPath);
    await accountant.page.getByRole('heading', { level: 1 }).getByText('已入库冲账').waitFor();
    expect(await booked(accountant)).toEqual([
      '借 6401 主营业务成本 −8.00',
      '贷 1405 库存商品 −8.00',
      '借 1122 应收账款 −9.00',
      '贷 6001 主营业务收入 −9.00',
    ]);
    await accountant.picture('32-return');
  });

  test('a receipt whose goods went on is not reversed: the page says what stands in the way', async () => {
    accountant.expectRefusal(409, /^\/api\/v1\/forms\/purchase_receipt\//);
    const { page } = accountant;
    await accountant.go(receiptPath);
    await press(page, '红冲');
    await field(page, '红冲原因').getByText('“红冲原因”还没有填').waitFor();
    expect(await focusedName(page)).toBe('红冲原因');
    await page.keyboard.type('录入错误');
    await press(page, '红冲');
    const said = page.getByRole('alert').filter({ hasText: '请先冲销那些单据' });
    await said.getByText('“暂估应付账”里现有 0，冲回要 10，差 10').waitFor();
    await page.getByRole('heading', { level: 1 }).getByText('已入库').waitFor();
    await accountant.picture('33-reversal-refused');
  });

  test('the return is reversed for a reason: everything once more, with the other sign', async () => {
    const { page } = accountant;
    await accountant.go(returnPath);
    await press(page, '红冲');
    await page.keyboard.type('客户留下了货');
    await press(page, '红冲');
    await page.getByRole('heading', { level: 1 }).getByText('已红冲').waitFor();
    const all = await booked(accountant);
    expect(all).toHaveLength(8);
    expect(all.slice(0, 4).sort()).toEqual(
      all
        .slice(4)
        .map((line) => line.replace('−', ''))
        .sort(),
    );
    await accountant.picture('34-return-reversed');
  });

  test('the books say what lies on the shelf and what it is worth', async () => {
    await accountant.go('/registers/stock_value');
    await accountant.page.getByRole('row', { name: /GH-0045 .*大红袍花椒 6 48\.00/ }).waitFor();
  });

  test.each([
    ['the receipt', () => receiptPath],
    ['the invoice', () => invoicePath],
    ['the return', () => returnPath],
    ['a new return', () => '/forms/sales_return/new'],
    ['the open list', () => '/registers/sold'],
  ])('%s fits a phone in both languages', async (_name, path) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const phone = await Visit.open(browser, stage.engine, { login: 'admin', language, size: PHONE });
      await phone.go(path());
      expect(await overflow(phone.page)).toBe(0);
      await phone.close();
    }
  });

  test('nobody met an error, and nothing was asked of another origin', () => {
    expect([keeper, accountant, seller].flatMap((visit) => visit.faults())).toEqual([]);
  });
});
