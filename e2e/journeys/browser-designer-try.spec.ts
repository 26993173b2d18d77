import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ApiRecord } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { PHONE, Visit, settled } from '../support/page-visit.js';
import { StocktakeJob } from '../support/stocktake-job.js';

const RULE = '/designer/rules/stocktake_difference_warning';
const TABLE = '/designer/decision-tables/purchase_approver';
const FORMULA = '/designer/formulas/difference_rate';

let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;
let differing: ApiRecord;
let agreeing: ApiRecord;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  const job = await StocktakeJob.open(engine);
  differing = await job.submittedCount('WH-1', { 'SB-0004': '-1' });
  agreeing = await job.submittedCount('WH-1', {});
  admin = await Visit.open(browser, engine, { login: 'hejing' });
  page = admin.page;
  await admin.context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

function tools(): Locator {
  return page.getByRole('region', { name: '试一试' });
}

async function chooseRecord({ no }: ApiRecord): Promise<void> {
  const search = tools().getByRole('combobox', { name: '单据' });
  await search.click();
  await search.fill(no);
  await page.locator('.ant-select-item-option-active', { hasText: no }).waitFor();
  await page.keyboard.press('Enter');
}

async function run(): Promise<void> {
  await tools().getByRole('button', { name: '试一试' }).click();
}

/** A cell of the table under the hand, by its row as people count and its column. */
function cell(row: number, column: number): Locator {
  return page.locator(`[role="row"][aria-rowindex="${row + 1}"] [aria-colindex="${column + 1}"]`);
}

async function typeInCell(row: number, column: number, text: string): Promise<void> {
  const input = cell(row, column).locator('input');
  await input.click();
  await input.fill(text);
  await page.keyboard.press('Enter');
}

