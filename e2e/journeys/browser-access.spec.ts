import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { barriers } from '../support/page-quality.js';
import { DESK, PHONE, settled, Visit } from '../support/page-visit.js';
import { useStage } from '../support/stage.js';

const stage = useStage();
const PUBLISHED_MS = 120_000;

let browser: Browser;
let chief: Visit;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  chief = await Visit.open(browser, stage.engine, { login: 'admin' });
  page = chief.page;
});

afterAll(() => browser?.close());

const CUSTOMERS = '/forms/customer/records';

/** A cell of the matrix while one role is taken apart, by what it says. */
const cell = (form: string, action: string, says = ''): Locator =>
  page.getByRole('button', { name: new RegExp(`^${form}, ${action}: ${says}${says === '' ? '' : '$'}`) });

const impact = (): Locator => page.getByRole('region', { name: '发布后对人员的影响' });

async function choose(name: string | RegExp, words: string, within: Page | Locator = page): Promise<void> {
  const box = within.getByRole('combobox', { name });
  await box.fill(words);
  await page.getByRole('option', { name: words }).first().waitFor({ state: 'attached' });
  await box.press('Enter');
}

describe('whoever looks after roles', () => {
  test('sees every role beside every form, and takes one apart into its actions', async () => {
    await chief.go('/designer/access');
    await page.getByRole('button', { name: /^客户, 销售:\s*查/ }).waitFor();
    await chief.picture('access-all-roles');
    expect(await barriers(page)).toEqual([]);
    await choose('只看一个角色', '销售');
    await cell('客户', '查看', '可以').waitFor();
    await cell('客户', '导出', '可以，来自对所有表单的授权').waitFor();
    await cell('销售退货单', '审批与流转', '部分可以').waitFor();
  });

  test('gives and takes with the keyboard alone, one cell or a whole range', async () => {
    await cell('客户', '删除', '不可以').focus();
    await page.keyboard.press('Space');
    await cell('客户', '删除', '可以').waitFor();
    await impact().getByText('1 人将可以对“客户”做“删除”：林晓燕。').waitFor();
    await cell('紧急入库单', '导入', '不可以').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Space');
    await cell('物料', '导入', '可以').waitFor();
    await cell('紧急入库单', '导入', '可以').waitFor();
    await cell('客户', '导入', '不可以').waitFor();
    await page.keyboard.press('Space');
    await cell('物料', '导入', '不可以').waitFor();
    await cell('客户', '导出', '可以，来自对所有表单的授权').focus();
    await page.keyboard.press('Space');
    await page.getByText(/这里没有可以改的/).waitFor();
  });

  test('narrows a grant to some records and hides a field, and is told whom it meets before it is saved', async () => {
    await cell('客户', '查看').focus();
    await page.keyboard.press('Enter');
    const grant = page.getByRole('dialog', { name: '销售 · 客户' });
    await grant.getByRole('radiogroup', { name: '电话' }).getByText('隐藏').click();
    await choose('第 1 个条件 字段', '编码', grant);
    await grant.getByRole('textbox', { name: '第 1 个条件 值' }).fill('KH-001');
    await grant.getByText(/编码.*KH-001/).waitFor();
    await settled(page);
    await chief.keep('access-grant');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await impact().getByText('1 人将看不到“客户”上的“电话”：林晓燕。').waitFor();
    await impact().getByText('1 人看到的“客户”范围将改变：林晓燕。').waitFor();
    await chief.keep('access-impact');
    const seller = await stage.engine.signIn('linxiaoyan');
    expect((await seller.get(CUSTOMERS)).text).toContain('"phone"');
  });

  test('copies a role under another name', async () => {
    await page.getByRole('button', { name: '复制角色' }).click();
    await page.getByText('销售（副本）', { exact: true }).first().waitFor();
    await cell('客户', '删除', '可以').waitFor();
    await settled(page);
    const draft = done(await stage.job.admin.get('/drafts'))['drafts'] as readonly { key: string }[];
    expect(draft.map(({ key }) => key).toSorted()).toEqual(['sales', 'sales_2']);
  });

  test(
    'publishes, and the person sees just that',
    async () => {
      await chief.go('/designer/publish');
      await page.getByText('可以发布').waitFor();
      await page.getByRole('textbox', { name: '版本说明' }).fill('销售只看一家客户');
      await page.getByRole('button', { name: '发布第 2 版' }).click();
      await page.getByText('没有等待发布的更改').waitFor({ timeout: PUBLISHED_MS });
      const seller = await Visit.open(browser, stage.engine, { login: 'linxiaoyan' });
      await seller.go('/forms/customer');
      await seller.page.getByText('KH-001').first().waitFor();
      const seen = await seller.page.getByRole('main').innerText();
      expect([seen.includes('KH-002'), seen.includes('电话')]).toEqual([false, false]);
      const api = await stage.engine.signIn('linxiaoyan');
      const list = await api.get(`${CUSTOMERS}?count=exact`);
      expect([list.body['data'], list.text.includes('"phone"')]).toMatchObject([[{ code: 'KH-001' }], false]);
      expect((await api.get(`${CUSTOMERS}?filter[phone]=1`)).status).toBe(400);
      expect(seller.faults()).toEqual([]);
      await seller.close();
    },
    PUBLISHED_MS,
  );

  test('asks why, and is named the grant that decides', async () => {
    await chief.go('/designer/access');
    const why = page.getByRole('region', { name: '为什么能，或为什么不能？' });
    await choose('人员', '林晓燕', why);
    await choose('表单', '客户', why);
    await choose('字段', '电话', why);
    await why.getByRole('button', { name: '查询' }).click();
    const answer = why.getByRole('status');
    await answer.getByText('林晓燕可以对“客户”做“查看”，但看不到“电话”：角色“销售”隐藏了它。').waitFor();
    const other = why.getByRole('combobox', { name: '单据' });
    await other.fill('KH-002');
    await page.getByRole('option').first().waitFor({ state: 'attached' });
    await other.press('Enter');
    await why.getByRole('button', { name: '查询' }).click();
    await answer.getByText('不可以').waitFor();
    await answer.getByText(/^“销售”的范围是.*单据不满足条件/).waitFor();
    await why.scrollIntoViewIfNeeded();
    await chief.keep('access-why');
    expect(await barriers(page)).toEqual([]);
  });

  test('reads it all on a phone, in English', async () => {
    const phone = await Visit.open(browser, stage.engine, { login: 'admin', language: 'en', size: PHONE });
    await phone.go('/designer/access');
    await phone.page.getByRole('button', { name: /^Customer, View: may, by a grant/ }).waitFor();
    expect(await barriers(phone.page)).toEqual([]);
    await phone.keep('access-phone');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });
});

