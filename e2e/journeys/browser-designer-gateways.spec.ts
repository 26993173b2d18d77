import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { focusedName, tabTo } from '../support/page-keyboard.js';
import { barriers, overflow } from '../support/page-quality.js';
import { Visit } from '../support/page-visit.js';

let engine: EngineProcess;
let browser: Browser;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  admin = await Visit.open(browser, engine, { login: 'hejing' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

function inspector(): Locator {
  return page.getByRole('complementary', { name: '属性' });
}

function problems(): Locator {
  return page.getByRole('contentinfo', { name: '问题与保存状态' });
}

function node(title: string): Locator {
  return page.getByRole('group', { name: new RegExp(`：${title}。`) });
}

function reading(): Locator {
  return page.getByRole('dialog', { name: '流程说明' });
}

/** Chooses in one of the lists of the inspector. */
async function choose(list: string, option: string): Promise<void> {
  await inspector().getByRole('combobox', { name: list, exact: true }).click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: new RegExp(`^${option}$`) })
    .click();
}

/** The columns of the process map, without which these flows are not published. */
async function putOnTheMap(owner: string, hours: string): Promise<void> {
  await choose('负责角色', owner);
  await inspector().getByRole('textbox', { name: '标准用时' }).fill(hours);
}

describe('the business administrator draws a flow whose steps run side by side', () => {
  test('puts a whole parallel block onto a line with two keys, and one undo takes it out', async () => {
    await admin.go('/designer/flows/stocktake_review');
    await node('仓库主管审核').waitFor();
    await page.getByRole('button', { name: '在“仓管提交”与“仓库主管审核”之间加节点' }).click();
    await page.keyboard.type('bxfz');
    await page.getByRole('option', { name: /并行分支/ }).waitFor();
    await page.keyboard.press('Enter');
    for (const title of ['并行分支', '审批 1', '审批 2', '并行汇聚']) await node(title).waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await node('并行汇聚').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '重做' }).click();
    await node('并行汇聚').waitFor();
    await admin.keep('46-designer-parallel');
    expect(await barriers(page)).toEqual([]);
  });

  test('lets a vote decide the first way and sends refusals back to the start', async () => {
    await node('审批 1').click();
    await inspector().getByRole('button', { name: '加一类人' }).click();
    await choose('第 1 类人 角色', '仓库主管');
    await choose('多人处理方式', '票签：按比例表决');
    await inspector().getByRole('textbox', { name: '通过比例（%）' }).fill('60');
    await choose('拒绝时', '退回到某个节点');
    await choose('节点', '仓管提交');
    await putOnTheMap('仓库主管', '8');
    // What is scrolled half under the head is no small target.
    await inspector().evaluate((panel) => panel.scrollTo({ top: 0 }));
    await admin.keep('47-designer-vote');
    expect(await barriers(page)).toEqual([]);
  });

  test('walks to the second way by arrows and says by keyboard who decides there', async () => {
    await node('审批 1').focus();
    await page.keyboard.press('ArrowRight');
    await inspector().getByRole('heading', { name: '审批 2' }).waitFor();
    await page.keyboard.press('Enter');
    await tabTo(page, '加一类人');
    await page.keyboard.press('Enter');
    await tabTo(page, '第 1 类人 按什么找人', 'back');
    await chooseByTypedKeys('主管');
    await inspector().getByText('直属主管，由组织架构决定').waitFor();
    expect(await inspector().innerText()).not.toContain('{');
  });

  test('draws where late ones go, and hears that the flow would wait for ever', async () => {
    await node('审批 2').click();
    await putOnTheMap('仓库主管', '4');
    await choose('超时后连到', '并行汇聚');
    await page.getByRole('button', { name: /的连线：超时$/ }).waitFor();
    await problems()
      .getByText(/“并行汇聚”要等所有分支都到/)
      .first()
      .waitFor();
    await problems()
      .getByText(/“并行汇聚”要等所有分支都到/)
      .first()
      .click();
    await admin.keep('48-designer-finding');
    expect(await barriers(page)).toEqual([]);
  });

  test('takes the offered fix by keyboard, and the finding is gone', async () => {
    const fix = problems()
      .getByRole('button', { name: /^修复：.*并行汇聚/ })
      .first();
    const words = (await fix.getAttribute('aria-label')) ?? '';
    await problems()
      .getByText(/“并行汇聚”要等所有分支都到/)
      .first()
      .focus();
    await tabTo(page, words);
    expect(await focusedName(page)).toBe(words);
    await page.keyboard.press('Enter');
    await page.getByText(/^已修复：/).waitFor();
    await problems()
      .getByText(/要等所有分支都到/)
      .first()
      .waitFor({ state: 'detached' });
    await page.keyboard.press('1');
    await admin.keep('49-designer-fixed');
  });

  test('reads the flow as sentences in both languages; a sentence leads to its node', async () => {
    await page.getByRole('button', { name: '流程说明' }).click();
    await reading()
      .getByText(/同时进行：（1）.*60% 同意即通过.*（2）.*超时后/)
      .waitFor();
    await reading()
      .getByRole('button', { name: /由仓库主管审批（60% 同意即通过/ })
      .click();
    await inspector().getByRole('heading', { name: '审批 1' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await admin.keep('50-designer-reading');
    await reading().getByText('English').click();
    await reading()
      .getByText(/at the same time: \(1\)/)
      .waitFor();
    await page.keyboard.press('Escape');
    await reading().waitFor({ state: 'hidden' });
  });

  test('publishes it, and sees on a phone what it has become', async () => {
    await page.getByRole('button', { name: /^发布/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('可以发布').waitFor();
    await dialog.getByRole('textbox', { name: '版本说明' }).fill('两人同时审核');
    await dialog.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('已发布第 2 版').first().waitFor();
    await admin.go('/designer/flows/stocktake_review');
    await node('审批 1').waitFor();
    await admin.picture('51-designer-published');
    const phone = await admin.anotherTab('/designer/flows/stocktake_review');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.getByText('审批 1').first().waitFor();
    expect(await overflow(phone)).toBe(0);
    expect(await barriers(phone)).toEqual([]);
    await phone.getByRole('button', { name: '流程说明' }).click();
    await phone
      .getByText(/同时进行/)
      .first()
      .waitFor();
    await admin.keep('52-designer-reading', phone);
    expect(await barriers(phone)).toEqual([]);
    await phone.close();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});

/** Takes an entry of the list under the keyboard by walking to it; these lists cannot be searched. */
async function chooseByTypedKeys(option: string): Promise<void> {
  await page.keyboard.press('Enter');
  const active = page.locator('.ant-select-dropdown:visible .ant-select-item-option-active');
  for (let step = 0; step < 12; step += 1) {
    if ((await active.first().innerText()) === option) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}
