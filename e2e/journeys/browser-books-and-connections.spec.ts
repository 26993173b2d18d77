import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { keyWith } from '../support/attack.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, overflow } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';
import { StocktakeJob } from '../support/stocktake-job.js';

/** A group closes its books, a gate scans, and a designer says whose records are, what outsiders see, and how others are joined. */

const HEADERS = { 'x-requested-with': 'dougong' };

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let finance: Visit;
let designer: Visit;
let admin: Visit;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  done(await job.admin.patch('/departments/company', { organisation: 'company' }));
  done(await job.admin.patch('/departments/sales', { organisation: 'store' }));
  finance = await Visit.open(browser, engine, { login: 'zhaoliping' });
  designer = await Visit.open(browser, engine, { login: 'hejing' });
  admin = await Visit.open(browser, engine, { login: 'admin' });
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

const dialog = (page: Page): Locator => page.getByRole('dialog');

/** The same page on a phone: nothing is cut off, and everything can be read out. */
async function onPhone(login: string, path: string, picture: string): Promise<void> {
  const phone = await Visit.open(browser, engine, { login, size: PHONE });
  await phone.go(path);
  await settled(phone.page);
  expect([await overflow(phone.page), await barriers(phone.page)]).toEqual([0, []]);
  await phone.keep(picture);
  expect(phone.faults()).toEqual([]);
  await phone.close();
}

async function publish(): Promise<void> {
  const { context } = designer;
  const { revision } = (await (await context.request.get('/api/v1/drafts')).json()) as { revision: number };
  const headers = { ...HEADERS, 'if-match': `"${revision}"` };
  const answer = await context.request.post('/api/v1/publish', { headers, data: { comment: 'connections' } });
  expect([answer.status(), await answer.text()]).toEqual([201, expect.any(String)]);
}

