import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, overflow } from '../support/page-quality.js';
import { DESK, PHONE, settled, Visit } from '../support/page-visit.js';
import { deskTemplate, noteTemplate } from '../support/small-templates.js';
import { TemplateShelf } from '../support/template-shelf.js';

const V1 = deskTemplate('1.0.0', { remarkLength: 100 });
const V2 = deskTemplate('1.1.0', {
  remarkLength: 200,
  fields: { due: { type: 'string', format: 'date', 'x-title': { 'zh-CN': '到期日', en: 'Due' } } },
});
const HEADERS = { 'x-requested-with': 'dougong' };

interface Card {
  schema: { properties: Record<string, { maxLength?: number }> };
}

let shelf: TemplateShelf;
let packages: { readonly notes: string; readonly desk: string };
let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  shelf = await TemplateShelf.make();
  const desk = await shelf.put('shelf', 'desk', V1);
  const [notes, upgraded] = await Promise.all([
    shelf.pack('notes-1.0.0', 'notes', noteTemplate('1.0.0')),
    shelf.pack('desk-1.1.0', 'desk', V2),
  ]);
  packages = { notes, desk: upgraded };
  const env = { DOUGONG_TEMPLATES_DIR: `${shelf.folder}/shelf` };
  [engine, browser] = await Promise.all([EngineProcess.start({ template: desk, env }), launchBrowser()]);
  admin = await Visit.open(browser, engine, { login: 'admin' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
  await shelf?.remove();
});

async function card(): Promise<Card> {
  const answer = await admin.context.request.get('/api/v1/definitions/form/card');
  return (await answer.json()) as Card;
}

/** Makes the remark longer than the template has it, as a designer would. */
async function lengthenRemark(): Promise<void> {
  const definition = await card();
  definition.schema.properties['remark']!.maxLength = 300;
  const { request } = admin.context;
  const put = await request.put('/api/v1/drafts/form/card', { headers: HEADERS, data: { definition } });
  expect(put.status()).toBe(200);
  expect((await request.post('/api/v1/publish', { headers: HEADERS, data: {} })).status()).toBe(201);
}

async function upload(file: string): Promise<void> {
  await admin.go('/designer/templates');
  await page.getByLabel('模板包文件').setInputFiles(file);
  await page.waitForURL(/\/templates\/install/);
  await settled(page);
}

/** Keeps what the page looks like at the desk and on a phone; what was typed and chosen lives in this tab alone. */
async function bothSizes(name: string): Promise<void> {
  await settled(page);
  await admin.keep(name);
  await page.setViewportSize(PHONE);
  await settled(page);
  await admin.keep(name);
  await page.setViewportSize(DESK);
}

/** Says that the package is known although nobody has signed it, and goes on to the preview. */
async function allowAndPreview(): Promise<void> {
  await page.getByRole('checkbox', { name: /允许这一次/ }).check();
  await page.getByRole('button', { name: '下一步：预览' }).click();
}

