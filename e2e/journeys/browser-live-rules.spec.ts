import type { Browser, Locator, Page } from 'playwright-core';
import { done, refusal } from '../support/api-client.js';
import type { ApiClient, ApiRecord } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { field, lineCell, recordIdOf } from '../support/page-document.js';
import { chooseByTyping, focusedName, tabTo } from '../support/page-keyboard.js';
import { barriers, overflow } from '../support/page-quality.js';
import { PHONE, Visit, settled } from '../support/page-visit.js';
import { ANALYSES, StocktakeJob, version } from '../support/stocktake-job.js';

const REQUESTS = '/forms/purchase_request/records';
const NEW_REQUEST = '/forms/purchase_request/new';
const DAY_MS = 86_400_000;

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let keeper: Visit;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  keeper = await Visit.open(browser, engine, { login: 'lijuan' });
  page = keeper.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** A day of the company's calendar, so many days from today. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
}

/** What a request needs besides what a test is about. */
function requestOf(more: Readonly<Record<string, unknown>> = {}, price = '1.00') {
  return {
    title: 'Restock',
    category: 'dry',
    warehouse: job.warehouse('WH-1'),
    lines: [{ item: job.item('GH-0031'), qty: '1', price }],
    ...more,
  };
}

async function faultsOf(person: ApiClient, values: object): Promise<readonly string[]> {
  return refusal(await person.post(REQUESTS, values)).faults;
}

/** What the page says to people who only hear it. */
function spoken(): Locator {
  return page.locator('.rt-head [role="status"]');
}

async function chooseIn(name: string, option: string): Promise<void> {
  await tabTo(page, name);
  await chooseByTyping(page, option);
}

async function typeInCell(line: number, column: string, text: string): Promise<void> {
  await (await lineCell(page, line, column)).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}

async function storedRequest(): Promise<ApiRecord> {
  return done(await job.keeper.get(`${REQUESTS}/${recordIdOf(page)}`)).record;
}

