import type { Browser, Locator, Page } from 'playwright-core';
import { done } from '../support/api-client.js';
import type { ApiClient } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { Visit } from '../support/page-visit.js';
import { DIFFERENCES, StocktakeJob } from '../support/stocktake-job.js';
import type { WaitingDifference } from '../support/stocktake-job.js';

/** Above the threshold of the first version, below that of the second. */
const BETWEEN = { 'SB-0001': '-6' };
/** Above both. */
const ABOVE = { 'SB-0004': '-2' };

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let running: WaitingDifference;
let admin: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  running = await job.waitingDifference('WH-1', BETWEEN);
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

function node(title: string): Locator {
  return page.getByRole('group', { name: new RegExp(`：${title}。`) });
}

/** Chooses in one of the lists of the inspector. */
async function choose(list: string, option: string): Promise<void> {
  await inspector().getByRole('combobox', { name: list }).last().click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: new RegExp(`^${option}$`) })
    .click();
}

function problems(): Locator {
  return page.getByRole('contentinfo', { name: '问题与保存状态' });
}

async function approveAsSupervisor(waiting: WaitingDifference): Promise<string> {
  return done(await job.supervisor.post(`/tasks/${waiting.task}/actions/approve`)).record.status;
}

async function hasTaskOn(person: ApiClient, record: string): Promise<boolean> {
  return done(await person.get('/tasks?state=open&limit=100')).data.some(
    (task) => task['recordId'] === record && task['kind'] === 'approve',
  );
}

describe('the business administrator changes a flow without a programmer', () => {
  test('finds the flow and sees it drawn', async () => {
    await admin.go('/designer/');
    await admin.picture('30-designer-flows');
    await page.getByRole('link', { name: '盘点差异处理流程' }).click();
    await node('财务总监审批').waitFor();
    await admin.picture('31-designer-canvas');
    expect(await page.getByRole('button', { name: /^发布/ }).isDisabled()).toBe(true);
  });

  test('raises the threshold from 5000 to 8000', async () => {
    await page.getByRole('button', { name: /^编辑从“差异总额超过 5000？”到“抄送财务总监”的连线/ }).click();
    await inspector().getByRole('textbox', { name: '第 1 个条件 值' }).fill('8000');
    await inspector().getByText('当差异总额大于8000时').waitFor();
    await inspector().getByRole('textbox', { name: '线上的字 · 中文' }).fill('大于 8000');
    await inspector().getByRole('textbox', { name: '线上的字 · 英文' }).fill('Above 8000');
    await admin.keep('32-designer-edge');
    await page.getByRole('button', { name: /的连线：大于 8000$/ }).waitFor();
  });

  test('gives the approval to other people and sees who that would be now', async () => {
    await node('财务总监审批').click();
    await choose('第 1 类人 角色', '财务');
    await inspector().getByText('孙晓梅').waitFor();
    await admin.keep('33-designer-approver');
  });

  test('puts a copy onto a line from the menu of its plus, and hears what is still missing', async () => {
    await page.getByRole('button', { name: '在“通知财务”与“确认货架已调整”之间加节点' }).click();
    const menu = page.getByRole('dialog', { name: '添加节点' });
    await menu.getByRole('combobox').fill('cs');
    await menu.getByRole('option', { name: /抄送/ }).waitFor();
    await admin.keep('34-designer-menu');
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'hidden' });
    await page.getByText(/\d 项待解决/).waitFor();
    await problems().getByText('挡发布').first().waitFor();
    await admin.keep('35-designer-problem');

    await inspector().getByRole('button', { name: '加一类人' }).click();
    await choose('第 1 类人 角色', '仓库主管');
    await inspector().getByText('现在会是谁').waitFor();
    await page.getByText('没有问题').waitFor();
  });

  test('breaks the flow: the check says so, nothing can be published, one undo heals it', async () => {
    await node('结束').click();
    await page.keyboard.press('Delete');
    await node('结束').waitFor({ state: 'detached' });
    await problems().getByText('流程至少要有一个结束节点').waitFor();
    await page.getByRole('button', { name: /^发布/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/\d 个错误，改好才能发布/).waitFor();
    expect(await dialog.getByRole('button', { name: '发布第 2 版' }).isDisabled()).toBe(true);
    await admin.keep('36-designer-blocked');
    await dialog.getByRole('button', { name: '取消' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '撤销' }).click();
    await node('结束').waitFor();
    await page.getByText('没有问题').waitFor();
  });

  test('reads the changes in words and publishes them', async () => {
    await page.getByRole('button', { name: /^发布/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('可以发布').waitFor();
    const changes = dialog.getByRole('region', { name: '改了什么' });
    expect(await changes.innerText()).toMatch(/5000[\s\S]*8000/);
    await dialog.getByRole('textbox', { name: '版本说明' }).fill('阈值提高到 8000');
    await admin.keep('37-designer-publish');
    await dialog.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('已发布第 2 版', { exact: true }).waitFor();
    await admin.go('/designer/releases');
    await page.getByText('阈值提高到 8000').waitFor();
    await admin.picture('38-releases');
  });

  test('a document that was under way keeps its version: above 5000 it still goes to the director', async () => {
    expect(await approveAsSupervisor(running)).toBe('reviewing');
    expect([
      await hasTaskOn(job.director, running.difference),
      await hasTaskOn(job.accountant, running.difference),
    ]).toEqual([true, false]);
    const { instances } = done(
      await job.keeper.get(`${DIFFERENCES}/${running.difference}/flow`),
    ) as unknown as {
      instances: readonly { readonly flow: { readonly release: number } }[];
    };
    expect(instances.map(({ flow }) => flow.release)).toEqual([1]);
  });

  test('the next ones follow the new version: posted below 8000, approved by the others above it', async () => {
    const below = await job.waitingDifference('WH-3', BETWEEN);
    expect(await approveAsSupervisor(below)).toBe('posted');
    const above = await job.waitingDifference('WH-3', ABOVE);
    expect(await approveAsSupervisor(above)).toBe('reviewing');
    expect([
      await hasTaskOn(job.director, above.difference),
      await hasTaskOn(job.accountant, above.difference),
    ]).toEqual([false, true]);
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