describe('the administrator and the templates', () => {
  test('sees what is installed, what it brings and which way back it lacks', async () => {
    await admin.go('/designer/templates');
    const desk = page.getByRole('article', { name: '办公桌' });
    await desk.getByText('已安装', { exact: true }).waitFor();
    await desk.getByText('1 张表单').waitFor();
    await desk.getByRole('listitem').filter({ hasText: '卡片撤回' }).getByText('缺单据').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('installs an uploaded package that nobody has signed only after allowing it', async () => {
    await upload(packages.notes);
    await page.getByRole('heading', { name: '安装 便签 1.0.0' }).waitFor();
    await page.getByRole('textbox', { name: '第一张便签' }).fill('给新同事');
    await page.getByRole('button', { name: '下一步：预览' }).click();
    await page.getByText('请先确认允许，再继续。').waitFor();
    await bothSizes('150-template-questions');
    expect(await barriers(page)).toEqual([]);
    await allowAndPreview();
    await page.getByText('检查通过，可以执行。').waitFor();
    await page.getByText(/1 条/).first().waitFor();
    await bothSizes('151-install-preview');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '安装', exact: true }).click();
    await page.getByRole('heading', { name: '已安装' }).waitFor();
    await page.getByText('装入 1 条数据。').waitFor();
    await admin.keep('152-installed');
    const notes = await admin.context.request.get('/api/v1/forms/note/records');
    expect(await notes.text()).toContain('给新同事');
  });

  test('upgrades, and keeps what was changed here where the template wants something else', async () => {
    await lengthenRemark();
    await upload(packages.desk);
    await page.getByRole('heading', { name: '升级 办公桌：1.0.0 到 1.1.0' }).waitFor();
    await allowAndPreview();
    const conflicts = page.getByRole('region', { name: '冲突' });
    await conflicts.getByText('还有 1 处待选').waitFor();
    expect(await page.getByRole('button', { name: '升级', exact: true }).isDisabled()).toBe(true);
    await bothSizes('153-upgrade-conflict');
    expect(await barriers(page)).toEqual([]);
    await conflicts.getByText('留我的', { exact: true }).click();
    await conflicts.getByText('1 处已选定').waitFor();
    await page.getByText('检查通过，可以执行。').waitFor();
    await page.getByText('新增字段“到期日”').waitFor();
    await bothSizes('154-upgrade-decided');
    await page.getByRole('button', { name: '升级', exact: true }).click();
    await page.getByRole('heading', { name: '已升级' }).waitFor();
    const { properties } = (await card()).schema;
    expect(properties['remark']?.maxLength).toBe(300);
    expect(properties['due']).toBeDefined();
  });

  test('takes the upgrade back in one step, and the change made here stays', async () => {
    await admin.go('/designer/templates');
    await bothSizes('155-gallery');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: '撤回这一步' }).click();
    await page.getByText('删除字段“到期日”').waitFor();
    await bothSizes('156-revert');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByRole('heading', { name: '已撤回' }).waitFor();
    const { properties } = (await card()).schema;
    expect(properties['due']).toBeUndefined();
    expect(properties['remark']?.maxLength).toBe(300);
  });

  test('is told who stands on a template before it may go, and removes the one that nobody needs', async () => {
    await admin.go('/designer/templates/desk/remove');
    await page.getByText('有 1 个模板依赖它，请先卸载').waitFor();
    expect(await page.getByRole('button', { name: '卸载', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: '卸载便签' }).click();
    await page.getByText('1 条').first().waitFor();
    await page.getByRole('checkbox', { name: /确定卸载/ }).check();
    await bothSizes('157-removal');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '卸载', exact: true }).click();
    await page.getByRole('heading', { name: '已卸载' }).waitFor();
  });

  test('sees how much sample data there is before clearing it', async () => {
    await admin.go('/designer/templates/samples');
    await page.getByText('现有 2 条示例数据').waitFor();
    await page.getByRole('checkbox').check();
    await bothSizes('158-samples');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '清除 2 条' }).click();
    await page.getByText('2 条示例数据已清除 2 条').waitFor();
  });

  test('reads the gaps of the processes in words', async () => {
    await admin.go('/designer/completeness');
    await page
      .getByRole('region', { name: '提醒' })
      .getByText(/卡片撤回/)
      .waitFor();
    await bothSizes('159-completeness');
    expect(await barriers(page)).toEqual([]);
  });

  test('is told what is wrong with a file that is no package, on the page', async () => {
    admin.expectRefusal(422, /template-packages$/);
    await admin.go('/designer/templates');
    const bad = { name: 'bad.dougong', mimeType: 'application/zip', buffer: Buffer.from('no package') };
    await page.getByLabel('模板包文件').setInputFiles(bad);
    await page.getByRole('alert').waitFor();
    await admin.keep('160-no-package');
  });

  test('reads all of it in English, in the dark, on a phone', async () => {
    const phone = await Visit.open(browser, engine, {
      login: 'admin',
      language: 'en',
      scheme: 'dark',
      size: PHONE,
    });
    for (const path of ['templates', 'completeness', 'templates/samples', 'templates/desk/remove']) {
      await phone.go(`/designer/${path}`);
      expect(await barriers(phone.page)).toEqual([]);
      expect(await overflow(phone.page)).toBe(0);
    }
    await phone.go('/designer/templates');
    await phone.page.getByText('Desk').first().waitFor();
    await phone.keep('161-gallery-dark-en');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
