import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, overflow } from '../support/page-quality.js';
import { settled, Visit } from '../support/page-visit.js';

/** Who looks after the installation: a drill by one press; and what people do with lists and paper. */

const DRILL_MS = 240_000;

let engine: EngineProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  page = (await Visit.open(browser, engine, { login: 'admin' })).page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

test(
  'an administrator holds a restore drill by one press and sees how it went',
  async () => {
    await page.goto('/health');
    await settled(page);
    await page.getByRole('button', { name: '恢复演练', exact: true }).press('Enter');
    await page.getByText('正在演练').first().waitFor();
    await page.getByText('的演练通过').waitFor({ timeout: DRILL_MS });
    await page.getByText(/恢复并逐行比对 \d+ 行/).waitFor();
    await settled(page);
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  },
  DRILL_MS,
);

test('Shift adds a field to the order of a list by keyboard, and the address keeps it', async () => {
  await page.goto('/forms/opening_stock');
  await settled(page);
  await page.getByRole('button', { name: /^单号/ }).press('Enter');
  await page.waitForURL(/sort=no$/);
  await page.getByRole('button', { name: /^仓库/ }).press('Shift+Enter');
  await page.waitForURL(/sort=no%2Cwarehouse$/);
  await page.getByRole('button', { name: /第 2 级排序，升序/ }).press('Shift+Enter');
  await page.waitForURL(/sort=no%2C-warehouse$/);
});

test('a printed document has its number, its code and its lines', async () => {
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.goto('/forms/opening_stock');
  await settled(page);
  await page.locator('[data-row-link]').first().click();
  await page.getByRole('button', { name: '打印' }).waitFor();
  await settled(page);
  await page.keyboard.press('Control+p');
  await page.locator('body[data-printed]').waitFor();
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.rt-print-sheet');
  expect(await sheet.locator('h1').innerText()).toMatch(/QC-\d{6}-\d{4}/);
  expect(await sheet.getByRole('img', { name: /二维码/ }).isVisible()).toBe(true);
  expect(await sheet.locator('tbody tr').count()).toBeGreaterThan(0);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await sheet.count()).toBe(0);
});
