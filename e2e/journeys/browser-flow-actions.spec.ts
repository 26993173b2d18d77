import type { Browser, Locator, Page } from 'playwright-core';
import type { ApiClient } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { eventually } from '../support/eventually.js';
import { barriers, overflow } from '../support/page-quality.js';
import { PHONE, settled, Visit } from '../support/page-visit.js';

const REQUESTS = '/forms/purchase_request/records';

let engine: EngineProcess;
let browser: Browser;
let keeper: Visit;
let supervisor: Visit;
let counter: Visit;
let accountant: Visit;
let clerk: ApiClient;
let ids: Readonly<Record<string, string>>;

const titled = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const approval = (id: string, zh: string, en: string, config: object) => ({
  id,
  type: 'approval',
  title: titled(zh, en),
  config: { mode: 'any', dueIn: 'PT24H', opinion: 'required_on_reject', ...config },
  owner: 'finance',
  standardTime: 'PT24H',
  inputs: ['category', 'amount', 'lines'],
});

const NODES = [
  approval('check', '主管复核', 'Supervisor checks', {
    assignees: [{ chosen: true }],
    mode: 'all',
    editable: ['comparison'],
  }),
  approval('approve', '财务审批', 'Finance approves', { assignees: [{ chosenAt: 'check' }] }),
  approval('final', '总监终审', 'Director approves', { assignees: [{ role: 'finance_director' }] }),
];

interface FlowDefinition {
  readonly nodes: readonly { readonly id: string; readonly type: string }[];
  readonly [member: string]: unknown;
}

/** Publishes the approval of requests with three steps: people picked by the starter, by those, and a role. */
async function publishThreeSteps(designer: ApiClient): Promise<void> {
  const path = '/definitions/flow/purchase_approval';
  const {
    tests: _tests,
    layout: _layout,
    ...known
  } = (await designer.get(path)).body as unknown as FlowDefinition;
  const order = ['start', 'check', 'approve', 'final', 'end'];
  const definition = {
    ...known,
    nodes: [...known.nodes.filter(({ type }) => type === 'start' || type === 'end'), ...NODES],
    edges: order.slice(1).map((to, at) => ({ id: `e${at}`, from: order[at], to })),
  };
  const revision = async () => ({ 'if-match': `"${(await designer.get('/drafts')).body['revision']}"` });
  const draft = JSON.stringify({ definition });
  expect((await designer.send('PUT', '/drafts/flow/purchase_approval', draft, await revision())).status).toBe(
    200,
  );
  const published = await designer.post('/publish', {}, await revision());
  expect([published.status, published.text]).toEqual([201, expect.anything()]);
}

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  const designer = await engine.signIn('hejing');
  await publishThreeSteps(designer);
  const { data } = (await designer.get('/users')).body;
  ids = Object.fromEntries(data.map(({ login, id }) => [String(login), String(id)]));
  clerk = await engine.signIn('lijuan');
  [keeper, supervisor, counter, accountant] = await Promise.all(
    (['lijuan', 'zhoujianguo', 'chenguohua', 'sunxiaomei'] as const).map((login) =>
      Visit.open(browser, engine, { login }),
    ) as [Promise<Visit>, Promise<Visit>, Promise<Visit>, Promise<Visit>],
  );
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** A request of the keeper, not submitted yet. */
async function draftRequest(title: string, price = '18.50'): Promise<string> {
  const first = async (form: string) =>
    String((await clerk.get(`/forms/${form}/records`)).body.data[0]?.['id']);
  const made = await clerk.post(REQUESTS, {
    title,
    warehouse: await first('warehouse'),
    category: 'dry',
    needed_on: '2026-12-01',
    lines: [{ item: await first('item'), qty: '4', price }],
  });
  expect(made.status).toBe(201);
  return made.body.record.id;
}

/** A request under way, with these people at the first step. */
async function sentRequest(title: string, ...logins: readonly string[]): Promise<string> {
  const id = await draftRequest(title);
  const check = (logins.length === 0 ? ['zhoujianguo'] : logins).map((login) => ids[login]);
  expect((await clerk.post(`${REQUESTS}/${id}/actions/submit`, { chosen: { check } })).status).toBe(200);
  return id;
}

/** Answers somebody's task on a record, or does something else with it, without a browser. */
async function doWithTask(login: string, record: string, action: string, body: object = {}): Promise<void> {
  const client = await engine.signIn(login);
  const { data } = (await client.get('/tasks?state=open')).body;
  const task = data.find(({ recordId }) => recordId === record);
  const answer = await client.post(`/tasks/${String(task?.['id'])}/actions/${action}`, body);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
}

/** Opens a task in one of the tabs of somebody's inbox. */
async function openTask(visit: Visit, title: string, state = 'open'): Promise<void> {
  const { page } = visit;
  await visit.go(`/inbox?state=${state}`);
  await taskLink(page, title).click();
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
  await settled(page);
}

