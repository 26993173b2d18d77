import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, overflow } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';

const HEADERS = { 'x-requested-with': 'dougong' };
const FIELDS = '/designer/forms/customer';

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

function dialog(): Locator {
  return page.getByRole('dialog');
}

function rowOf(field: string): Locator {
  return page.getByRole('list', { name: '字段' }).getByRole('button', { name: new RegExp(`^${field} `) });
}

function properties(): Locator {
  return page.getByRole('region', { name: /的属性$/ });
}

async function addField(name: string, key: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: '添加字段' }).click();
  await dialog().getByLabel('名称').fill(name);
  await dialog().getByLabel('编码').fill(key);
  await dialog().locator('.ds-kind').filter({ hasText: kind }).first().click();
  await dialog().getByRole('button', { name: '添加', exact: true }).click();
  await dialog().waitFor({ state: 'hidden' });
}

async function saveDraft(): Promise<void> {
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('button', { name: '去发布' }).waitFor();
}

async function publish(comment: string): Promise<void> {
  const { context } = designer;
  const drafts = await context.request.get('/api/v1/drafts');
  const { revision } = (await drafts.json()) as { revision: number };
  const answer = await context.request.post('/api/v1/publish', {
    headers: { ...HEADERS, 'if-match': `"${revision}"` },
    data: { comment },
  });
  expect([answer.status(), await answer.text()]).toEqual([201, expect.any(String)]);
}

describe('the fields of a form are changed in the designer', () => {
  test('a signature and a scanned code are added and stand in the preview at once', async () => {
    await designer.go(FIELDS);
    await addField('签收人', 'received_by', '签名');
    await addField('会员卡', 'card', '文本');
    await properties().getByLabel('可扫码').click();
    const preview = page.getByRole('region', { name: '预览' });
    await preview.getByRole('button', { name: '签名：签收人' }).waitFor();
    await preview.getByRole('button', { name: '扫码填写“会员卡”' }).waitFor();
    await page.getByText('检查没有发现问题').waitFor();
    expect(await barriers(page)).toEqual([]);
    await designer.keep('95-fields');
    await saveDraft();
  });

  test('the page is read and used on a phone in the dark', async () => {
    const phone = await Visit.open(browser, engine, {
      login: 'hejing',
      language: 'en',
      scheme: 'dark',
      size: PHONE,
    });
    await phone.go(FIELDS);
    await phone.page.getByRole('button', { name: /^会员卡 / }).click();
    await phone.page.getByLabel('Required').waitFor();
    await settled(phone.page);
    expect([await overflow(phone.page), await barriers(phone.page)]).toEqual([0, []]);
    await phone.keep('95-fields');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('after the publish they are in the form of everybody', async () => {
    await publish('a signature and a card');
    await designer.go('/forms/customer/new');
    await page.getByRole('group', { name: '签收人' }).waitFor();
    await page.getByRole('button', { name: '扫码填写“会员卡”' }).waitFor();
  });
});

describe('a customer signs', () => {
  test('without a camera the page says what to do, and a hand scanner goes on', async () => {
    await page.getByRole('button', { name: '扫码填写“会员卡”' }).click();
    await dialog().getByRole('alert').getByText('请用扫码枪或键盘输入').waitFor();
    await dialog().getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('textbox', { name: '会员卡' }).click();
    await page.keyboard.type('6901');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '编码', exact: true }).fill('C-SIGN');
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('签收门店');
  });

  test('with the mouse on a pad, sees who signed and when once it is saved', async () => {
    await page.getByRole('button', { name: '签名：签收人' }).click();
    const pad = dialog().getByRole('img', { name: /签名板/ });
    const done = dialog().getByRole('button', { name: '签署' });
    await pad.waitFor();
    expect(await done.isDisabled()).toBe(true);
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 100);
    await page.mouse.down();
    for (const [x, y] of [
      [120, 40],
      [160, 120],
      [240, 60],
      [330, 110],
    ] as const)
      await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
    await page.mouse.up();
    await designer.keep('96-signing');
    await done.click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText('保存后记下签署人和时间').waitFor();
    await page.getByRole('button', { name: /^保存/ }).first().click();
    await page.getByText(/^何静 签于 /).waitFor();
    await settled(page);
    await designer.keep('97-signed');
    const picture = page.getByRole('img', { name: '签名' });
    expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);
  });

  test('or with a typed name, by keyboard alone', async () => {
    await designer.go('/forms/customer/new');
    await page.getByRole('button', { name: '签名：签收人' }).focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('radio', { name: '手写' }).focus();
    await page.keyboard.press('ArrowRight');
    await dialog().getByRole('textbox', { name: '姓名' }).focus();
    await page.keyboard.type('何静');
    await page.keyboard.press('Tab');
    await designer.keep('96-typed');
    await dialog().getByRole('button', { name: '签署' }).focus();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText('保存后记下签署人和时间').waitFor();
  });
});

describe('what is there already is looked after', () => {
  test('a used field says by whom before it is removed, and comes back', async () => {
    await designer.go(FIELDS);
    await rowOf('名称').click();
    await properties().getByRole('button', { name: '移除' }).click();
    await dialog().getByText('还有定义或流程在用它').waitFor();
    await dialog()
      .getByText(/条记录填了它/)
      .waitFor();
    await designer.keep('98-uses');
    await dialog().getByRole('button', { name: '移除' }).click();
    await rowOf('名称').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '放回“名称”' }).click();
    await rowOf('名称').waitFor();
  });

  test('another kind shows what would not convert, and converts what does when it is published', async () => {
    await designer.go(FIELDS);
    await rowOf('电话').click();
    await properties().getByRole('button', { name: '换类型' }).click();
    await dialog().locator('.ds-kind').filter({ hasText: '数值' }).click();
    await dialog().getByText('有值转不过去').waitFor();
    await designer.keep('99-retype');
    await dialog().getByRole('button', { name: '取消' }).click();
    await rowOf('会员卡').click();
    await properties().getByRole('button', { name: '换类型' }).click();
    await dialog().locator('.ds-kind').filter({ hasText: '数值' }).click();
    await dialog().getByText('已有的值全部能转换').waitFor();
    await dialog().getByRole('button', { name: '换成这个类型' }).click();
    await saveDraft();
    await publish('cards are numbers');
    const answer = await designer.context.request.get('/api/v1/forms/customer/records?filter[code]=C-SIGN');
    const { data } = (await answer.json()) as { data: readonly { card: string }[] };
    expect(data.map(({ card }) => card)).toEqual(['6901.00']);
  });

  test('nothing went wrong on the way', () => {
    expect(designer.faults()).toEqual([]);
  });
});
