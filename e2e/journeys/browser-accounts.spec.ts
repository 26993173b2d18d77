import { createHmac } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { tabTo, chooseByTyping } from '../support/page-keyboard.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';
import { StocktakeJob } from '../support/stocktake-job.js';

/** The rules become stricter, people come in from a file, one of them is locked out, signed out, and leaves. */

const FILE = [
  '账号,姓名,邮箱,部门,角色',
  'newcomer.a,新同事甲,a@example.com,一号仓,仓库主管',
  'newcomer.b,新同事乙,没有邮箱,一号仓,仓管',
  'newcomer.c,新同事丙,,二号仓,仓管',
].join('\n');
const MENDED = FILE.replace('没有邮箱', 'b@example.com');
const PASSWORD = 'rain falls on tin roofs';
const REQUESTS = '/forms/purchase_request/records';
const PERIOD_MS = 30_000;
/** Names of the demo data and of the file. */
const DATA =
  /新同事[甲乙丙]|系统管理员|吴国栋|周建国|李娟|高志远|何静|赵丽萍|孙晓梅|陈国华|刘强|马涛|邓磊|林晓燕|徐海峰|^系$/u;

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let admin: Visit;
let page: Page;
let newcomer: Visit;
/** Of the first newcomer: where the invitation leads, and what his authenticator knows. */
let link = '';
let secret = '';

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  admin = await Visit.open(browser, engine, { login: 'admin' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

function dialog(): Locator {
  return page.getByRole('dialog');
}

async function press(name: string | RegExp, within: Pick<Page, 'getByRole'> = page): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click();
}

async function bring(name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await press('选择文件');
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) };
  await (await choosing).setFiles(file);
}

/** Six digits as an authenticator makes them (RFC 6238); each is good once, so a later sign-in takes the next one. */
function codeOf(base32: string, stepsAhead = 0): string {
  const bits = [...base32].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + stepsAhead));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return `${number % 1_000_000}`.padStart(6, '0');
}

/** Whatever a page must be at the desk and on a phone. */
async function isSound(visit: Visit): Promise<void> {
  await settled(visit.page);
  expect(await barriers(visit.page)).toEqual([]);
  expect(await libraryTexts(visit.page)).toEqual([]);
  await visit.page.setViewportSize(PHONE);
  await settled(visit.page);
  expect(await overflow(visit.page)).toBe(0);
  await visit.page.setViewportSize({ width: 1366, height: 860 });
}

