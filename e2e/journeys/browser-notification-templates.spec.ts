import type { Browser, Page } from 'playwright-core';
import type { ApiClient } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { eventually } from '../support/eventually.js';
import { barriers } from '../support/page-quality.js';
import { Visit } from '../support/page-visit.js';
import { StocktakeJob } from '../support/stocktake-job.js';

let engine: EngineProcess;
let browser: Browser;
let designer: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  designer = await Visit.open(browser, engine, { login: 'hejing' });
  page = designer.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

const field = (name: string) => page.getByRole('textbox', { name, exact: true });

/** Chooses in a list as people do: they type a piece of what they look for. */
async function choose(list: string, typed: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.keyboard.type(typed);
  await page.getByRole('option', { name: option, exact: true }).waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
}

/** What somebody was told, the newest first. */
async function titles(person: ApiClient): Promise<readonly string[]> {
  const { body } = await person.get('/notifications');
  const { data } = body as unknown as { data: { title: { 'zh-CN': string } }[] };
  return data.map(({ title }) => title['zh-CN']);
}

describe('the business administrator words what people are told', () => {
  test('begins a template, and says which message it rewords', async () => {
    await designer.go('/designer/notifications');
    await page.getByRole('link', { name: '采购订单待审批' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await designer.picture('80-notification-templates');
    await page.getByRole('button', { name: '新建通知模板' }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('盘点待审');
    await page.getByRole('textbox', { name: /^编码/ }).fill('count_waits');
    await page.getByRole('button', { name: '建草稿' }).click();
    await page.getByRole('heading', { name: '盘点待审' }).waitFor();
    await choose('表单', '盘点单', '盘点单');
    await choose('替换系统通知', '待办', '新的待办');
    await choose('流程', '盘点', '盘点审核流程');
  });

  test('writes words with fields as chips, and sees at once how they look on each channel', async () => {
    await field('标题').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('请审盘点 ');
    await choose('插入字段', '单号', '单号');
    const preview = page.getByRole('region', { name: '预览' });
    await preview.getByText('请审盘点 单号').first().waitFor();
    expect(await field('标题').locator('[data-chip="no"]').innerText()).toBe('单号');
    await field('正文').click();
    await page.keyboard.type('{@actor}盘了{warehous}');
    await page.getByText('“warehous”不是字段').first().waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('e}');
    await preview.getByText(/盘了/).first().waitFor();
    expect(await preview.getByText(/\d+ \/ 2048 字节/).count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
  });

  test('takes a step back with the keys, and writes the other language', async () => {
    await page.getByRole('tab', { name: '英文' }).click();
    await field('标题').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Count to approve: ');
    await choose('插入字段', '单号', '单号');
    await field('标题').getByText('单号').waitFor();
    await field('标题').press('ControlOrMeta+Z');
    await page.getByRole('region', { name: '预览' }).getByText('Count to approve:').first().waitFor();
    await page.getByRole('button', { name: '重做' }).click();
    await field('标题').getByText('单号').waitFor();
  });

  test('sends a test of the saved draft to herself', async () => {
    const send = page.getByRole('button', { name: '发送测试' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存').first().waitFor();
    await designer.picture('81-notification-template');
    await send.click();
    await page.getByText('测试已发送').waitFor();
    const own = await engine.signIn('hejing');
    expect((await titles(own))[0]).toBe('【测试】请审盘点 单号');
  });

  test('publishes it, and the supervisor is told in its words', async () => {
    await designer.go('/designer/publish');
    await page.getByText('可以发布').waitFor();
    await page.getByRole('region', { name: '通知模板 盘点待审' }).waitFor();
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('没有等待发布的更改').waitFor();
    const job = await StocktakeJob.open(engine);
    const { no } = await job.submittedCount('WH-1', { 'SB-0004': '-1' });
    await eventually(
      () => titles(job.supervisor),
      (told) => told.includes(`请审盘点 ${no}`),
    );
  });

  test('nothing went wrong on the way', () => {
    expect(designer.faults()).toEqual([]);
  });
});
