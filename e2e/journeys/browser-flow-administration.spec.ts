import type { Browser, Locator, Page } from 'playwright-core';
import { done, refusal } from '../support/api-client.js';
import type { ApiClient } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { PHONE, Visit, settled } from '../support/page-visit.js';
import { StocktakeJob } from '../support/stocktake-job.js';

const REQUESTS = '/forms/purchase_request/records';
const FLOW = 'purchase_approval';
/** Names and titles of the demo data. */
const DATA =
  /补货[一二三]|系统管理员|吴国栋|周建国|李娟|高志远|何静|赵丽萍|孙晓梅|陈国华|刘强|马涛|邓磊|林晓燕|徐海峰|^系$|华东区|出差|改由小组复核/u;

let engine: EngineProcess;
let browser: Browser;
let job: StocktakeJob;
let admin: Visit;
let page: Page;
/** Numbers of requests under way, the oldest first. */
const sent: string[] = [];

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  job = await StocktakeJob.open(engine);
  for (const title of ['补货一', '补货二', '补货三']) sent.push(await request(title));
  await done(await job.admin.patch(`/users/${job.user('wuguodong')}`, { active: false }));
  admin = await Visit.open(browser, engine, { login: 'admin' });
  page = admin.page;
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

/** A request of the keeper that waits for both supervisors. */
async function request(title: string): Promise<string> {
  const values = {
    title,
    category: 'dry',
    warehouse: job.warehouse('WH-1'),
    lines: [{ item: job.item('GH-0031'), qty: '1', price: '1.00' }],
  };
  const { record } = done(await job.keeper.post(REQUESTS, values));
  done(await job.keeper.post(`${REQUESTS}/${record.id}/actions/submit`, {}));
  return String(record.no);
}

interface Instance {
  readonly id: string;
  readonly flow: { readonly release: number };
  readonly record: { readonly code: string };
  readonly status: string;
}

async function instanceOf(no: string | undefined): Promise<Instance> {
  const answer = await job.admin.get('/flow-instances?limit=200');
  const { data } = answer.body as unknown as { data: readonly Instance[] };
  const found = data.find(({ record }) => record.code === no);
  if (!found) throw new Error(`${no} has no flow under way`);
  return found;
}

function dialog(): Locator {
  return page.getByRole('dialog');
}

/** Chooses what a list offers under a name. */
async function choose(name: string, option: string): Promise<void> {
  await dialog().getByRole('combobox', { name }).click();
  await page.keyboard.type(option);
  await page.locator('.ant-select-dropdown:visible').getByText(option).first().click();
}

async function giveReason(reason: string): Promise<void> {
  await dialog().getByRole('textbox', { name: '原因' }).fill(reason);
}

