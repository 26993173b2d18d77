import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';

/** A file of suppliers with faults goes into the form, mended comes in whole, is taken back; and the list goes out as a file. */

const FILE = [
  '编码,名称,账期（天）,联系方式',
  'N-001,城西粮油,15,13800000001',
  'N-002,,x,13800000002',
  'N-003,东湖水产,400,',
].join('\n');
const MENDED = FILE.replace('N-002,,x', 'N-002,北门干货,20').replace(',400,', ',40,');
/** Names of the demo data and of the file. */
const DATA = /徐海峰|^徐$|供应商[一二]\.csv|编码|名称|账期（天）|联系方式|城西粮油|北门干货|东湖水产/u;

let engine: EngineProcess;
let browser: Browser;
let buyer: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  buyer = await Visit.open(browser, engine, { login: 'xuhaifeng' });
  page = buyer.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

async function bring(name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件' }).click();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) };
  await (await choosing).setFiles(file);
}

async function press(name: string | RegExp, within: Pick<Page, 'getByRole'> = page): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click();
}

async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

async function saved(act: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return download;
}

function heading(name: string | RegExp) {
  return page.getByRole('heading', { name });
}

describe('a buyer with a file of suppliers', () => {
  test('gets a template to fill in, with the titles of the form in the language of the page', async () => {
    await buyer.go('/forms/supplier');
    await press('导入');
    await heading('导入供应商').waitFor();
    await buyer.picture('94-import-file');
    const download = await saved(() => press('CSV 模板'));
    expect(download.suggestedFilename()).toBe('供应商.csv');
    const text = (await contentOf(download)).toString('utf8');
    expect(text.startsWith('\uFEFF编码*,名称*,账期（天）*,')).toBe(true);
    expect((await contentOf(await saved(() => press('Excel 模板')))).subarray(0, 2).toString()).toBe('PK');
  });

  test('is told why a file that is no table is refused, and how to mend it', async () => {
    buyer.expectRefusal(422, /\/imports$/);
    const choosing = page.waitForEvent('filechooser');
    await press('选择文件');
    await (
      await choosing
    ).setFiles({
      name: '旧.xls',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    });
    expect(await page.getByRole('alert').innerText()).toContain('另存为 .xlsx');
  });

  test('sees which column goes to which field and sends another one by hand', async () => {
    await bring('供应商一.csv', FILE);
    await heading('文件的列与字段').waitFor();
    const row = page.getByRole('row', { name: /联系方式/ });
    expect(await row.innerText()).toContain('13800000001');
    await row.getByRole('combobox').click();
    await page.keyboard.type('电话');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await row.innerText()).toContain('电话');
    await buyer.picture('95-import-columns');
  });

  test('tries it: every faulty cell is marked and explained, nothing is saved', async () => {
    await press('试导入');
    await heading('试导入完成，还没有保存').waitFor();
    const rows = page.getByRole('region', { name: '逐行结果' }).first().getByRole('row');
    expect(await rows.nth(1).innerText()).toMatch(/B3.*名称.*还没有填[^]*C3.*整数/);
    expect(await page.locator('td[aria-invalid=true]').allInnerTexts()).toEqual(['空', 'x', '400']);
    const errors = await saved(() => press('下载错误文件'));
    expect(errors.suggestedFilename()).toBe('供应商一-错误原因.xlsx');
    expect(await barriers(page)).toEqual([]);
    expect(await libraryTexts(page)).toEqual([]);
    await buyer.picture('96-import-trial');
    await page.setViewportSize(PHONE);
    await settled(page);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1366, height: 860 });
  });

  test('brings a mended file, and all of it is imported', async () => {
    await press('换一个文件');
    await bring('供应商二.csv', MENDED);
    await heading('文件的列与字段').waitFor();
    // The column that was sent by hand is remembered.
    expect(await page.getByRole('row', { name: /联系方式/ }).innerText()).toContain('电话');
    await press('试导入');
    await heading('试导入完成，还没有保存').waitFor();
    await press('导入 3 条');
    await heading(/^导入完成$/).waitFor();
    await buyer.picture('97-import-over');
    await press('查看列表');
    await page.getByRole('row', { name: /N-002.*北门干货/ }).waitFor();
  });

  test('takes the whole import back from the list of past ones', async () => {
    await press('导入');
    await press('导入记录');
    await page.getByText('供应商二.csv').waitFor();
    await press('撤销这次导入');
    await press('撤销这次导入', page.getByRole('dialog'));
    await page.getByText('已撤销', { exact: true }).waitFor();
    await settled(page);
    await buyer.picture('98-import-past');
    await buyer.go('/forms/supplier?q=N-002');
    expect(await page.getByRole('row', { name: /N-002/ }).count()).toBe(0);
  });

  test('exports what the list shows and finds the file again among the jobs', async () => {
    await buyer.go('/forms/supplier?q=GY-001');
    await press('导出');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('共 1 条').waitFor();
    await dialog.getByText('CSV', { exact: true }).click();
    await buyer.keep('99-export');
    const download = await saved(() => press('导出', dialog));
    const [head, ...rows] = (await contentOf(download)).toString('utf8').trimEnd().split('\r\n');
    expect(head).toBe('\uFEFF编码,名称,账期（天）,联系人,电话,地址');
    expect(rows).toHaveLength(1);
    await page.getByRole('button', { name: /^后台任务/ }).click();
    await page.getByRole('button', { name: '下载' }).first().waitFor();
    await buyer.keep('99-jobs');
  });

  test('reads all of it in English too', async () => {
    const english = await Visit.open(browser, engine, { login: 'xuhaifeng', language: 'en', scheme: 'dark' });
    for (const path of ['/forms/supplier/import', '/forms/supplier/imports']) {
      await english.go(path);
      expect(await chineseTexts(english.page, DATA)).toEqual([]);
    }
    await english.keep('98-import-past-en');
    expect(english.faults()).toEqual([]);
  });

  test('nothing went wrong on the way', () => {
    expect(buyer.faults()).toEqual([]);
  });
});

test('whoever may neither import nor export is offered neither', async () => {
  const viewer = await Visit.open(browser, engine, { login: 'lijuan' });
  await viewer.go('/forms/supplier');
  expect(await viewer.page.getByRole('button', { name: '导入', exact: true }).count()).toBe(0);
  await viewer.go('/forms/supplier/import');
  await viewer.page.getByRole('heading', { name: '你没有查看这里的权限' }).waitFor();
});
