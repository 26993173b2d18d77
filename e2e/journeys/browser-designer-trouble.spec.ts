import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers } from '../support/page-quality.js';
import { Visit } from '../support/page-visit.js';

const FLOW = '/designer/flows/stock_difference_handling';

let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
});

beforeEach(async () => {
  admin = await Visit.open(browser, engine, { login: 'hejing' });
  page = admin.page;
});

afterEach(() => admin?.close());

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

test('a page whose code does not come says so and offers a way on, and the page is never blank', async () => {
  await page.route(/FlowDesignerPage-.*\.js/, (route) => route.abort());
  await admin.go('/designer/flows');
  await page.getByRole('link', { name: '盘点差异处理流程' }).click();
  const alert = page.getByRole('alert');
  await alert.getByRole('heading').waitFor();
  expect(await barriers(page)).toEqual([]);
  await admin.keep('46-designer-missing-code');
  await page.unroute(/FlowDesignerPage-.*\.js/);
  await alert.getByRole('button', { name: /重新加载/ }).click();
  await page.getByRole('group', { name: /财务总监审批/ }).waitFor();
});

test.each(['/', '/designer/'])(
  'at %s a page whose program is gone says so in both languages',
  async (path) => {
    await page.route(/\/assets\/.*\.js/, (route) => route.abort());
    await page.goto(`${engine.url}${path}`);
    await page.getByText(/页面没能打开/).waitFor();
    await page.getByText(/The page could not be opened/).waitFor();
  },
);

test('a condition over a reference offers records by name, and speaks of them by name', async () => {
  await admin.go(FLOW);
  await page.getByRole('button', { name: /的连线：大于 5000$/ }).click();
  const inspector = page.getByRole('complementary', { name: '属性' });
  await inspector.getByRole('combobox', { name: '第 1 个条件 字段' }).click();
  await page.locator('.ant-select-dropdown:visible').getByText('仓库', { exact: true }).click();
  await inspector.getByRole('combobox', { name: '第 1 个条件 值' }).fill('三号');
  await page.locator('.ant-select-dropdown:visible').getByText('WH-3 三号仓').click();
  await inspector.getByText(/当仓库等于“WH-3 三号仓”时/).waitFor();
  await admin.keep('47-designer-record-condition');
  await page.getByText(/^草稿已自动保存/).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /的连线：大于 5000$/ }).click();
  await inspector.getByText(/当仓库等于“WH-3 三号仓”时/).waitFor();
});

test('dialogs close by Escape, and Tab leads from a node into its settings', async () => {
  await admin.go(FLOW);
  await page.getByRole('group', { name: /财务总监审批/ }).focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: '属性' });
  expect(await inspector.locator(':focus').count()).toBe(1);
  await page.getByRole('button', { name: '在“通知财务”与“确认货架已调整”之间加节点' }).click();
  await page.getByRole('dialog', { name: '添加节点' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: '添加节点' }).waitFor({ state: 'hidden' });
  await page.getByRole('group', { name: /通知财务/ }).click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: /^发布/ }).click();
  await page.getByRole('dialog').getByText('可以发布').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});