describe('a request is filled in by keyboard', () => {
  test('a normal one is not asked why, and says so by having no such field', async () => {
    await keeper.go(NEW_REQUEST);
    await tabTo(page, '事由');
    await page.keyboard.type('补货');
    await chooseIn('入库仓库', '一号仓');
    await chooseIn('物料类别', '干货');
    expect(await field(page, '急件原因').count()).toBe(0);
    expect(await field(page, '比价说明').count()).toBe(0);
    expect(await field(page, '需要日期').getByRole('textbox').getAttribute('aria-required')).toBeNull();
    await keeper.keep('50-request-normal');
  });

  test('an urgent one is asked why and by when at once, and the keyboard stays where it was', async () => {
    await tabTo(page, '紧急程度');
    const before = await field(page, '紧急程度').boundingBox();
    await chooseByTyping(page, '急件');
    await field(page, '急件原因').waitFor();
    expect(await focusedName(page)).toBe('紧急程度');
    expect(await field(page, '紧急程度').boundingBox()).toEqual(before);
    const reason = field(page, '急件原因').getByRole('textbox');
    expect(await reason.getAttribute('aria-required')).toBe('true');
    expect(await field(page, '需要日期').getByRole('textbox').getAttribute('aria-required')).toBe('true');
    expect(await spoken().innerText()).toBe('出现了：急件原因。 现在必填：急件原因、需要日期。');
    expect(await barriers(page)).toEqual([]);
    await keeper.keep('51-request-urgent');
  });

  test('what is urgent and far away is pointed out while it is typed, and taken back', async () => {
    await tabTo(page, '需要日期');
    await page.keyboard.type(dayFromNow(8));
    await page.keyboard.press('Enter');
    await field(page, '需要日期').getByText('7 天以后才要，可以按普通申请走。').waitFor();
    expect(await spoken().innerText()).toBe('7 天以后才要，可以按普通申请走。');
    await keeper.keep('52-request-warned');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(dayFromNow(2));
    await page.keyboard.press('Enter');
    await field(page, '需要日期').getByText('7 天以后才要').waitFor({ state: 'detached' });
  });

  test('frozen goods choose their van and keep it; dry goods leave two ways', async () => {
    await tabTo(page, '物料类别', 'back');
    await chooseByTyping(page, '冻品');
    await field(page, '运输方式').getByText('冷冻车').waitFor();
    expect(await field(page, '运输方式').getByRole('combobox').count()).toBe(0);
    await keeper.keep('53-request-frozen');
    await chooseByTyping(page, '干货');
    await field(page, '运输方式').getByText('常温车').waitFor();
    await tabTo(page, '运输方式');
    await page.keyboard.press('ArrowDown');
    const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
    await offered.first().waitFor();
    expect(await offered.allInnerTexts()).toEqual(['常温车', '自提']);
    await page.keyboard.press('Escape');
  });

  test('amounts follow each key, and a large sum asks for the offers', async () => {
    await page.getByRole('button', { name: '添加一行' }).click();
    await page.keyboard.type('TW-0108');
    await page.getByRole('option', { name: /TW-0108/ }).waitFor();
    await page.keyboard.press('Enter');
    await typeInCell(1, '数量', '3.333');
    await (await lineCell(page, 1, '预计单价')).click();
    await page.keyboard.type('1');
    expect(await (await lineCell(page, 1, '金额')).innerText()).toBe('3.33');
    await page.keyboard.type('.234567');
    expect(await (await lineCell(page, 1, '金额')).innerText()).toBe('4.11');
    await page.keyboard.press('Tab');
    expect(await field(page, '预计金额').innerText()).toContain('4.11');
    expect(await field(page, '比价说明').count()).toBe(0);
    await typeInCell(1, '预计单价', '15001.500151');
    await field(page, '比价说明').waitFor({ state: 'detached' });
    expect(await field(page, '预计金额').innerText()).toContain('50,000.00');
    await typeInCell(1, '预计单价', '15001.501951');
    await field(page, '比价说明').waitFor();
    expect(await field(page, '比价说明').getByRole('textbox').getAttribute('aria-required')).toBe('true');
    await keeper.keep('54-request-large');
  });

  test('an item of another category is known by looking at the item itself', async () => {
    const cell = await lineCell(page, 1, '物料');
    await expect(cell.getAttribute('class')).resolves.toMatch(/warn/);
    await cell.hover();
    await page.getByText('这个物料不属于本单的类别').first().waitFor();
    await keeper.keep('55-request-other-category');
  });

  test('saved without what rules ask for it is refused at the field, with nothing lost', async () => {
    keeper.expectRefusal(422, /purchase_request\/records$/);
    await page.keyboard.press('Control+S');
    await field(page, '急件原因')
      .getByText(/还没有填/)
      .waitFor();
    expect(await focusedName(page)).toBe('急件原因');
    await keeper.keep('56-request-refused');
    await page.keyboard.type('今晚断货，门店停售');
    await tabTo(page, '比价说明');
    await page.keyboard.type('三家报价，选最低。');
    await page.keyboard.press('Control+S');
    await page.waitForURL(/purchase_request\/records?\/|purchase_request\/[0-9a-f-]{36}$/);
    await settled(page);
  });

  test('the server has the very numbers that the page showed', async () => {
    const record = await storedRequest();
    expect(record).toMatchObject({ amount: '50000.01', transport: 'ambient', urgency: 'urgent' });
    expect(record.lines[0]).toMatchObject({ qty: '3.333', price: '15001.501951', amount: '50000.01' });
    expect(keeper.faults()).toEqual([]);
  });
});

describe('the server asks what the form asks', () => {
  test('for the reason and the day of an urgent request, and for the offers of a large one', async () => {
    const urgent = await faultsOf(job.keeper, requestOf({ urgency: 'urgent' }));
    expect([...urgent].sort()).toEqual(['#/needed_on required', '#/urgent_reason required']);
    expect(await faultsOf(job.keeper, requestOf({}, '50000.01'))).toEqual(['#/comparison required']);
    done(await job.keeper.post(REQUESTS, requestOf({}, '50000.00')));
  });

  test('a normal request is not asked for what its form hides', async () => {
    const { record } = done(await job.keeper.post(REQUESTS, requestOf()));
    expect(record).toMatchObject({ transport: 'ambient', urgency: 'normal' });
  });

  test('a van that the goods do not allow is put right on creating, and refused afterwards', async () => {
    const dry = done(await job.keeper.post(REQUESTS, requestOf({ transport: 'chilled' }))).record;
    expect(dry['transport']).toBe('ambient');
    const other = await job.keeper.patch(`${REQUESTS}/${dry.id}`, { transport: 'chilled' }, version(dry));
    expect(refusal(other).faults).toEqual(['#/transport choice_unknown']);
    const frozen = { item: job.item('DJ-0011'), qty: '1', price: '1.00' };
    const { record } = done(
      await job.keeper.post(
        REQUESTS,
        requestOf({ category: 'frozen', transport: 'pickup', lines: [frozen] }),
      ),
    );
    expect(record['transport']).toBe('frozen');
    const changed = await job.keeper.patch(
      `${REQUESTS}/${record.id}`,
      { transport: 'ambient' },
      version(record),
    );
    expect(refusal(changed).faults).toEqual(['#/transport field_locked_by_rule']);
  });

  test('an item of another category is pointed out by the server in the same words', async () => {
    const answer = done(await job.keeper.post(REQUESTS, requestOf({ category: 'frozen' })));
    expect(answer['notes']).toEqual([
      expect.objectContaining({ pointer: '#/lines/0/item', detail: expect.stringContaining('category') }),
    ]);
  });
});