function taskLink(page: Page, title: string): Locator {
  return page.getByRole('region', { name: '待办列表' }).getByRole('link', { name: title });
}

/** Presses a button that opens a dialog, and gives the dialog. */
async function ask(page: Page, button: string): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: button });
  await dialog.waitFor();
  return dialog;
}

async function pick(dialog: Locator, typed: string, name: string): Promise<void> {
  await dialog.getByRole('combobox').fill(typed);
  await dialog.getByRole('option', { name }).click();
}

/** Whether the keyboard stands on something that the dialog covers; the frame of the browser is nothing of the page. */
function isBehindDialog(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { activeElement, body } = document;
    return activeElement !== body && activeElement?.closest('[role="dialog"]') === null;
  });
}

/** What the trail says, from the first to the last. */
async function trail(page: Page): Promise<readonly string[]> {
  return page.locator('.dg-timeline-who').allInnerTexts();
}

describe('the starter', () => {
  test('is asked who checks the document, told when nobody is picked, and sends it', async () => {
    const { page } = keeper;
    const id = await draftRequest('发起人自选');
    await keeper.go(`/forms/purchase_request/${id}`);
    const dialog = await ask(page, '提交');
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.getByText('请选择“主管复核”由谁处理').waitFor();
    expect(await barriers(page)).toEqual([]);
    await pick(dialog, 'zjg', '周建国');
    await keeper.keep('80-flow-choose');
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('周建国').first().waitFor();
    await keeper.picture('81-flow-started');
  });

  test('sees whom he urges, and until when he cannot do it again', async () => {
    const { page } = keeper;
    const id = await sentRequest('催一催');
    await keeper.go(`/forms/purchase_request/${id}`);
    const dialog = await ask(page, '催办');
    await dialog.getByText('周建国').waitFor();
    await dialog.getByRole('button', { name: '催办' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByText(/后可以再催/).waitFor();
    await page.keyboard.press('Escape');
  });

  test('has the document back, changes it and sends it again', async () => {
    const { page } = keeper;
    const id = await sentRequest('撤回再提交');
    await keeper.go(`/forms/purchase_request/${id}`);
    const dialog = await ask(page, '撤回');
    await dialog.getByRole('textbox').fill('数量写错了');
    await dialog.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('button', { name: '重新提交' }).waitFor();
    expect(await page.getByRole('button', { name: '保存' }).count()).toBe(0);
    await openTask(keeper, '撤回再提交');
    await page.getByText('改好后重新提交').waitFor();
    await page.getByRole('textbox', { name: /^事由/ }).fill('撤回改好再提交');
    await keeper.picture('82-flow-resubmit');
    await page.getByRole('button', { name: '重新提交' }).click();
    await page.getByText('已重新提交').first().waitFor();
    await openTask(supervisor, '撤回改好再提交');
    expect((await trail(supervisor.page)).join()).toMatch(/发起[^]*撤回[^]*重新提交/);
  });

  test('calls it off for good behind the dots, and no task is left', async () => {
    const { page } = keeper;
    const id = await sentRequest('不买了');
    await keeper.go(`/forms/purchase_request/${id}`);
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '撤销' }).click();
    const dialog = page.getByRole('dialog', { name: '撤销' });
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await supervisor.go('/inbox');
    expect(await taskLink(supervisor.page, '不买了').count()).toBe(0);
  });
});