describe('the finance director', () => {
  let month: string;
  const cell = (books: string, state: string) =>
    finance.page.getByRole('button', { name: `${month}，${books}：${state}`, exact: true });

  test('closes a month of one organisation once the checks are green; the others stay open', async () => {
    const { page } = finance;
    await finance.go('/periods');
    month = await page.getByRole('rowheader').nth(1).innerText();
    await cell('销售部', '未结账').click();
    await page.getByRole('button', { name: '结账…' }).click();
    await dialog(page).getByText('没有问题，可以结账。').waitFor();
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('月末');
    await dialog(page).getByRole('button', { name: '结账', exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await cell('销售部', '已结账').waitFor();
    await cell('全部', '未结账').waitFor();
    await page.getByText('月末', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await finance.keep('96-periods');
  });

  test('opens it again for a reason, and is asked for one', async () => {
    const { page } = finance;
    await page.getByRole('button', { name: '反结账…' }).click();
    await dialog(page).getByRole('button', { name: '反结账', exact: true }).click();
    await dialog(page).getByRole('alert').first().waitFor();
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('迟到的发票');
    await dialog(page).getByRole('button', { name: '反结账', exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await cell('销售部', '未结账').waitFor();
  });

  test('reads the trial balance, goes down to the vouchers behind a number, and takes it away', async () => {
    const { page } = finance;
    await finance.go('/trial-balance');
    await page.getByText('借贷平衡。').waitFor();
    expect(await barriers(page)).toEqual([]);
    await finance.keep('97-trial-balance');
    await page.getByRole('button', { name: '导出' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^科目余额表-.*\.csv$/);
    await page.getByRole('link', { name: /^1405 / }).click();
    await page.getByText('科目 1405').waitFor();
    await page.getByRole('link', { name: '显示全部凭证' }).waitFor();
    expect(await page.getByRole('article').count()).toBeGreaterThan(0);
    expect(finance.faults()).toEqual([]);
  });

  test('does both on a phone', async () => {
    await onPhone('zhaoliping', `/periods?period=${month}-01`, '96-periods');
    await onPhone('zhaoliping', '/trial-balance', '97-trial-balance');
  });
});

describe('a designer', () => {
  test('says whose records are and sees at once what an outsider would', async () => {
    const { page } = designer;
    await designer.go('/designer/forms/customer');
    await page.getByRole('region', { name: '单据属于谁' }).getByText('各属一个组织').click();
    await page
      .getByRole('list', { name: '字段' })
      .getByRole('button', { name: /^组织 / })
      .waitFor();
    const progress = page.getByRole('region', { name: '对外进度页' });
    await progress.getByRole('switch').click();
    await progress.getByRole('checkbox', { name: '名称' }).check();
    await progress.getByRole('definition').filter({ hasText: 'A-2026-001' }).last().waitFor();
    await page.getByText('检查没有发现问题').waitFor();
    expect(await barriers(page)).toEqual([]);
    await designer.keep('98-form-settings');
  });

  test('makes a scan point, is told what is missing, and mends it', async () => {
    const { page } = designer;
    page.once('dialog', (asked) => void asked.accept());
    await designer.go('/designer/scan-points');
    await page.getByRole('button', { name: '新建扫码点' }).click();
    await dialog(page).getByLabel('名称').fill('大门');
    await dialog(page).getByLabel('编码').fill('gate');
    await dialog(page).getByRole('button', { name: '建草稿' }).click();
    await page.getByRole('region', { name: '这里识别的码' }).waitFor();
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name, exact: true }).first().click();
      await page.keyboard.type(option);
      await page
        .locator('.ant-select-item-option-content:visible')
        .filter({ hasText: option })
        .first()
        .click();
    };
    await choose('指向的表单', '供应商 · supplier');
    await choose('按哪个字段查找', '编码 · code');
    await page.getByRole('button', { name: '新增一行' }).click();
    await page.getByRole('combobox', { name: '字段，第 1 行' }).click();
    await page.keyboard.type('contact');
    await page
      .locator('.ant-select-item-option-content:visible')
      .filter({ hasText: 'contact' })
      .first()
      .click();
    await page.getByRole('textbox', { name: '“contact”的取值' }).fill('scan.nothing');
    await page.getByRole('region', { name: '检查' }).getByText('/codes/0').first().waitFor();
    await page.getByRole('textbox', { name: '“contact”的取值' }).fill('scan.device');
    await page.getByText('检查没有发现问题').waitFor();
    expect(await barriers(page)).toEqual([]);
    await designer.keep('99-scan-point');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('link', { name: '去发布' }).waitFor();
    await publish();
    expect(designer.faults()).toEqual([]);
  });

  test('makes a connector and reads what is wrong with it', async () => {
    const { page } = designer;
    await designer.go('/designer/connectors');
    await page.getByText('还没有连接器').waitFor();
    await page.getByRole('button', { name: '新建连接器' }).click();
    await dialog(page).getByLabel('名称').fill('账务系统');
    await dialog(page).getByLabel('编码').fill('books');
    await dialog(page).getByRole('button', { name: '建草稿' }).click();
    await page.getByRole('region', { name: '对方系统' }).waitFor();
    await page.getByRole('button', { name: '新增导出' }).click();
    await page.getByText('检查没有发现问题').waitFor();
    expect(await barriers(page)).toEqual([]);
    await designer.keep('100-connector');
    await onPhone('hejing', '/designer/scan-points/gate', '99-scan-point');
  });
});

describe('an administrator', () => {
  test('makes a webhook, is told at the field what is wrong, and gets its secret once', async () => {
    const { page } = admin;
    await admin.go('/channels');
    await page.getByRole('button', { name: '新建 Webhook' }).click();
    await dialog(page).getByLabel('地址').fill('shop.example.com');
    await dialog(page).getByLabel('地址').press('Enter');
    await dialog(page).getByText('填完整的网址，以 https:// 或 http:// 开头。').waitFor();
    await dialog(page).getByLabel('标识').fill('shop');
    await dialog(page).getByLabel('地址').fill('https://shop.example.com/hooks');
    await dialog(page).getByLabel('通知哪些事件').fill('flow.ended.v1');
    await dialog(page).getByRole('button', { name: '保存' }).click();
    await dialog(page)
      .getByText(/^whsec_/)
      .waitFor();
    await dialog(page).getByRole('button', { name: '已保存' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '更换 shop 的签名密钥' }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('whsec_');
    expect(await barriers(page)).toEqual([]);
    await admin.keep('102-webhooks');
    await onPhone('admin', '/channels', '102-webhooks');
  });

  test('sees what a gate scanned in vain, gives the code that was meant, and lets another one be', async () => {
    const key = await keyWith(job.admin, 'gate-1', {
      roles: ['administrator'],
      scope: { forms: [{ form: 'supplier', actions: ['*'] }] },
    });
    const events = ['NOBODY-1', 'NOBODY-2'].map((code, at) => ({
      id: `e-${at}`,
      point: 'gate',
      code,
      at: '2026-11-20T08:00:00+08:00',
    }));
    const sent = await admin.context.request.post('/api/v1/scan-events', {
      headers: { authorization: `Bearer ${key}`, cookie: '' },
      data: { events },
    });
    expect(sent.status()).toBe(200);
    const supplier = done(await job.admin.get('/forms/supplier/records?limit=1')).data[0]?.['code'];
    const { page } = admin;
    await admin.go('/scans?point=gate');
    await page.getByRole('button', { name: '用另一个码执行“NOBODY-1”' }).click();
    await dialog(page).getByRole('textbox', { name: '正确的码' }).fill(String(supplier));
    await dialog(page).getByRole('button', { name: '执行' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '忽略“NOBODY-2”' }).click();
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('试扫');
    await dialog(page).getByRole('button', { name: '忽略' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText('没有待处理的码').waitFor();
    await page.getByText('已处理', { exact: true }).click();
    await page.getByRole('link', { name: '查看单据' }).waitFor();
    expect(new URL(page.url()).searchParams.get('state')).toBe('resolved');
    expect(await barriers(page)).toEqual([]);
    await admin.keep('101-scans');
    expect(admin.faults()).toEqual([]);
    await onPhone('admin', '/scans', '101-scans');
  });
});
