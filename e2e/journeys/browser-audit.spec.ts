import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { barriers } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';
import { useStage } from '../support/stage.js';

const stage = useStage();
const CHECKED_MS = 60_000;

let browser: Browser;
let chief: Visit;
let page: Page;
let customer = '';

const entries = (): Locator => page.getByRole('list', { name: '操作日志' });

beforeAll(async () => {
  browser = await launchBrowser();
  chief = await Visit.open(browser, stage.engine, { login: 'admin' });
  page = chief.page;
  const designer = await stage.engine.signIn('hejing');
  const list = done(await designer.get('/forms/customer/records?filter[code]=KH-001'));
  const [found] = list['data'] as readonly { id: string; version: number }[];
  customer = found?.id ?? '';
  const match = { 'if-match': `"${found?.version ?? 0}"`, 'user-agent': 'Counter/2.0' };
  done(
    await designer.patch(
      `/forms/customer/records/${customer}`,
      { phone: '010-11112222', contact: '前台' },
      match,
    ),
  );
});

afterAll(() => browser?.close());

/** The number of the entry of that change. */
const changed = (): Promise<string> =>
  stage.database.value<string>(
    `SELECT id::text FROM core.audit_entry WHERE record_id = $1 AND action = 'update' ORDER BY id DESC LIMIT 1`,
    [customer],
  );

/** Does to the audit what nobody can do over the engine: no trigger looks on. */
async function behindTheScenes(statement: string, values: readonly unknown[]): Promise<void> {
  await stage.database.rows(`SET session_replication_role = replica`);
  await stage.database.rows(statement, values);
  await stage.database.rows(`SET session_replication_role = DEFAULT`);
}

async function verify(): Promise<void> {
  await page.getByRole('button', { name: '校验', exact: true }).click();
}

describe('an auditor', () => {
  test('gets from a record to step, time and person in three clicks', async () => {
    await chief.go(`/forms/customer/${customer}`);
    await page.getByRole('button', { name: '流转、凭证与变更' }).click();
    await page.getByRole('tab', { name: '变更史' }).click();
    await page.getByText('010-11112222').first().waitFor();
    await chief.keep('audit-record-history');
    await page.getByRole('link', { name: '在操作日志中查看此记录' }).click();
    await settled(page);
    const entry = entries().getByRole('listitem').filter({ hasText: '010-11112222' }).first();
    await entry.getByText('何静').waitFor();
    await entry.getByText('前台').waitFor();
    await entry.getByText('来源').click();
    await entry.getByText('Counter/2.0').waitFor();
    await entry.getByText('127.0.0.1').waitFor();
    expect(new URL(page.url()).searchParams.get('recordId')).toBe(customer);
    await page.getByRole('button', { name: '不再只看记录' }).waitFor();
    await chief.picture('audit-of-a-record');
    expect(await barriers(page)).toEqual([]);
  });

  test('looks by person, object, field and action, and the address says it all', async () => {
    await chief.go('/audit');
    for (const [name, words] of [
      ['所有对象', '客户'],
      ['所有字段', '电话'],
      ['所有操作', '修改'],
    ] as const) {
      const box = page.getByRole('combobox', { name: name.replace('所有', ''), exact: true });
      await box.fill(words);
      await page.getByRole('option', { name: words }).first().waitFor({ state: 'attached' });
      await box.press('Enter');
    }
    await page.waitForURL(/action=update/);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ form: 'customer', field: 'phone', action: 'update' });
    const another = await chief.anotherTab(page.url());
    const same = another.getByRole('list', { name: '操作日志' }).getByRole('listitem');
    await same.filter({ hasText: '010-11112222' }).first().waitFor();
    await another.close();
    expect(await barriers(page)).toEqual([]);
    await chief.picture('audit-filtered');
  });

  test('takes what was and what is away as a file', async () => {
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const link = page.getByRole('link', { name: /下载文件（\d+ 条）/ });
    await link.waitFor({ timeout: CHECKED_MS });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('010-11112222');
    expect(text).toContain('何静');
  });

  test('signs an anchor and takes it away', async () => {
    await chief.go('/audit');
    await page.getByRole('button', { name: '签发封存凭据' }).click();
    const link = page.getByRole('link', { name: /^下载 .* 的封存凭据/ }).first();
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const anchor = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(anchor)).toEqual(expect.arrayContaining(['audit', 'key', 'signature']));
  });

  test(
    'verifies that everything is as it was sealed',
    async () => {
      const id = await changed();
      await eventually(
        () => stage.database.value<string>('SELECT max(entry_id)::text FROM core.audit_sealed_entry'),
        (sealed) => BigInt(sealed) >= BigInt(id),
        CHECKED_MS,
      );
      await verify();
      await page.getByText(/^全部完好/).waitFor({ timeout: CHECKED_MS });
      await chief.keep('audit-whole');
    },
    CHECKED_MS * 2,
  );

  test(
    'is shown an entry that was changed behind the scenes, at its place',
    async () => {
      const id = await changed();
      await behindTheScenes(
        `UPDATE core.audit_entry SET changes = replace(changes::text, '010-11112222', '010-99999999')::jsonb WHERE id = $1`,
        [id],
      );
      await verify();
      const verdict = page.getByRole('alert');
      await verdict.getByText('封存之后内容被改过。').waitFor({ timeout: CHECKED_MS });
      await verdict.getByRole('link', { name: `日志 ${id}` }).click();
      const entry = entries().getByRole('listitem').first();
      await entry.getByText('封存之后内容被改过。').waitFor();
      await entry.getByText('010-99999999').waitFor();
      expect(await barriers(page)).toEqual([]);
      await chief.keep('audit-tampered');
    },
    CHECKED_MS,
  );

  test(
    'is told of one that was removed',
    async () => {
      const id = await changed();
      await behindTheScenes('DELETE FROM core.audit_entry WHERE id = $1', [id]);
      await verify();
      const verdict = page.getByRole('alert');
      await verdict.getByText('封存之后被删除了。').waitFor({ timeout: CHECKED_MS });
      await chief.go(`/audit?entry=${id}`);
      await page.getByText('没有这个序号的日志').waitFor();
      await chief.keep('audit-removed');
    },
    CHECKED_MS,
  );

  test('reads it in English on a phone', async () => {
    const phone = await Visit.open(browser, stage.engine, { login: 'admin', language: 'en', size: PHONE });
    await phone.go('/audit?form=customer');
    await phone.page.getByRole('button', { name: 'Verify' }).waitFor();
    expect(await barriers(phone.page)).toEqual([]);
    await phone.keep('audit-phone');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('and whoever has no right to it is told so', async () => {
    const clerk = await Visit.open(browser, stage.engine, { login: 'lijuan' });
    clerk.expectRefusal(403, /audit/);
    await clerk.go('/audit');
    await clerk.page.getByText('你没有查看这里的权限').first().waitFor();
    expect(clerk.faults()).toEqual([]);
    await clerk.close();
    expect(chief.faults()).toEqual([]);
  });
});
