import type { Browser, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { figure, lineCell } from '../support/page-document.js';
import { focusedName } from '../support/page-keyboard.js';
import { keyLatencies, median, typeByInputMethod, watchKeys } from '../support/page-latency.js';
import { Visit, settled } from '../support/page-visit.js';
import { COUNTS, StocktakeJob } from '../support/stocktake-job.js';

const LINES = 200;
const KEYS_MIN = 40;
const FRAME_LIMIT_MS = 50;
const OPENINGS = '/forms/opening_stock/records';

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** Goods in so many bins that a count of them has as many lines. */
async function openingOf(lines: number): Promise<string> {
  const { record } = done(
    await job.accountant.post(OPENINGS, {
      warehouse: job.warehouse('WH-2'),
      business_date: '2026-11-22',
      lines: Array.from({ length: lines }, (_, at) => ({
        item: job.item('MF-0012'),
        bin: `T-${String(at + 1).padStart(3, '0')}`,
        batch: '261101',
        qty: '10',
        unit_cost: '98.5',
      })),
    }),
  );
  return record.id;
}

async function gridOn(visit: Visit, path: string): Promise<Page> {
  await visit.go(path);
  await visit.page.getByRole('grid').waitFor();
  return visit.page;
}

/** The typed cell of a line, with the keyboard in it. */
async function enterCell(page: Page, line: number, column: string): Promise<void> {
  await (
    await lineCell(page, line, column)
  )
    .getByRole('textbox')
    .or((await lineCell(page, line, column)).getByRole('combobox'))
    .click();
  expect(await focusedName(page)).toBe(`第 ${line} 行 ${column}`);
}

async function valueOf(page: Page, line: number, column: string): Promise<string> {
  const cell = await lineCell(page, line, column);
  const input = cell.locator('input');
  return (await input.count()) > 0 ? input.inputValue() : cell.innerText();
}

describe(`a count of more than ${LINES} lines`, () => {
  let visit: Visit;
  let page: Page;
  let lines: number;

  beforeAll(async () => {
    const opening = await openingOf(LINES);
    done(await job.accountant.post(`${OPENINGS}/${opening}/actions/post`));
    const count = done(await job.crew('WH-2').keeper.post(COUNTS, job.countOf('WH-2'))).record;
    lines = count.lines.length;
    expect(lines).toBeGreaterThan(LINES);
    visit = await Visit.open(browser, engine, { login: 'matao' });
    page = await gridOn(visit, `/forms/stocktake/${count.id}`);
  });

  afterAll(() => visit?.close());

  test('shows a typed key within 50 ms, sums of the document included', async () => {
    expect(await page.getByRole('grid').getByRole('columnheader').count()).toBeGreaterThan(10);
    await enterCell(page, 1, '实盘数量');
    await watchKeys(page);
    for (let line = 0; line < KEYS_MIN / 2; line += 1) {
      for (const key of ['1', '2', 'Enter']) {
        await page.keyboard.press(key);
        await page.evaluate(
          () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
        );
      }
    }
    const latencies = await keyLatencies(page);
    const typical = median(latencies);
    process.stdout.write(
      `key to frame: median ${typical.toFixed(1)} ms, longest ${latencies.at(-1)?.toFixed(1)} ms of ${latencies.length} keys\n`,
    );
    expect(latencies.length).toBeGreaterThanOrEqual(KEYS_MIN);
    expect(typical).toBeLessThanOrEqual(FRAME_LIMIT_MS);
    expect(await figure(page, '差异行数').innerText()).not.toBe('0');
  });

  test('keeps the place of the keyboard while hundreds of lines are passed', async () => {
    const focusedLine = () =>
      page.evaluate(() => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex'));
    await page.keyboard.press('Control+End');
    expect(await focusedLine()).toBe(String(lines + 1));
    await page.keyboard.press('Control+Home');
    expect(await focusedLine()).toBe('2');
  });
});

describe('the lines of a document', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    const opening = await openingOf(LINES);
    visit = await Visit.open(browser, engine, { login: 'sunxiaomei' });
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await gridOn(visit, `/forms/opening_stock/${opening}`);
  });

  afterAll(() => visit?.close());

  test('keep Chinese that is composed into a chosen cell which nobody has begun to edit', async () => {
    await enterCell(page, 2, '库位');
    await typeByInputMethod(page, ['d', 'do', 'dong', '东'], '东区');
    await page.keyboard.press('Enter');
    expect(await valueOf(page, 2, '库位')).toBe('东区');
  });

  test('take a block of 50 lines by 4 columns from a spreadsheet as one step', async () => {
    const block = Array.from({ length: 50 }, (_, at) =>
      [`P-${at + 1}`, `B${at + 1}`, `${at + 1}.5`, '袋'].join('\t'),
    ).join('\n');
    await enterCell(page, 10, '库位');
    await page.evaluate((text) => navigator.clipboard.writeText(text), block);
    await page.keyboard.press('Control+v');
    await page.getByText('已粘贴 50 行 × 4 列').waitFor();
    expect([
      await valueOf(page, 10, '库位'),
      await valueOf(page, 10, '批次'),
      await valueOf(page, 10, '数量'),
      await valueOf(page, 10, '金额'),
    ]).toEqual(['P-1', 'B1', '1.5', '147.75']);
    await page.keyboard.press('Control+z');
    await page.getByText('已撤销').waitFor();
    expect(await valueOf(page, 10, '库位')).toBe('T-010');
  });

  test('give the old value back on Esc', async () => {
    await enterCell(page, 3, '数量');
    await page.keyboard.type('77');
    expect(await valueOf(page, 3, '金额')).toBe('7,584.50');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    expect(await valueOf(page, 3, '数量')).toBe('10');
    expect(await valueOf(page, 3, '金额')).toBe('985.00');
  });

  test('say what is wrong with a cell and lead from one fault to the next', async () => {
    await enterCell(page, 5, '数量');
    await page.keyboard.type('十二箱');
    await page.keyboard.press('Enter');
    await enterCell(page, 10, '单位成本');
    await page.keyboard.type('-3');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /2 处待改：第 5 行 数量/ }).click();
    expect(await focusedName(page)).toBe('第 5 行 数量');
    await page.keyboard.press('F8');
    expect(await focusedName(page)).toBe('第 10 行 单位成本');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await settled(page);
    expect(visit.faults()).toEqual([]);
  });
});