/** What the page looks like at the desk in the dark; a phone of its own looks at what is stored. */
async function looksWell(name: string): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  expect(await libraryTexts(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  expect(await barriers(page)).toEqual([]);
  await admin.keep(`${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await admin.picture(name);
}

describe('the business administrator tries a rule out', () => {
  test('on a real record: whether it fires, and the value that decided', async () => {
    await admin.go(RULE);
    await chooseRecord(differing);
    await run();
    await tools().getByText('会触发').waitFor();
    const deciding = tools().locator('.is-deciding').first();
    expect(await deciding.innerText()).toMatch(/差异数量\s+-1\s+不等于\s+0[\s\S]*由这一条决定/);
    await tools()
      .getByText(/^通知：盘点单 .* 有差异/)
      .waitFor();
    await tools().getByText('同一次保存里的其他规则，按先后').waitFor();
    await looksWell('70-rule-try');
  });

  test('on one that it leaves alone it says so, and which actions run instead', async () => {
    await chooseRecord(agreeing);
    await run();
    await tools().getByText('不会触发').waitFor();
    await tools()
      .getByText(/条件不满足，执行了“否则”/)
      .first()
      .waitFor();
  });

  test('on values of the record that are changed by hand', async () => {
    await tools().getByRole('button', { name: '把这张单据改几个值再试' }).click();
    const title = tools().getByLabel('盘点范围');
    await title.fill('只在样例里');
    await run();
    await tools().getByText('不会触发').waitFor();
    expect(await barriers(page)).toEqual([]);
    await admin.keep('71-rule-sample');
  });

  test('while its text is being changed, and is told that the answer is of the text before', async () => {
    await page.getByRole('button', { name: '编辑 JSON' }).click();
    const editor = page.getByRole('textbox', { name: '规则的 JSON' });
    await editor.fill((await editor.inputValue()).replace('"!="', '"=="'));
    await tools().getByText('规则在这之后改过，请再试一次。').waitFor();
    await run();
    await tools().getByText('会触发', { exact: true }).waitFor();
  });
});

describe('the changed rule is replayed over the records that there are', () => {
  test('with a table of those that would end differently', async () => {
    await tools().getByRole('tab', { name: '用历史单据验证' }).click();
    await tools().getByRole('button', { name: '开始验证' }).click();
    await tools().getByText('2 张单据里有').waitFor();
    const row = tools().getByRole('row', { name: new RegExp(agreeing.no) });
    expect(await row.innerText()).toMatch(/新触发[\s\S]*异常[\s\S]*是/);
    const link = await row.getByRole('link').getAttribute('href');
    expect(link).toBe(`/forms/stocktake/${agreeing.id}`);
    expect(await barriers(page)).toEqual([]);
    await admin.keep('72-rule-replay');
  });

  test('that spreadsheets can read', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tools().getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('单据,标识,变化,内容,已发布,草稿');
    expect(text).toMatch(new RegExp(`${agreeing.no}.*,新触发,差异预警,否,是`));
  });

  test('what it really did is listed with who saved', async () => {
    await tools().getByRole('tab', { name: '最近触发' }).click();
    const kept = tools().getByRole('listitem').filter({ hasText: differing.no });
    await kept.waitFor();
    expect(await kept.innerText()).toMatch(/已触发[\s\S]*李娟[\s\S]*触发了：明细中有一行差异数量不等于0/);
    await looksWell('73-rule-traces');
    await page.getByRole('button', { name: '不保存，离开编辑' }).click();
  });
});

describe('a decision table', () => {
  test('is found in the list, with what it takes and who uses it', async () => {
    await admin.go('/designer/decision-tables');
    const row = page.getByRole('row', { name: /采购审批人/ });
    expect(await row.innerText()).toMatch(/金额, 物料类别 决定 审批角色[\s\S]*4 行[\s\S]*1 处/);
    await admin.picture('74-tables');
    expect(await barriers(page)).toEqual([]);
  });

  test('tells at once which row the values hit', async () => {
    await admin.go(TABLE);
    const trial = page.getByRole('region', { name: '试一条' });
    await trial.getByLabel('金额').fill('10000.01');
    await trial.getByLabel('物料类别').click();
    await page.locator('.ant-select-item-option', { hasText: 'frozen' }).click();
    await trial.getByText('审批角色 = finance_director').waitFor();
    expect(await cell(4, 5).innerText()).toBe('命中');
    expect(await cell(1, 5).innerText()).toBe('金额不符');
    await looksWell('75-table');
  });

  test('shows what a narrower row leaves open, and closes it with one press', async () => {
    await typeInCell(4, 1, '> 20000');
    const check = page.getByRole('region', { name: '检查' });
    await check
      .getByText(/没有哪一行符合/)
      .first()
      .waitFor();
    await admin.keep('76-table-gap');
    await check.getByRole('button', { name: '补齐缺口' }).first().click();
    await page.getByText('没有重叠、缺口和轮不到的行').waitFor();
    expect(await cell(5, 1).locator('input').inputValue()).toBe('(10000..20000]');
  });

  test('says in the cell what it cannot read', async () => {
    await typeInCell(5, 1, '>> 1');
    await page
      .getByRole('region', { name: '检查' })
      .getByText(/单元格写法不对/)
      .waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('没有重叠、缺口和轮不到的行').waitFor();
  });

  test('takes rows from a spreadsheet', async () => {
    await page.getByRole('button', { name: '添加一行' }).click();
    await page.evaluate(() =>
      navigator.clipboard.writeText('> 20000\tdry\tfinance\n> 30000\tfrozen\tfinance'),
    );
    await cell(6, 1).locator('input').click();
    await page.keyboard.press('Control+v');
    await page.getByText('已粘贴 2 行 × 3 列').waitFor();
    await page
      .getByRole('region', { name: '检查' })
      .getByText(/第 \d+ 行/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
  });

  test('takes everything back that was not saved', async () => {
    const undo = page.getByRole('button', { name: '撤销' });
    for (let step = 0; step < 20 && (await undo.isEnabled()); step += 1) await undo.click();
    await page.getByText('7 条全部通过').waitFor();
    expect(await page.getByRole('button', { name: '保存草稿' }).isDisabled()).toBe(true);
  });

  test('moves rows, keeps its tests, and is saved as a draft', async () => {
    const first = await cell(1, 1).locator('input').inputValue();
    await cell(1, 1).locator('input').click();
    await page.getByRole('button', { name: '这一行下移' }).click();
    await expectCell(2, 1, first);
    await page.getByText('7 条全部通过').waitFor();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('有未发布更改').waitFor();
    await admin.go('/designer/publish');
    await page.getByRole('region', { name: '决策表 采购审批人' }).waitFor();
  });
});

async function expectCell(row: number, column: number, text: string): Promise<void> {
  await page.waitForFunction(
    ([at, wanted]) => document.querySelector<HTMLInputElement>(`${at} input`)?.value === wanted,
    [`[role="row"][aria-rowindex="${row + 1}"] [aria-colindex="${column + 1}"]`, text] as const,
  );
}

describe('a formula', () => {
  test('is marked exactly where it is wrong', async () => {
    await admin.go(FORMULA);
    const expression = page.getByRole('textbox', { name: '算式' });
    const sound = await expression.inputValue();
    await expression.fill(`${sound} + limitt`);
    await page
      .getByText(/limitt/)
      .last()
      .waitFor();
    expect(await page.locator('.ds-expression mark').innerText()).toBe('limitt');
    await looksWell('77-formula-mark');
    await page.getByRole('textbox', { name: '算式' }).fill(sound);
    await page.getByText(/写法正确，结果是数字/).waitFor();
  });

  test('is worked out piece by piece, and what came out is kept as a test', async () => {
    const trial = page.getByRole('region', { name: '用样例值试算' });
    await trial.getByLabel('我方金额').fill('200');
    await trial.getByLabel('对方金额').fill('190');
    expect(await trial.getByRole('status').innerText()).toBe('差异率 = 5.00');
    await trial
      .getByRole('row', { name: /ABS\(theirs - ours\) 10/ })
      .first()
      .waitFor();
    await trial.getByRole('button', { name: '存为用例' }).click();
    const tests = page.getByRole('region', { name: '用例' });
    await tests.getByText('200 · 190').waitFor();
    await tests.getByText(/全部通过/).waitFor();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存').waitFor();
  });

  test('tells who calls it', async () => {
    await admin.go('/designer/formulas/alert_limit');
    const uses = page.getByRole('region', { name: '被谁使用' });
    await uses.getByRole('link').first().waitFor();
  });

  test('a new one begins as a draft', async () => {
    await admin.go('/designer/formulas');
    await page.getByRole('button', { name: '新建公式' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('含税金额');
    await dialog.getByLabel('编码').fill('with_tax');
    await dialog.getByRole('button', { name: '建草稿' }).click();
    await page.getByRole('heading', { name: '含税金额' }).waitFor();
    await page.getByText('草稿', { exact: true }).waitFor();
  });
});

describe('on a phone and in English', () => {
  test('nothing runs out of the page, and nothing is left in Chinese', async () => {
    const phone = await Visit.open(browser, engine, { login: 'hejing', language: 'en', size: PHONE });
    for (const [at, path] of [RULE, TABLE, FORMULA].entries()) {
      await phone.go(path);
      expect(await overflow(phone.page)).toBe(0);
      expect(await barriers(phone.page)).toEqual([]);
      await phone.keep(`78-phone-${at}`);
    }
    await phone.go('/designer/decision-tables');
    expect(await chineseTexts(phone.page, /何静?/)).toEqual([]);
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