describe('whoever holds a task', () => {
  test('hands it on by the keyboard alone; Escape closes the dialog and the focus is back', async () => {
    const { page } = supervisor;
    await sentRequest('转给别人');
    await openTask(supervisor, '转给别人');
    await page.getByRole('button', { name: '转办' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '转办给');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === '转办');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let stop = 0; stop < 20; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await isBehindDialog(page)).toBe(false);
    }
    await page.getByRole('combobox', { name: '转办给' }).focus();
    await page.keyboard.type('wgd');
    await page.keyboard.press('Enter');
    await supervisor.keep('83-flow-transfer');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.getByRole('dialog').getByRole('button', { name: '转办' }).press('Enter');
    await page.getByText('已转办').first().waitFor();
    await taskLink(page, '转给别人').first().waitFor({ state: 'detached' });
  });

  test('writes Chinese into the search; the Enter that ends a word picks nobody', async () => {
    const { page } = supervisor;
    await sentRequest('中文输入');
    await openTask(supervisor, '中文输入');
    const dialog = await ask(page, '转办');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'chen', selectionStart: 4, selectionEnd: 4 });
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Process',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    expect(await dialog.getByRole('option', { selected: true }).count()).toBe(0);
    await session.send('Input.insertText', { text: '陈' });
    await dialog.getByRole('option', { name: '陈国华' }).waitFor();
    expect(await dialog.getByRole('option', { selected: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('adds signers before, with or after himself, and takes one out again', async () => {
    const { page } = supervisor;
    await sentRequest('加签减签');
    await openTask(supervisor, '加签减签');
    const added = await ask(page, '加签');
    await added.getByRole('radio', { name: /和我一起/ }).check();
    await pick(added, '陈', '陈国华');
    await pick(added, 'wuguodong', '吴国栋');
    await supervisor.keep('84-flow-add-signers');
    expect(await barriers(page)).toEqual([]);
    await added.getByRole('button', { name: '加签' }).click();
    await added.waitFor({ state: 'hidden' });
    const removed = await ask(page, '减签');
    expect(await removed.getByRole('option').count()).toBe(2);
    await removed.getByRole('option', { name: '吴国栋' }).click();
    await removed.getByRole('button', { name: '减签' }).click();
    await removed.waitFor({ state: 'hidden' });
    await page.getByText('“主管复核”减签：吴国栋').waitFor();
    await openTask(counter, '加签减签');
  });

  test('asks for help: the helper advises, the owner decides, and meanwhile sees who has it', async () => {
    const { page } = supervisor;
    await sentRequest('请人协助');
    await openTask(supervisor, '请人协助');
    const dialog = await ask(page, '委派');
    await pick(dialog, 'cgh', '陈国华');
    await dialog.getByRole('textbox', { name: /^说明/ }).fill('请看单价');
    await dialog.getByRole('button', { name: '委派' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await openTask(supervisor, '请人协助', 'entrusted');
    await page.getByText('陈国华 正在协助你').waitFor();
    expect(await page.getByRole('button', { name: '通过' }).count()).toBe(0);
    await supervisor.picture('85-flow-entrusted');
    await openTask(counter, '请人协助');
    await counter.page.getByText('周建国 请你协助').waitFor();
    await counter.page.getByRole('textbox', { name: '意见' }).fill('单价合适');
    await counter.page.getByRole('button', { name: '建议通过' }).click();
    await counter.page.getByText('意见已交给委派人').first().waitFor();
    await openTask(supervisor, '请人协助');
    expect((await trail(page)).join()).toContain('“主管复核”给出意见');
  });

  test('picks who comes next when he agrees', async () => {
    const { page } = supervisor;
    await sentRequest('选下一步');
    await openTask(supervisor, '选下一步');
    await page.getByRole('button', { name: '通过' }).click();
    const dialog = page.getByRole('dialog', { name: '通过' });
    await dialog.getByRole('button', { name: '通过' }).click();
    await dialog.getByText('请选择“财务审批”由谁处理').waitFor();
    await pick(dialog, '财务', '孙晓梅');
    await dialog.getByRole('button', { name: '通过' }).click();
    await page.getByText('已通过').first().waitFor();
    await openTask(accountant, '选下一步');
  });

  test('returns a document to the step that he chooses, for a reason, and says how it goes on', async () => {
    const { page } = accountant;
    const id = await sentRequest('退回复核');
    await doWithTask('zhoujianguo', id, 'approve', { chosen: { approve: [ids['sunxiaomei']] } });
    await openTask(accountant, '退回复核');
    const dialog = await ask(page, '退回');
    await dialog.getByRole('button', { name: '退回' }).click();
    await dialog.getByText('请选择一个步骤').waitFor();
    await dialog.getByRole('radio', { name: /主管复核/ }).check();
    await dialog.getByRole('radio', { name: /直达我这里/ }).check();
    await dialog.getByRole('textbox', { name: '原因' }).fill('请补比价说明');
    await accountant.keep('86-flow-return');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: '退回' }).click();
    await page.getByText('已退回').first().waitFor();
    await openTask(supervisor, '退回复核');
    await supervisor.page.getByText('从“财务审批”退回到“主管复核”').waitFor();
    await supervisor.page.getByText('请补比价说明').waitFor();
  });

  test('takes his answer back from what he has done', async () => {
    const { page } = supervisor;
    const id = await sentRequest('批了又取回');
    await doWithTask('zhoujianguo', id, 'approve', { chosen: { approve: [ids['sunxiaomei']] } });
    await openTask(supervisor, '批了又取回', 'done');
    const dialog = await ask(page, '取回');
    await dialog.getByRole('button', { name: '取回' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await openTask(supervisor, '批了又取回');
    expect((await trail(page)).join()).toContain('取回“主管复核”的意见');
  });
});

describe('on a document in its flow', () => {
  test('a comment tells those whom it names after an @', async () => {
    const { page } = supervisor;
    const id = await sentRequest('有人评论');
    await openTask(supervisor, '有人评论');
    await page.getByRole('textbox', { name: '评论' }).click();
    await page.keyboard.type('@lj');
    await page.getByRole('option', { name: '李娟' }).or(page.locator('.rt-mention')).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('报价单请补一下');
    await page.getByRole('button', { name: '发表' }).click();
    await page.getByText('@李娟 报价单请补一下').waitFor();
    const told = async () => JSON.stringify((await clerk.get('/notifications')).body.data);
    await eventually(told, (notifications) => notifications.includes(id));
  });

  test('an answer to a document that has changed shows what changed, and goes out once that was seen', async () => {
    const { page } = supervisor;
    const id = await sentRequest('开着的时候变了', 'zhoujianguo', 'chenguohua');
    await openTask(supervisor, '开着的时候变了');
    await doWithTask('chenguohua', id, 'approve', {
      chosen: { approve: [ids['sunxiaomei']] },
      record: { comparison: '三家比价，取最低' },
    });
    supervisor.expectRefusal(412, /\/actions\/approve$/);
    await page.getByRole('button', { name: '通过' }).click();
    const dialog = page.getByRole('dialog', { name: '通过' });
    await pick(dialog, '孙', '孙晓梅');
    await dialog.getByRole('button', { name: '通过' }).click();
    await page.getByText(/陈国华 .* 改了 1 处/).waitFor();
    await page.getByText('三家比价，取最低').first().waitFor();
    await supervisor.keep('87-flow-changed');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '看过了，按新内容处理' }).click();
    await page.getByRole('button', { name: '通过' }).click();
    await page.getByText('已通过').first().waitFor();
  });

  test('a deputy sees for whom he acts, and the principal looks on', async () => {
    const principal = await engine.signIn('zhoujianguo');
    const rule = await principal.post('/deputies', {
      deputy: ids['wuguodong'],
      from: '2020-01-01T00:00:00Z',
    });
    expect(rule.status).toBe(201);
    await sentRequest('代理的申请');
    const deputy = await Visit.open(browser, engine, { login: 'wuguodong' });
    await openTask(deputy, '代理的申请');
    await deputy.page.getByText('你代 周建国 处理').waitFor();
    await taskLink(deputy.page, '代 周建国').first().waitFor();
    await openTask(supervisor, '代理的申请', 'entrusted');
    await supervisor.page.getByText('吴国栋 正在代你处理').waitFor();
    expect(deputy.faults()).toEqual([]);
    await deputy.close();
    await principal.delete(`/deputies/${String(rule.body['id'])}`);
  });
});

test('several tasks are approved with one comment; the one that somebody was faster with says why', async () => {
  const { page } = accountant;
  for (const title of ['批量一', '批量二', '批量三']) {
    const id = await sentRequest(title);
    await doWithTask('zhoujianguo', id, 'approve', { chosen: { approve: [ids['sunxiaomei']] } });
  }
  await accountant.go('/inbox');
  for (const title of ['批量一', '批量二', '批量三'])
    await page.getByRole('checkbox', { name: `选择 ${title}` }).check();
  await page.getByText('已选 3 项').waitFor();
  await accountant.keep('88-flow-batch-chosen');
  const client = await engine.signIn('sunxiaomei');
  const { data } = (await client.get('/tasks?state=open')).body;
  const second = data.find(({ recordTitle }) => recordTitle === '批量二');
  expect((await client.post(`/tasks/${String(second?.['id'])}/actions/approve`)).status).toBe(200);
  accountant.expectRefusal(409, /\/actions\/approve$/);
  await page.getByRole('button', { name: '通过 3 项' }).click();
  const dialog = page.getByRole('dialog', { name: '批量通过 3 项' });
  await dialog.getByRole('textbox', { name: /^共同意见/ }).fill('年底集中采购，同意');
  await dialog.getByRole('button', { name: '通过 3 项' }).click();
  await dialog.getByText('已通过 2 项，1 项没有通过').waitFor();
  await dialog.getByText('这项待办已经处理过了').waitFor();
  await accountant.keep('89-flow-batch-done');
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: '完成' }).click();
  await taskLink(page, '批量').first().waitFor({ state: 'detached' });
});

test('on a phone every step is behind one button, and its dialog fills the width', async () => {
  await sentRequest('手机上转办');
  const phone = await Visit.open(browser, engine, { login: 'zhoujianguo', size: PHONE });
  const { page } = phone;
  await openTask(phone, '手机上转办');
  await page.getByRole('button', { name: '更多处理' }).click();
  await page.getByRole('menuitem', { name: '加签' }).click();
  await page.getByRole('dialog', { name: '加签' }).waitFor();
  await settled(page);
  await phone.keep('90-flow-phone-add-signers');
  expect(await barriers(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(phone.faults()).toEqual([]);
  await phone.close();
});

test('nothing went wrong on any page, and none of them asked another origin', () => {
  expect([keeper, supervisor, counter, accountant].flatMap((visit) => visit.faults())).toEqual([]);
});
