import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers } from '../support/page-quality.js';
import { PHONE, Visit } from '../support/page-visit.js';

let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  admin = await Visit.open(browser, engine, { login: 'hejing' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

interface Wired {
  title: { 'zh-CN': string; en: string };
  schema: { properties: Record<string, object> };
  ui: { order: string[] };
  forms: { form: string; rows: string }[];
}

const HEADERS = { 'x-requested-with': 'dougong' };

async function definitionOf(kind: string, key: string): Promise<Wired> {
  const answer = await admin.context.request.get(`/api/v1/definitions/${kind}/${key}`);
  return (await answer.json()) as Wired;
}

/** Changes a definition as another designer or a program would. */
async function change(kind: string, key: string, edit: (definition: Wired) => void): Promise<void> {
  const definition = await definitionOf(kind, key);
  edit(definition);
  const data = { definition };
  const answer = await admin.context.request.put(`/api/v1/drafts/${kind}/${key}`, { headers: HEADERS, data });
  expect(answer.status()).toBe(200);
}

async function addNote(): Promise<void> {
  await change('form', 'stocktake', (form) => {
    form.schema.properties['extra_note'] = {
      type: 'string',
      'x-title': { 'zh-CN': '补充说明', en: 'Extra note' },
    };
    form.ui.order.push('extra_note');
  });
}

describe('the business administrator publishes and looks back', () => {
  test('sees in words what a publish changes, what it means, and that it is sound', async () => {
    await admin.go('/designer/publish');
    await page.getByText('已发布', { exact: true }).waitFor();
    await addNote();
    await admin.go('/designer/publish');
    const changed = page.getByRole('region', { name: /^表单 盘点/ });
    await changed.getByText('新增字段“补充说明”').waitFor();
    await page.getByText('有未发布更改').waitFor();
    await page.getByText('可以发布').waitFor();
    const impact = page.getByRole('region', { name: '影响' });
    await impact.getByText('加列“补充说明”，已有记录留空').waitFor();
    await admin.picture('90-publish-in-words');
    expect(await barriers(page)).toEqual([]);
  });

  test('reads the same as data', async () => {
    await page.getByText('JSON', { exact: true }).click();
    await page.getByLabel('JSON', { exact: true }).getByText('field_added').waitFor();
    await page.getByText('句子', { exact: true }).click();
  });

  test('publishes it with a comment', async () => {
    await page.getByRole('textbox', { name: '版本说明' }).fill('加一栏补充说明');
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('没有等待发布的更改').waitFor();
  });

  test('gives a release a name and compares it with the one before', async () => {
    await admin.go('/designer/releases');
    await page.getByRole('button', { name: '给第 2 版起名' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: '名称' }).fill('加备注以后');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /加备注以后/ }).waitFor();
    await page
      .getByRole('row', { name: /加备注以后/ })
      .getByRole('button', { name: '这一版改了什么' })
      .click();
    const compared = page.getByRole('region', { name: '第 1 版到第 2 版' });
    await compared.getByText('新增字段“补充说明”').waitFor();
    await admin.picture('91-releases-compared');
    expect(await barriers(page)).toEqual([]);
  });

  test('restores the release before as a draft and finds the field going', async () => {
    await page
      .getByRole('row', { name: /第 1 版/ })
      .getByRole('button', { name: '恢复为草稿' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复为草稿' }).click();
    const changed = page.getByRole('region', { name: /^表单 盘点/ });
    await changed.getByText('删除字段“补充说明”').waitFor();
    await changed.getByText('影响已有数据或接口').waitFor();
    await admin.picture('92-restored-as-draft');
    await changed.getByRole('button', { name: '放弃更改' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放弃更改' }).click();
    await page.getByText('没有等待发布的更改').waitFor();
  });

  test('plans a publish for later and takes the plan back', async () => {
    await change('form', 'stocktake', (form) => (form.title = { 'zh-CN': '盘点单（新）', en: 'Count' }));
    await admin.go('/designer/publish');
    await page.getByText('可以发布').waitFor();
    await page.getByText('定时发布').click();
    expect(await page.getByRole('button', { name: '安排发布第 3 版' }).isDisabled()).toBe(true);
    const tomorrow = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 16);
    await page.getByLabel('发布时间').fill(tomorrow);
    await page.getByRole('button', { name: '安排发布第 3 版' }).click();
    const waiting = page.getByRole('region', { name: '等待中的发布' });
    await waiting.getByText('等待发布时间').waitFor();
    await admin.picture('93-publish-planned');
    expect(await barriers(page)).toEqual([]);
    await waiting.getByRole('button', { name: '撤回申请' }).click();
    await waiting.waitFor({ state: 'detached' });
  });

  test('reads history and publish in English, on a phone', async () => {
    const phone = await Visit.open(browser, engine, { login: 'hejing', language: 'en', size: PHONE });
    await phone.go('/designer/publish');
    await phone.page.getByText('Unpublished changes').waitFor();
    await phone.page.getByText(/Name:/).first().waitFor();
    expect(await barriers(phone.page)).toEqual([]);
    await phone.go('/designer/releases');
    await phone.page.getByText('Release 2').first().waitFor();
    expect(await barriers(phone.page)).toEqual([]);
    expect(phone.faults()).toEqual([]);
    await phone.context.close();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