describe('on a phone', () => {
  let phone: Visit;

  beforeAll(async () => {
    phone = await Visit.open(browser, engine, { login: 'lijuan', size: PHONE });
  });

  afterAll(() => phone.close());

  test('fields come and go as at the desk, nothing is wider than the page and nothing bars anybody', async () => {
    const small = phone.page;
    await phone.go(NEW_REQUEST);
    expect(await field(small, '急件原因').count()).toBe(0);
    await tabTo(small, '物料类别');
    await chooseByTyping(small, '冻品');
    await field(small, '运输方式').getByText('冷冻车').waitFor();
    await tabTo(small, '紧急程度');
    await chooseByTyping(small, '急件');
    await field(small, '急件原因').waitFor();
    expect(await focusedName(small)).toBe('紧急程度');
    await tabTo(small, '需要日期');
    await small.keyboard.type(dayFromNow(9));
    await small.keyboard.press('Enter');
    await field(small, '需要日期').getByText('7 天以后才要').waitFor();
    await settled(small);
    expect(await overflow(small)).toBe(0);
    expect(await barriers(small)).toEqual([]);
    await phone.keep('57-request-phone');
    expect(phone.faults()).toEqual([]);
  });
});

describe('why rules did something or not', () => {
  let path: string;

  beforeAll(async () => {
    const { record } = done(
      await job.keeper.post(
        REQUESTS,
        requestOf({ urgency: 'urgent', urgent_reason: 'Out of stock', needed_on: dayFromNow(9) }),
      ),
    );
    path = `/forms/purchase_request/${record.id}`;
  });

  async function openRules(visit: Visit, panel: string, history: string, why: string): Promise<Locator> {
    await visit.go(path);
    const tab = visit.page.getByRole('tab', { name: history });
    if (!(await tab.isVisible())) await visit.page.getByRole('button', { name: panel }).first().click();
    await tab.focus();
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('button', { name: why }).focus();
    await visit.page.keyboard.press('Enter');
    const list = visit.page.locator('.rt-rules');
    await list.waitFor();
    await settled(visit.page);
    return list;
  }

  /** A rule of the list by its title. */
  function told(list: Locator, title: string): Locator {
    return list.locator('> li').filter({ hasText: title }).first();
  }

  test('is told below the history, opened by keyboard, with every value and the comparison that decided', async () => {
    const list = await openRules(keeper, '流转、凭证与变更', '变更史', '规则为什么这样处理');
    const soon = told(list, '急件要得不急');
    expect(await soon.innerText()).toMatch(/触发[\s\S]*规则“急件要得不急”触发了/);
    await soon.locator('summary').focus();
    await page.keyboard.press('Enter');
    const deciding = soon.locator('.is-deciding');
    await deciding.waitFor();
    expect(await deciding.innerText()).toMatch(/相差天数[\s\S]*9[\s\S]*大于\s*7[\s\S]*由这一条决定/);
    expect(await soon.innerText()).toMatch(/紧急程度 急件/);
    const frozen = told(list, '冻品走冷冻车');
    await frozen.locator('summary').click();
    expect(await frozen.innerText()).toMatch(/不满足[\s\S]*物料类别 干货[\s\S]*等于 冻品/);
    expect(await barriers(page)).toEqual([]);
    await keeper.keep('58-rules-told');
  });

  test('on a phone, in English and in dark colours, too', async () => {
    const phone = await Visit.open(browser, engine, {
      login: 'lijuan',
      language: 'en',
      size: PHONE,
      scheme: 'dark',
    });
    const list = await openRules(phone, 'Flow, vouchers and changes', 'Changes', 'Why rules did this');
    const soon = told(list, 'Urgent, but not soon');
    await soon.locator('summary').click();
    expect(await soon.locator('.is-deciding').innerText()).toMatch(/is more than\s*7/);
    expect(await overflow(phone.page)).toBe(0);
    expect(await barriers(phone.page)).toEqual([]);
    await phone.keep('59-rules-told-en');
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });
});

describe('the designer', () => {
  test('reads a rule over a form whose numbers come from named formulas', async () => {
    const designer = await Visit.open(browser, engine, { login: 'hejing' });
    await designer.go('/designer/rules/account_difference_alert');
    await designer.page.getByText(/^当“对账核对单”执行“核对”时，如果/).waitFor();
    expect(designer.faults()).toEqual([]);
    await designer.close();
  });
});