describe('whoever looks as somebody else', () => {
  test('sees what that person sees under a banner, and can write nothing, not even past the page', async () => {
    await chief.go('/organisation');
    await page.getByRole('tab', { name: '人员' }).click();
    await page.getByRole('button', { name: '以林晓燕的身份查看' }).click();
    const banner = page.getByText(/你正在以林晓燕的身份查看/);
    await banner.waitFor();
    await chief.go('/forms/customer');
    await page.getByText('KH-001').first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('KH-002');
    await chief.picture('access-view-as');
    for (const path of [CUSTOMERS, `${CUSTOMERS}?preview=true`, '/batch', '/session/view']) {
      const headers = { 'x-requested-with': 'dougong' };
      const answer = await chief.context.request.post(`/api/v1${path}`, { headers, data: {} });
      const { code } = (await answer.json()) as { code: string };
      expect([path, answer.status(), code]).toEqual([path, 403, 'viewing_only']);
    }
    await page.getByRole('button', { name: '结束查看' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  test('is in the audit with every look, and with what he tried', async () => {
    await chief.go('/audit?action=view_as');
    const entries = page.getByRole('list', { name: '操作日志' });
    await entries.getByText('以他人身份查看').first().waitFor();
    await entries
      .getByText(/POST \/api\/v1\/batch/)
      .first()
      .waitFor();
    await entries.getByText('被拒绝').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(chief.faults()).toEqual([]);
  });
});

describe('the right to begin a return', () => {
  const RETURNS = '/forms/sales_return';

  test('is had by sales and supervisors, and by nobody else on the screen', async () => {
    for (const [login, may] of [
      ['linxiaoyan', true],
      ['zhoujianguo', true],
      ['lijuan', false],
      ['xuhaifeng', false],
    ] as const) {
      const visit = await Visit.open(browser, stage.engine, { login, size: DESK });
      visit.expectRefusal(403, /sales_return/);
      visit.expectRefusal(404, /sales_return/);
      await visit.go('/forms/sales_return/new');
      const saves = await visit.page.getByRole('button', { name: /^(保存|提交)/ }).count();
      expect([login, saves > 0]).toEqual([login, may]);
      if (!may) expect((await visit.page.getByRole('main').innerText()).trim()).not.toBe('');
      expect(visit.faults()).toEqual([]);
      await visit.close();
    }
  });

  test('is asked of a file and of a program just so, and what is refused is in the audit', async () => {
    for (const login of ['lijuan', 'xuhaifeng']) {
      const person = await stage.engine.signIn(login);
      expect((await person.post(`${RETURNS}/records`, {})).status).toBe(403);
      const csv = '客户\nKH-001\n';
      const file = await person.send('POST', `${RETURNS}/imports`, csv, { 'content-type': 'text/csv' });
      expect(file.status).toBe(403);
      const refused = await stage.database.rows<{ login: string; form: string }>(
        `SELECT u.login, a.form FROM core.audit_entry a JOIN core.user_account u ON u.id = a.actor
          WHERE a.outcome = 'refused' AND a.form = 'sales_return' AND u.login = $1`,
        [login],
      );
      expect(refused.length).toBeGreaterThanOrEqual(2);
    }
  });
});