async function openAccount(name: string): Promise<void> {
  await admin.go('/accounts');
  await page.getByRole('link', { name: `查看${name}的账号` }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await settled(page);
}

describe('an administrator who tightens the rules', () => {
  test('is told at the field what cannot be, and before saving whom it asks for something', async () => {
    await admin.go('/security');
    await isSound(admin);
    await admin.picture('110-security');
    const length = page.getByRole('textbox', { name: '最短长度' });
    await length.fill('4');
    await page.getByText('请填 8 到 64 之间的整数。').waitFor();
    expect(await page.getByRole('button', { name: '保存规则' }).isDisabled()).toBe(true);
    await length.fill('12');
    await page.getByRole('textbox', { name: '允许连续输错' }).fill('3');
    await page.getByRole('radio', { name: '有这些角色的人' }).check();
    await page.getByRole('combobox', { name: '角色', exact: true }).click();
    await chooseByTyping(page, '仓库主管');
    await page.keyboard.press('Escape');
    await press('保存规则');
    await dialog().getByText('2 人下次登录时要设置两步验证。').waitFor();
    expect(await dialog().innerText()).toMatch(/最短长度\s*10 个字符\s*12 个字符/);
    await admin.keep('111-security-save');
    await press('保存', dialog());
    await page.getByText('规则已保存').waitFor();
    await page.getByText(/密码至少 12 个字符/).waitFor();
  });

  test('does not write over what another one has changed in the meantime', async () => {
    done(await job.admin.patch('/security-policy', { passwordHistory: 6 }));
    await page.getByRole('textbox', { name: '一次登录最长' }).fill('10');
    await press('保存规则');
    admin.expectRefusal(412, /security-policy$/);
    await press('保存', dialog());
    await dialog().getByText('这些规则刚被别人改过').waitFor();
    await press('重新载入', dialog());
    await page.getByText(/最近 6 个不能再用/).waitFor();
    expect(await page.getByRole('textbox', { name: '一次登录最长' }).inputValue()).toBe('12');
  });
});

describe('people from a file', () => {
  test('begin with a template in the language of the page', async () => {
    await admin.go('/accounts');
    await press('导入人员');
    await page.getByRole('heading', { name: '导入人员' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), press('CSV 模板')]);
    expect(download.suggestedFilename()).toBe('人员名单.csv');
  });

  test('are tried: the faulty cell is marked and explained, nobody is made', async () => {
    await bring('新同事.csv', FILE);
    await page.getByRole('heading', { name: '有问题，改好再导入' }).waitFor();
    expect(await page.locator('td[aria-invalid=true]').allInnerTexts()).toEqual(['没有邮箱']);
    await page.getByText('C3').waitFor();
    await isSound(admin);
    await admin.keep('112-people-trial');
    expect(done(await job.admin.get('/accounts?q=newcomer'))['count']).toBe(0);
  });

  test('come in with a link for each once the file is mended', async () => {
    await press('换一个文件');
    await bring('新同事.csv', MENDED);
    await page.getByRole('heading', { name: '检查完成，还没有保存' }).waitFor();
    await press('导入 3 人');
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    const row = page.getByRole('row', { name: /新同事甲/ }).first();
    link = await row.locator('.rt-people-link').innerText();
    expect(link).toMatch(/\/welcome#.{43}$/);
    await isSound(admin);
    await admin.keep('113-people-in');
    await press('查看账号');
    await page
      .getByRole('row', { name: /新同事甲/ })
      .getByText('等待接受邀请')
      .waitFor();
  });
});

describe('a newcomer', () => {
  test('chooses a password that the rules allow, sets a second factor up, keeps the codes and is in', async () => {
    newcomer = await Visit.open(browser, engine);
    const door = newcomer.page;
    await door.goto(new URL(link).pathname + new URL(link).hash);
    const choose = async (password: string) => {
      await door.getByLabel('新密码', { exact: true }).fill(password);
      await door.getByLabel('再输一遍新密码').fill(password);
      await door.keyboard.press('Enter');
    };
    newcomer.expectRefusal(422, /accept$/);
    newcomer.expectRefusal(403, /session$/);
    await choose('tin roofs');
    await door
      .getByText(/至少.*12/)
      .first()
      .waitFor();
    await choose(PASSWORD);
    await door.getByRole('heading', { name: '设置两步验证' }).waitFor();
    await settled(door);
    await newcomer.keep('114-newcomer-factor');
    secret = (await door.locator('.rt-factor code').innerText()).replaceAll(/\s/g, '');
    await door.getByLabel('验证码').fill(codeOf(secret));
    await door.keyboard.press('Enter');
    await door.getByRole('heading', { name: '请保存恢复码' }).waitFor();
    await press('已保存', door);
    await door.getByRole('banner').waitFor();
    expect(newcomer.faults()).toEqual([]);
  });

  test('gets work like everybody with his role', async () => {
    const values = {
      title: '补货',
      category: 'dry',
      warehouse: job.warehouse('WH-1'),
      lines: [{ item: job.item('GH-0031'), qty: '1', price: '1.00' }],
    };
    const { record } = done(await job.keeper.post(REQUESTS, values));
    done(await job.keeper.post(`${REQUESTS}/${record.id}/actions/submit`, {}));
    await newcomer.go('/inbox');
    await newcomer.page.getByRole('region', { name: '待办列表' }).getByText('补货').first().waitFor();
  });

  test('is locked out after three wrong tries, and let in again by the administrator', async () => {
    const elsewhere = await Visit.open(browser, engine);
    const door = elsewhere.page;
    elsewhere.expectRefusal(429, /session$/);
    await elsewhere.go('/sign-in');
    const tryOnce = async (password: string) => {
      await door.getByLabel('账号').fill('newcomer.a');
      await door.getByLabel('密码').fill(password);
      const answer = door.waitForResponse(/api\/v1\/session$/);
      await door.keyboard.press('Enter');
      return (await answer).status();
    };
    for (let count = 0; count < 3; count += 1) expect(await tryOnce('guess')).toBe(401);
    expect(await tryOnce(PASSWORD)).toBe(429);
    await admin.go('/accounts?state=blocked');
    await page.getByRole('link', { name: '查看新同事甲的账号' }).click();
    await page.getByText(/输错太多/).waitFor();
    await isSound(admin);
    await admin.picture('115-account-blocked');
    await tabTo(page, '立即解锁');
    await page.keyboard.press('Enter');
    await page.getByText('已解锁，现在可以登录。').waitFor();
    expect(await tryOnce(PASSWORD)).toBe(401);
    await door.getByLabel('验证码').fill(codeOf(secret, 1));
    await door.keyboard.press('Enter');
    await door.getByRole('banner').waitFor();
    expect(elsewhere.faults()).toEqual([]);
    await elsewhere.close();
  });

  test('is signed out at once when the administrator ends his sessions', async () => {
    await openAccount('新同事甲');
    const table = page.getByRole('region', { name: '新同事甲登录的地方' });
    expect(await table.getByRole('button', { name: '退出这个登录' }).count()).toBe(2);
    await table.getByRole('button', { name: '退出这个登录' }).first().click();
    await press('退出这个登录', dialog());
    await page.getByText('已退出。').first().waitFor();
    await dialog().waitFor({ state: 'detached' });
    expect(await table.getByRole('button', { name: '退出这个登录' }).count()).toBe(1);
    await press('全部退出登录');
    await press('全部退出登录', dialog());
    await page.getByText('现在没有在任何地方登录。').waitFor();
    await newcomer.page.goto('/inbox');
    await newcomer.page.waitForURL(/\/sign-in/);
  });
});

describe('the pages', () => {
  test('speak English to who reads English', async () => {
    const reader = await Visit.open(browser, engine, { login: 'admin', language: 'en' });
    const { data } = done(await job.admin.get('/accounts?q=newcomer.a')) as unknown as {
      data: readonly { readonly id: string }[];
    };
    const account = `/accounts/${data[0]?.id ?? ''}`;
    for (const path of ['/security', '/accounts', '/accounts/import', account, `${account}/leave`]) {
      await reader.go(path);
      await settled(reader.page);
      expect([path, await chineseTexts(reader.page, DATA)]).toEqual([path, []]);
      await reader.keep(`english${path.replaceAll(/\W+|[0-9a-f-]{36}/g, '-')}`);
    }
    expect(reader.faults()).toEqual([]);
    await reader.close();
  });
});

describe('somebody who leaves', () => {
  test('hands over step by step, and his work goes to the successor', async () => {
    await openAccount('新同事甲');
    await press('离岗交接');
    await page.getByRole('heading', { name: '新同事甲离岗交接' }).waitFor();
    await page.getByRole('heading', { name: /^待办/ }).waitFor();
    await isSound(admin);
    await admin.picture('116-leaving-what');
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: '接手的人' }).click();
    await chooseByTyping(page, '赵丽萍');
    await page.getByRole('textbox', { name: '交接说明' }).fill('另有安排');
    await isSound(admin);
    await admin.keep('117-leaving-who');
    await press('下一步');
    await page.getByText('待办（1）交给赵丽萍').waitFor();
    await page.getByText('角色（1）交给赵丽萍').waitFor();
    await admin.keep('118-leaving-check');
    await press('停用并交接');
    await page.getByRole('heading', { name: '新同事甲的账号已停用' }).waitFor();
    await page.getByText('1 件待办已转给赵丽萍。').waitFor();
    await isSound(admin);
    await admin.keep('119-leaving-done');
    const { data } = done(await job.director.get('/tasks?state=open&limit=100'));
    expect(JSON.stringify(data)).toContain('补货');
  });

  test('cannot sign in any more, and may be switched on again', async () => {
    const answer = await admin.context.request.post('/api/v1/session', {
      data: { login: 'newcomer.a', password: PASSWORD, code: codeOf(secret, 1) },
      headers: { 'x-requested-with': 'dougong' },
    });
    expect(answer.status()).toBe(401);
    await admin.go('/accounts?state=left');
    await page.getByRole('link', { name: '查看新同事甲的账号' }).click();
    await press('重新启用');
    await press('重新启用', dialog());
    await page.getByText('账号已启用。').waitFor();
    expect(admin.faults()).toEqual([]);
  });
});
