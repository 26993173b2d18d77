import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { PHONE, Visit, settled } from '../support/page-visit.js';
import { DIFFERENCES, StocktakeJob } from '../support/stocktake-job.js';
import type { WaitingDifference } from '../support/stocktake-job.js';

const REQUESTS = '/designer/flows/purchase_approval';
const DIFFERENCE_FLOW = '/designer/flows/stock_difference_handling?trial=1';

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let admin: Visit;
let page: Page;
let waiting: WaitingDifference;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  waiting = await job.waitingDifference('WH-1', { 'SB-0004': '1', 'BZ-0201': '1' });
  admin = await Visit.open(browser, engine, { login: 'hejing' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

function side(): Locator {
  return page.getByRole('main', { name: '试运行' });
}

function card(person: string): Locator {
  return side()
    .getByRole('group')
    .filter({ hasText: `以 ${person} 的身份处理` });
}

function node(title: string): Locator {
  return page.locator('.react-flow__node', { hasText: title });
}

async function press(name: string | RegExp, place: Locator | Page = side()): Promise<void> {
  await place.getByRole('button', { name, exact: true }).first().click();
  await played();
}

/** The engine has answered and the page shows it. */
async function played(): Promise<void> {
  await settled(page);
}

async function choose(name: string, typed: string, found: string): Promise<void> {
  const box = side().getByRole('combobox', { name });
  await box.click();
  await box.fill(typed);
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await open.locator('.ant-select-item-option', { hasText: found }).first().click();
}

async function typeInCell(column: number, text: string): Promise<void> {
  const cell = page.locator(`[role="row"][aria-rowindex="2"] [aria-colindex="${column}"] input`);
  await cell.click();
  await cell.fill(text);
}

async function menuOf(step: number, item: string): Promise<void> {
  await side()
    .getByRole('button', { name: `第 ${step} 步可以怎样` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
  await played();
}

async function looksWell(name: string): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  expect(await libraryTexts(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  expect(await barriers(page)).toEqual([]);
  await admin.keep(`${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await admin.keep(name);
}

describe('the business administrator tries a flow on a sample', () => {
  test('from its drawing, as somebody who is found by pinyin', async () => {
    await admin.go(REQUESTS);
    await page.getByRole('banner').getByRole('button', { name: '试运行' }).click();
    await choose('谁发起', 'lj', '李娟');
    await side().locator('.ant-select-content', { hasText: '李娟' }).first().waitFor();
    await looksWell('90-trial-setup');
  });

  test('is told what the sample lacks, at its fields', async () => {
    await press('开始');
    await side().getByText('“事由”还没有填，请填写。').first().waitFor();
    await side().getByText('“入库仓库”还没有填，请填写。').first().waitFor();
    await side().getByRole('textbox', { name: '事由' }).fill('补货');
    await choose('入库仓库', 'WH-1', 'WH-1');
    await choose('物料类别', '', '粮油');
    await side().getByRole('button', { name: '添加一行' }).click();
    await typeInCell(2, 'TF-0021');
    await page.getByRole('option', { name: /TF-0021/ }).click();
    await typeInCell(5, '20');
    await typeInCell(7, '45');
    await press('开始');
  });

  test('sees whose turn it is, and the way that was taken', async () => {
    await card('周建国').waitFor();
    await side().getByText('流转中').waitFor();
    expect(await node('按金额和类别审批').getAttribute('aria-label')).toContain('现在');
    await side()
      .getByText(/提交，发起流程/)
      .waitFor();
    await looksWell('91-trial-running');
  });

  test('lets time pass and is told why an answer is refused', async () => {
    await press('到下一个到期');
    await card('周建国').getByText('以 周建国 的身份处理').click();
    await press('拒绝', card('周建国'));
    await side().getByText('请写下意见再提交。').waitFor();
  });

  test('answers anew: the refused step makes room', async () => {
    await card('周建国').getByText('以 周建国 的身份处理').click();
    await card('周建国').getByRole('textbox', { name: '意见' }).fill('太贵');
    await press('拒绝', card('周建国'));
    await side().getByText('未通过').first().waitFor();
    expect(await node('告诉申请人').getAttribute('aria-label')).not.toContain('已完成');
    await looksWell('92-trial-refused');
  });

  test('does an earlier step otherwise, and the later ones are played behind it', async () => {
    await menuOf(2, '换一种做法，之后重放');
    await side()
      .getByText(/正在改第 2 步/)
      .waitFor();
    await press('+1 小时');
    await side().getByText('未通过').first().waitFor();
    await menuOf(3, '撤到这一步之前');
    await press('同意', card('吴国栋'));
    await side().getByText('已通过').first().waitFor();
  });

  test('keeps it as a test that passes, and one undo takes it out of the drawing', async () => {
    await press('存为测试', page.getByRole('banner'));
    const dialog = page.getByRole('dialog', { name: '存为测试' });
    await dialog.getByRole('textbox', { name: '测试的名称' }).fill('一次通过');
    await dialog.getByText('路径：提交申请 › 按金额和类别审批 › 告诉申请人 › 结束').waitFor();
    await settled(page);
    expect(await barriers(page)).toEqual([]);
    await admin.keep('93-trial-save');
    await dialog.getByRole('button', { name: '保存' }).click();
    await side().getByText('测试 1').click();
    await press('全部运行');
    await side().getByText('1 条全部通过').waitFor();
    await looksWell('94-trial-tests');
  });

  test('renames a test and opens it as a trial', async () => {
    await side().getByRole('button', { name: '给“一次通过”改名' }).click();
    const name = side().getByRole('textbox', { name: '测试的名称' });
    await name.fill('小额一次通过');
    await name.press('Enter');
    await side().getByRole('button', { name: '小额一次通过', exact: true }).click();
    await side().getByText('已通过').first().waitFor();
    await press('退出', page.getByRole('banner'));
    const undo = page.getByRole('banner').getByRole('button', { name: '撤销' });
    await undo.click();
    await undo.click();
    await page.getByRole('banner').getByRole('button', { name: '试运行' }).click();
    await side().getByText('测试 0').waitFor();
  });
});

describe('the business administrator tries a flow on a real document', () => {
  test('goes on from where it stands, up to what it would post', async () => {
    await admin.go(DIFFERENCE_FLOW);
    await choose('谁发起', 'lijuan', '李娟');
    await side().getByText('真实单据').click();
    await choose('单据', waiting.no, waiting.no);
    await press('开始');
    await press('同意', card('周建国'));
    await press('同意', card('赵丽萍'));
    await side().getByText('登记簿变动').waitFor();
    expect(await node('调整库存并记账').getAttribute('aria-label')).toContain('已完成');
    await looksWell('95-trial-real');
  });

  test('and the document, its tasks and the books are as before', async () => {
    const { record } = done(await job.keeper.get(`${DIFFERENCES}/${waiting.difference}`));
    expect(record.status).toBe('reviewing');
    const { data } = done(await job.supervisor.get('/tasks?state=open'));
    expect(data.map(({ id }) => id)).toContain(waiting.task);
  });

  test('on a phone, with the panel under the drawing', async () => {
    const phone = await Visit.open(browser, engine, { login: 'hejing', size: PHONE, language: 'en' });
    await phone.go(DIFFERENCE_FLOW);
    await phone.page.getByText('A record').click();
    expect(await overflow(phone.page)).toBe(0);
    expect(await barriers(phone.page)).toEqual([]);
    expect(await chineseTexts(phone.page, /何静?/)).toEqual([]);
    await phone.keep('96-trial-phone');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
