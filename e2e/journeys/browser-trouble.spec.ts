import type { Browser, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { lineCell } from '../support/page-document.js';
import { chooseByTyping, tabTo } from '../support/page-keyboard.js';
import { Visit } from '../support/page-visit.js';
import { COUNTS, StocktakeJob } from '../support/stocktake-job.js';

const RESTORED = '已恢复上次没有保存的输入。';

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let visit: Visit;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
});

beforeEach(async () => {
  visit = await Visit.open(browser, engine, { login: 'lijuan' });
});

afterEach(() => visit?.close());

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** A count in the browser, with the keyboard in its first empty cell. */
async function countOnScreen(): Promise<{ id: string; path: string; page: Page }> {
  const { id } = await job.openCount('WH-3');
  const path = `/forms/stocktake/${id}`;
  await visit.go(path);
  return { id, path, page: visit.page };
}

async function typeFirst(page: Page, quantity: string): Promise<void> {
  await (await firstCell(page)).click();
  await page.keyboard.type(quantity);
  await page.keyboard.press('Enter');
}

async function firstCell(page: Page) {
  return (await lineCell(page, 1, '实盘数量')).getByRole('textbox');
}

async function storedQuantity(id: string): Promise<unknown> {
  return done(await job.keeper.get(`${COUNTS}/${id}`)).record.lines[0]?.['counted_qty'];
}

async function editTitle(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: '修改表头' }).click();
  await page.getByRole('textbox', { name: '盘点范围' }).fill(title);
}

test('without the server the page says so, keeps what was typed, and saves it when the server is back', async () => {
  const { id, page } = await countOnScreen();
  await typeFirst(page, '6');
  await visit.context.setOffline(true);
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').getByText('现在连不上服务器').waitFor();
  expect(await (await firstCell(page)).inputValue()).toBe('6');
  await visit.context.setOffline(false);
  await page.keyboard.press('Control+s');
  await page.getByText('已保存').waitFor();
  expect(await storedQuantity(id)).toBe('6.000');
});

test('two tabs change one field: the second one chooses between mine and theirs and loses nothing', async () => {
  const { id, path, page } = await countOnScreen();
  const other = await visit.anotherTab(path);
  await editTitle(page, '第一页改的范围');
  await page.keyboard.press('Control+s');
  await page.getByText('已保存').waitFor();

  await other.bringToFront();
  await editTitle(other, '第二页改的范围');
  await typeFirst(other, '5');
  await other.keyboard.press('Control+s');
  const dialog = other.getByRole('dialog');
  await dialog.getByText(/李娟 .*改了/).waitFor();
  const choice = dialog.getByRole('row', { name: /盘点范围/ });
  expect(await choice.innerText()).toMatch(/第二页改的范围[\s\S]*第一页改的范围/);
  await visit.keep('trouble-two-tabs', other);
  await dialog.getByRole('radio', { name: '盘点范围 对方的' }).check();
  await dialog.getByRole('button', { name: '保留所选，继续编辑' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await other.keyboard.press('Control+s');
  await other.getByText('已保存').waitFor();
  const { record } = done(await job.keeper.get(`${COUNTS}/${id}`));
  expect([record['title'], record.lines[0]?.['counted_qty']]).toEqual(['第一页改的范围', '5.000']);
});

test('Enter twice on the button makes one record', async () => {
  const admin = await Visit.open(browser, engine, { login: 'hejing' });
  const { page } = admin;
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/forms/warehouse/records'))
      sent.push(request.headers()['idempotency-key'] ?? '');
  });
  await admin.go('/forms/warehouse/new');
  await page.getByRole('textbox', { name: '编码' }).fill('WH-9');
  await page.getByRole('textbox', { name: '名称' }).fill('九号仓');
  await page.getByRole('combobox', { name: '仓管' }).click();
  await chooseByTyping(page, '马涛');
  await page.getByRole('combobox', { name: '主管' }).click();
  await chooseByTyping(page, '吴国栋');
  await tabTo(page, '保存', 'back');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/warehouse\/[0-9a-f-]{36}$/);
  const { data } = done(await job.admin.get('/forms/warehouse/records?filter[code]=WH-9'));
  expect([data.length, new Set(sent).size]).toEqual([1, 1]);
  await admin.close();
});

test('F5 brings back what was not saved yet', async () => {
  const { id, page } = await countOnScreen();
  await typeFirst(page, '4');
  await page.reload();
  await page.getByText(RESTORED).waitFor();
  expect(await (await firstCell(page)).inputValue()).toBe('4');
  expect((await storedQuantity(id)) ?? null).toBeNull();
  await page.keyboard.press('Control+s');
  await page.getByText('已保存').waitFor();
  expect(await storedQuantity(id)).toBe('4.000');
});

test('an ended session leads to the door and back to the same page with what was typed', async () => {
  const { path, page } = await countOnScreen();
  await typeFirst(page, '3');
  await visit.context.clearCookies();
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/sign-in\?next=/);
  await visit.signIn('lijuan');
  await page.waitForURL(`**${path}`);
  await page.getByText(RESTORED).waitFor();
  expect(await (await firstCell(page)).inputValue()).toBe('3');
});

describe.each([
  ['zh-CN', '有新版本了', '重新加载'],
  ['en', 'A new version is here', 'Reload'],
] as const)('a page whose file is gone from the server, in %s', (language, title, reload) => {
  test('says that a new version is here, leads home, and shows the page once it is reloaded', async () => {
    const late = await Visit.open(browser, engine, { login: 'sunxiaomei', language });
    const { page } = late;
    await late.go('/');
    await page.route(/\/assets\/VouchersPage-.*\.js/, (route) => route.abort());
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^(凭证|Vouchers)$/ })
      .first()
      .click();
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: title }).waitFor();
    await late.keep(`trouble-new-version-${language}`);
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/');
    await page.unroute(/\/assets\/VouchersPage-.*\.js/);
    await alert.getByRole('button', { name: reload }).click();
    await page.getByRole('heading', { name: /^(凭证|Vouchers)$/ }).waitFor();
    await late.close();
  });
});

test('a page whose file cannot be fetched because the server is away says so', async () => {
  const { page } = visit;
  await visit.go('/');
  await visit.context.setOffline(true);
  await page.getByRole('navigation').getByRole('link', { name: '库存价值账' }).first().click();
  await page.getByRole('alert').getByRole('heading', { name: '现在连不上服务器' }).waitFor();
  await visit.context.setOffline(false);
  await page.getByRole('link', { name: '首页' }).first().click();
  await page.getByRole('heading', { name: '李娟，你好' }).waitFor();
});

test('a page that fails by itself says so with a report, and the other pages go on', async () => {
  const { page } = visit;
  await page.route(/\/assets\/BalancesPage-.*\.js/, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: "export const BalancesPage = () => { throw new Error('a fault of the page'); };",
    }),
  );
  await visit.go('/registers/stock_value');
  const alert = page.getByRole('alert');
  await alert.getByRole('heading', { name: '这一页出了错' }).waitFor();
  await alert.getByText('出错信息', { exact: true }).click();
  await alert.getByText(/a fault of the page/).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: '盘点单', exact: true }).first().click();
  await page.getByRole('heading', { name: '盘点单' }).waitFor();
});
