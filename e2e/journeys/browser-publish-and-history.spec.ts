import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers } from '../support/page-quality.js';
import { PHONE, Visit } from '../support/page-visit.js';

/** A scenario is played on a database that is made for it. */
const PLAYED_MS = 180_000;

let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start({ playsScenarios: true }), launchBrowser()]);
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
  await change('form', 'account_check', (form) => {
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
    const changed = page.getByRole('region', { name: /^表单 对账核对单/ });
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

  test(
    'publishes it with a comment',
    async () => {
      await page.getByRole('textbox', { name: '版本说明' }).fill('加一栏补充说明');
      await page.getByText(/先演练 \d+ 个场景中的 1 个/).click();
      await page.getByText('因为 对账核对单').waitFor();
      await page.getByRole('button', { name: '发布第 2 版' }).click();
      const working = page.getByRole('status', { name: '正在发布' });
      await working.getByText('场景 1 / 1：').waitFor({ timeout: PLAYED_MS });
      await admin.picture('94-publish-steps');
      await page.getByText('没有等待发布的更改').waitFor({ timeout: PLAYED_MS });
    },
    PLAYED_MS,
  );

  test('looks at the steps of a draft and takes the last one back', async () => {
    await change('form', 'account_check', (form) => (form.title = { 'zh-CN': '对账单', en: 'Check' }));
    await change('form', 'account_check', (form) => (form.title = { 'zh-CN': '核对单', en: 'Check' }));
    await admin.go('/designer/publish');
    await page.getByRole('button', { name: '操作记录' }).click();
    const steps = page.getByRole('dialog');
    await steps.getByText('/title/zh-CN').first().waitFor();
    await admin.picture('95-steps-of-a-draft');
    expect(await barriers(page)).toEqual([]);
    await steps.getByRole('button', { name: '撤销上一步' }).click();
    await steps.getByText('已撤销').waitFor();
    expect((await definitionOf('form', 'account_check')).title['zh-CN']).not.toBe('核对单');
    await steps.getByRole('button', { name: '撤销上一步' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('没有等待发布的更改').waitFor();
  });

  test('says in the settings who approves, and somebody who does not design decides', async () => {
    const chief = await Visit.open(browser, engine, { login: 'admin' });
    await chief.go('/designer/publish/settings');
    await chief.page.getByRole('switch', { name: '发布需要批准' }).click();
    await chief.page.getByRole('combobox', { name: '以下人员' }).fill('zhaoliping');
    await chief.page.getByRole('option').first().waitFor({ state: 'attached' });
    await chief.page.keyboard.press('Enter');
    await chief.page.keyboard.press('Escape');
    await chief.page.getByRole('radio', { name: '不演练，除非有人要求' }).click();
    await chief.picture('96-publish-settings');
    expect(await barriers(chief.page)).toEqual([]);
    await chief.page.getByRole('button', { name: '保存设置' }).click();
    await chief.page.getByText('已保存').waitFor();

    await change('form', 'account_check', (form) => (form.title = { 'zh-CN': '对账单', en: 'Check' }));
    await admin.go('/designer/publish');
    await page.getByText('可以发布').waitFor();
    await page.getByRole('button', { name: '申请发布第 3 版' }).click();
    await page.getByRole('region', { name: '等待中的发布' }).getByText('赵丽萍').waitFor();

    const approver = await Visit.open(browser, engine, { login: 'zhaoliping' });
    await approver.go('/designer/publish');
    await approver.page.getByText('名称').first().waitFor();
    await approver.picture('97-approval-without-designing');
    expect(await barriers(approver.page)).toEqual([]);
    await approver.page.getByRole('button', { name: '批准并发布' }).click();
    await approver.page.getByText('没有等你批准的发布').waitFor();
    const settings = { publishApproval: null };
    await chief.context.request.put('/api/v1/design/settings', { headers: HEADERS, data: settings });
    await Promise.all([approver.context.close(), chief.context.close()]);
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

  test('compares any two releases that are chosen', async () => {
    const choice = page.getByRole('region', { name: '任选两版对比' });
    await choice.getByRole('combobox', { name: '从' }).click();
    await page.getByTitle('第 1 版', { exact: true }).click();
    await choice.getByRole('button', { name: '对比' }).click();
    await page.getByRole('region', { name: '第 1 版到第 3 版' }).getByText('新增字段“补充说明”').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('restores the release before as a draft and finds the field going', async () => {
    await page
      .getByRole('row', { name: /第 1 版/ })
      .getByRole('button', { name: '恢复为草稿' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复为草稿' }).click();
    const changed = page.getByRole('region', { name: /^表单 对账核对单/ });
    await changed.getByText('删除字段“补充说明”').waitFor();
    await changed.getByText('影响已有数据或接口').waitFor();
    await admin.picture('92-restored-as-draft');
    await changed.getByRole('button', { name: '放弃更改' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放弃更改' }).click();
    await page.getByText('没有等待发布的更改').waitFor();
  });

  test('plans a publish for later and takes the plan back', async () => {
    await change(
      'form',
      'account_check',
      (form) => (form.title = { 'zh-CN': '对账核对单（新）', en: 'Check' }),
    );
    await admin.go('/designer/publish');
    await page.getByText('可以发布').waitFor();
    await page.getByText('定时发布').click();
    expect(await page.getByRole('button', { name: '安排发布第 4 版' }).isDisabled()).toBe(true);
    const tomorrow = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 16);
    await page.getByLabel('发布时间').fill(tomorrow);
    await page.getByRole('button', { name: '安排发布第 4 版' }).click();
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