describe('an administrator of flows', () => {
  test('finds what waits for people who have left, with the cause in words', async () => {
    await admin.go('/flow-instances');
    await page.getByText('等离岗人员的').click();
    await settled(page);
    const row = page.getByRole('row', { name: new RegExp(sent[0] ?? '') });
    expect(await row.innerText()).toContain('在等已停用的人：吴国栋');
    expect(new URL(page.url()).searchParams.get('view')).toBe('inactive');
    await admin.picture('80-flow-instances');
  });

  test('sees on the drawing and in words how far it is', async () => {
    await page.getByRole('link', { name: sent[0] ?? '', exact: true }).click();
    await page.getByRole('img', { name: '流程图：采购申请审批' }).waitFor();
    const trail = page.getByRole('region', { name: '经过' });
    await trail.getByText('发起').waitFor();
    expect(await trail.innerText()).toMatch(/李娟\s*发起/);
    await admin.picture('81-flow-instance');
  });

  test('must say why before the to-do goes to somebody else', async () => {
    await page.getByRole('button', { name: '改派 吴国栋 的待办' }).click();
    await choose('新的处理人', '赵丽萍');
    await dialog().getByRole('button', { name: '改派', exact: true }).click();
    await dialog().getByText('请写明原因').waitFor();
    await giveReason('已离岗');
    await dialog().getByRole('button', { name: '改派', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    const trail = page.getByRole('region', { name: '经过' });
    await trail.getByText('由吴国栋改派给赵丽萍').waitFor();
    expect(await trail.innerText()).toContain('已离岗');
    expect(await page.getByRole('button', { name: '改派 吴国栋 的待办' }).count()).toBe(0);
  });

  test('is refused where he asked when somebody else was faster, and keeps what he wrote', async () => {
    const { id } = await instanceOf(sent[2]);
    await admin.go(`/flow-instances/${id}`);
    await page.getByRole('button', { name: '作废' }).click();
    await giveReason('重复提交');
    done(await job.admin.post(`/flow-instances/${id}/actions/cancel`, { reason: '先到' }));
    admin.expectRefusal(409, /actions\/cancel$/);
    await dialog().getByRole('button', { name: '作废', exact: true }).click();
    await dialog().getByText('流程已经结束').waitFor();
    expect(await dialog().getByRole('textbox', { name: '原因' }).inputValue()).toBe('重复提交');
    await admin.keep('82-flow-refused');
    await page.keyboard.press('Escape');
  });
});

/** The same flow with its approval under another id: instances that stand there have no counterpart. */
async function publishRenamed(): Promise<void> {
  const { body } = await job.admin.get(`/definitions/flow/${FLOW}`);
  const definition = JSON.parse(
    JSON.stringify(body).replaceAll('"approve"', '"team"').replaceAll('按金额和类别审批', '小组复核'),
  ) as unknown;
  const revision = async () => `"${String((await job.admin.get('/drafts')).body['revision'])}"`;
  const draft = JSON.stringify({ definition });
  done(await job.admin.send('PUT', `/drafts/flow/${FLOW}`, draft, { 'if-match': await revision() }));
  done(await job.admin.post('/publish', { comment: '改由小组复核' }, { 'if-match': await revision() }));
}

describe('a new version of the flow', () => {
  test('is tried on everything under way before anything is written', async () => {
    await publishRenamed();
    await admin.go(`/flow-migrations/${FLOW}`);
    await page.getByRole('button', { name: '预览影响' }).click();
    await page.getByText('2 单不能迁移').waitFor();
    const staying = page.getByRole('region', { name: '留在旧版的单据' });
    expect(await staying.innerText()).toContain('新版本里没有节点对应“按金额和类别审批”');
    expect((await instanceOf(sent[1])).flow.release).toBe(1);
  });

  test('is taken by all of them once it is said which step takes the place of which', async () => {
    await page.getByRole('combobox', { name: /按金额和类别审批/ }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('小组复核').click();
    expect(await page.getByText('2 单不能迁移').count()).toBe(0);
    await page.getByRole('button', { name: '预览影响' }).click();
    await page.getByText('2 单可以迁移').waitFor();
    await admin.keep('83-flow-migration');
    await page.getByRole('textbox', { name: '原因' }).fill('改由小组复核');
    await page.getByRole('button', { name: '迁移 2 单' }).click();
    await page.getByRole('heading', { name: '迁移完成：2 / 2' }).waitFor();
    await admin.keep('84-flow-migrated');
    for (const no of sent.slice(0, 2)) expect((await instanceOf(no)).flow.release).toBe(2);
  });
});

async function figuresFor(person: ApiClient): Promise<{ readonly backlog: number }> {
  const { body } = await person.get(`/flows/${FLOW}/figures`);
  return body['instances'] as { readonly backlog: number };
}

describe('the figures of flows', () => {
  test('lead from a number to the documents behind it', async () => {
    await admin.go('/figures');
    const card = page.getByRole('region', { name: '采购申请审批' });
    const { backlog } = await figuresFor(job.admin);
    await admin.picture('85-flow-figures');
    await card.getByRole('link', { name: `积压 ${backlog} 单` }).click();
    await page.getByRole('heading', { name: '积压的单据' }).waitFor();
    await page.getByRole('row').first().waitFor();
    expect(await page.getByRole('row').count()).toBe(backlog + 1);
  });

  test('show the times of each step as a picture, with a list behind each number', async () => {
    await admin.go(`/figures/${FLOW}`);
    await page.getByRole('heading', { name: '各环节处理时长' }).waitFor();
    await admin.picture('86-flow-figures-one');
    await page.getByText('近 7 天').click();
    await settled(page);
    expect(new URL(page.url()).searchParams.get('from')).not.toBeNull();
    expect(await barriers(page)).toEqual([]);
  });

  test('count for a keeper what he may see, and offer him nothing to administer', async () => {
    const keeper = await Visit.open(browser, engine, { login: 'matao' });
    await keeper.go('/figures');
    const navigation = keeper.page.getByRole('navigation').first();
    expect(await navigation.getByRole('link', { name: '流程监控' }).count()).toBe(0);
    expect(await navigation.getByRole('link', { name: '组织' }).count()).toBe(0);
    await keeper.page.getByRole('link', { name: '积压 0 单' }).first().waitFor();
    await keeper.go('/organisation');
    expect(await keeper.page.getByRole('main').innerText()).not.toContain('高志远');
    expect(keeper.faults()).toEqual([]);
    await keeper.close();
  });
});

describe('the organisation', () => {
  test('gets a department below another one, with a leader', async () => {
    await admin.go('/organisation');
    await page.getByRole('button', { name: /销售部/ }).click();
    await page.getByRole('button', { name: '新增下级' }).click();
    await dialog().getByRole('textbox', { name: '名称（中文）' }).fill('华东区');
    await dialog().getByRole('textbox', { name: '名称（英文）' }).fill('East China');
    expect(await dialog().getByRole('textbox', { name: '编码' }).inputValue()).toBe('east_china');
    await choose('负责人', '刘强');
    await dialog().getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '华东区' }).waitFor();
    await admin.picture('87-organisation');
  });

  test('keeps a department that people are in, and says so where it was asked', async () => {
    await page.getByRole('button', { name: /财务部/ }).click();
    await page.getByRole('button', { name: '删除' }).click();
    admin.expectRefusal(409, /departments\/finance$/);
    await dialog().getByRole('button', { name: '删除' }).click();
    await dialog().getByText('部门里还有 2 人').waitFor();
    await page.keyboard.press('Escape');
  });

  test('tells what hangs on somebody before he is switched off', async () => {
    await admin.go('/organisation?tab=people');
    await page.getByRole('button', { name: '修改 周建国' }).click();
    await dialog().getByRole('switch').click();
    await page.getByRole('heading', { name: '周建国离岗交接' }).waitFor();
    await page.getByRole('heading', { name: /负责的部门/ }).waitFor();
    await settled(page);
    await admin.keep('88-organisation-leaver');
  });
});

describe('deputies', () => {
  test('are named by everybody for himself, and not twice for one time', async () => {
    const keeper = await Visit.open(browser, engine, { login: 'lijuan' });
    const mine = keeper.page;
    await keeper.go('/deputies');
    const name = async () => {
      await mine.getByRole('button', { name: '设置代理' }).first().click();
      await mine.getByRole('dialog').getByRole('combobox', { name: '代理人' }).click();
      await mine.locator('.ant-select-dropdown:visible').getByText('陈国华').first().click();
      await mine.getByRole('dialog').getByRole('textbox', { name: '说明' }).fill('出差');
      await mine.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    };
    await name();
    await mine.getByText('代理中').waitFor();
    await keeper.picture('89-deputies');
    keeper.expectRefusal(422, /deputies$/);
    await name();
    await mine.getByRole('dialog').getByText('这段时间已经有代理人了').waitFor();
    expect(keeper.faults()).toEqual([]);
    await keeper.close();
  });
});

describe('what flows go by', () => {
  test('a month tells holidays and days worked in exchange from ordinary days', async () => {
    await admin.go('/calendars');
    await page.getByRole('button', { name: /10-01/ }).click();
    await page.getByRole('heading', { name: '2026 年 10 月' }).waitFor();
    const cell = (text: string) => page.getByRole('cell').filter({ hasText: text }).first();
    expect(await cell('国庆节').innerText()).toContain('休息');
    expect(await cell('国庆节调休').innerText()).toContain('8 小时');
    await admin.picture('90-calendar');
  });

  test('a flow can be put on paper: the map without anything around it', async () => {
    await admin.go('/flow-maps/stock_difference_handling');
    const director = page.getByRole('row', { name: /财务总监审批/ });
    expect(await director.innerText()).toMatch(/财务总监[\s\S]*差异总额[\s\S]*审批结论[\s\S]*48 小时/);
    await admin.picture('91-flow-map');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.getByRole('table').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });
});

describe('every page of the administration', () => {
  const pages = [
    '/flow-instances',
    '/figures',
    `/figures/${FLOW}/instances?figure=started`,
    `/flow-migrations/${FLOW}`,
    '/organisation',
    '/organisation?tab=people',
    '/organisation?tab=posts',
    '/organisation?tab=roles',
    '/deputies',
    '/calendars',
    `/flow-maps/${FLOW}`,
  ];

  async function faultsOf(visit: Visit, path: string): Promise<readonly string[]> {
    await visit.go(path);
    return [
      ...(await barriers(visit.page)),
      ...((await overflow(visit.page)) > 0 ? [`wider than its window`] : []),
    ].map((fault) => `${path}: ${fault}`);
  }

  test('can be used by everybody at a desk in Chinese', async () => {
    const faults: string[] = [];
    for (const path of pages)
      faults.push(...(await faultsOf(admin, path)), ...(await libraryTexts(admin.page)));
    expect(faults).toEqual([]);
  });

  test('can be used by everybody on a phone in English', async () => {
    const phone = await Visit.open(browser, engine, { login: 'admin', language: 'en', size: PHONE });
    const faults: string[] = [];
    for (const path of pages)
      faults.push(...(await faultsOf(phone, path)), ...(await chineseTexts(phone.page, DATA)));
    expect(faults).toEqual([]);
    expect(phone.faults()).toEqual([]);
    await phone.close();
  });

  test('says in words that there is nothing, or that it is not yours to see', async () => {
    await admin.go('/flow-instances?view=overdue');
    await page.getByRole('heading', { name: '没有超时的流程' }).waitFor();
    admin.expectRefusal(404, /flow-instances\//);
    await admin.go('/flow-instances/00000000-0000-4000-8000-000000000000');
    await page.getByRole('heading', { name: '这里没有可看的内容' }).waitFor();
    expect(admin.faults()).toEqual([]);
  });
});

test('others are told nothing about instances that are not theirs to look after', async () => {
  const { id } = await instanceOf(sent[0]);
  expect(refusal(await job.keeper.get(`/flow-instances/${id}`)).status).toBe(403);
});