/** Rules over the analysis that closes a task: one about its own field, one that looks at the place. */
const ANALYSIS_RULES = [
  {
    key: 'damage_names_department',
    title: { 'zh-CN': '破损写明部门', en: 'Damage names its department' },
    phase: 'derive',
    condition: { '==': [{ var: 'reason' }, 'damage'] },
    actions: [
      { id: 'show', type: 'setVisible', fields: ['responsible_department'], value: true },
      { id: 'ask', type: 'setRequired', fields: ['responsible_department'], value: true },
    ],
    else: [{ id: 'hide', type: 'setVisible', fields: ['responsible_department'], value: false }],
  },
  {
    key: 'supervisor_is_responsible',
    title: { 'zh-CN': '主管自己负责', en: 'The supervisor is responsible' },
    phase: 'validate',
    condition: { '==': [{ var: 'responsible_person' }, { var: 'warehouse.supervisor' }] },
    actions: [
      {
        id: 'tell',
        type: 'warn',
        field: 'responsible_person',
        message: {
          'zh-CN': '责任人是本仓主管，请上级复核。',
          en: 'The supervisor of this place is responsible.',
        },
      },
    ],
  },
].map((rule) => ({
  kind: 'rule',
  format: 1,
  form: 'stock_difference_analysis',
  enabled: true,
  trigger: { on: ['create', 'update'], where: 'both' },
  priority: 100,
  ...rule,
}));

async function publish(rules: typeof ANALYSIS_RULES): Promise<void> {
  const designer = await Visit.open(browser, engine, { login: 'hejing' });
  const headers = { 'x-requested-with': 'dougong' };
  const { request } = designer.context;
  for (const rule of rules) {
    const data = { definition: rule };
    const stored = await request.put(`/api/v1/drafts/rule/${rule.key}`, { headers, data });
    expect([stored.status(), await stored.text()]).toEqual([200, expect.anything()]);
  }
  const published = await request.post('/api/v1/publish', { headers, data: {} });
  expect([published.status(), await published.text()]).toEqual([201, expect.anything()]);
  await designer.close();
}

describe('the form in the inbox', () => {
  let supervisor: Visit;
  let inbox: Page;
  let analysis: string;

  beforeAll(async () => {
    await publish(ANALYSIS_RULES);
    ({ analysis } = await job.waitingDifference('WH-1', { 'SB-0001': '-1' }));
    supervisor = await Visit.open(browser, engine, { login: 'zhoujianguo' });
    inbox = supervisor.page;
    const { record } = done(await job.supervisor.get(`${ANALYSES}/${analysis}`));
    await supervisor.go('/inbox');
    const list = inbox.getByRole('region', { name: '待办列表' });
    await list.getByRole('link', { name: record.no }).first().click();
    await settled(inbox);
  });

  test('shows and asks for a field as soon as the answer before it wants it', async () => {
    await field(inbox, '差异原因').waitFor();
    expect(await field(inbox, '责任部门').count()).toBe(0);
    await tabTo(inbox, '差异原因');
    await chooseByTyping(inbox, '物料损坏');
    await field(inbox, '责任部门').waitFor();
    expect(await focusedName(inbox)).toBe('差异原因');
    const asked = field(inbox, '责任部门').getByRole('textbox');
    expect(await asked.getAttribute('aria-required')).toBe('true');
  });

  test('warns of what it finds behind a reference', async () => {
    await tabTo(inbox, '责任人');
    await chooseByTyping(inbox, '周建国');
    await field(inbox, '责任人').getByText('责任人是本仓主管，请上级复核。').waitFor();
    expect(await barriers(inbox)).toEqual([]);
    await supervisor.keep('60-inbox-rules');
  });

  test('closes the task only with what the rule asks for, and says what was warned of', async () => {
    await tabTo(inbox, '改进措施');
    await inbox.keyboard.type('加固货架');
    await inbox.getByRole('button', { name: /办结/ }).click();
    await field(inbox, '责任部门')
      .getByText(/还没有填/)
      .waitFor();
    expect(await focusedName(inbox)).toBe('责任部门');
    await inbox.keyboard.type('仓储部');
    await inbox.getByRole('button', { name: /办结/ }).click();
    const messages = inbox.locator('.ant-message');
    await messages.getByText(/已办结/).waitFor();
    await messages.getByText('责任人是本仓主管，请上级复核。').waitFor();
    const { record } = done(await job.supervisor.get(`${ANALYSES}/${analysis}`));
    expect(record).toMatchObject({ status: 'closed', responsible_department: '仓储部' });
    expect(supervisor.faults()).toEqual([]);
  });
});
