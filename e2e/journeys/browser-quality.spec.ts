import type { Browser } from 'playwright-core';
import { done } from '../support/api-client.js';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers, chineseTexts, libraryTexts, overflow } from '../support/page-quality.js';
import { DESK, PHONE, Visit, settled } from '../support/page-visit.js';
import type { PageLanguage, PageScheme } from '../support/page-visit.js';
import { DIFFERENCES, StocktakeJob } from '../support/stocktake-job.js';

/** A page with who looks at it, and what is pressed there first. */
interface Place {
  readonly name: string;
  readonly login?: string;
  readonly path: string;
  /** What stands there in either language: a page that is not the one meant has no faults either. */
  readonly shows: RegExp;
  readonly ready?: (visit: Visit) => Promise<unknown>;
}

const SIZES = [DESK, PHONE];
const LANGUAGES: readonly PageLanguage[] = ['zh-CN', 'en'];

let engine: EngineProcess;
let browser: Browser;
let places: readonly Place[];
/** Names of people, goods and places: data stays in the language it was typed in. */
let data: RegExp;

beforeAll(async () => {
  [engine, browser] = await Promise.all([EngineProcess.start(), launchBrowser()]);
  const job = await StocktakeJob.open(engine);
  const posted = await job.waitingForDirector('WH-1', { 'SB-0004': '-1', 'BZ-0201': '-1', 'MF-0012': '2' });
  done(await job.director.post(`/tasks/${posted.task}/actions/approve`));
  const running = await job.waitingDifference('WH-1', { 'SB-0001': '-1' });
  const draft = await job.countWith('WH-3', { 'SB-0001': '-1' });
  const names = await Promise.all(
    [
      job.admin.get('/users'),
      job.admin.get('/forms/item/records?limit=200'),
      job.admin.get('/forms/warehouse/records'),
    ].map(async (answer) =>
      done(await answer).data.flatMap((row) => [row['name'], row['spec'], row['unit']]),
    ),
  );
  const designer = await engine.signIn('hejing');
  const rule = done(await designer.get('/definitions/rule/stock_adjustment'));
  const tests = (rule['tests'] as readonly { readonly name: string }[]).map(({ name }) => name);
  const words = [...names.flat(), ...tests].filter(
    (word): word is string => typeof word === 'string' && word !== '',
  );
  const escaped = [...new Set([...words, '中文', '区'])]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // The brand and the avatar show one character of a name.
  data = new RegExp([...escaped, '^[\\u4e00-\\u9fff](?=\\s|$)', '[李陈马周吴赵孙何刘系]'].join('|'));
  const balance = (visit: Visit) =>
    visit.page
      .getByRole('row', { name: /SB-0004/ })
      .first()
      .getByRole('button')
      .first()
      .click();
  places = [
    { name: 'sign-in', shows: /登录|Sign in/i, path: '/sign-in' },
    { name: 'home', shows: /PC-\d+/i, login: 'zhoujianguo', path: '/' },
    { name: 'list', shows: /PD-\d+/i, login: 'lijuan', path: '/forms/stocktake' },
    {
      name: 'list without a match',
      shows: /没有符合筛选的记录|No record matches/i,
      login: 'lijuan',
      path: '/forms/stocktake?status.eq=discarded',
    },
    {
      name: 'empty list',
      shows: /还没有|No .* yet|Nothing here/i,
      login: 'matao',
      path: '/forms/stocktake?list=reviewing',
    },
    { name: 'master list', shows: /SB-0001/i, login: 'hejing', path: '/forms/item' },
    {
      name: 'new document',
      shows: /新建盘点单|New stocktake/i,
      login: 'lijuan',
      path: '/forms/stocktake/new',
    },
    { name: 'document being typed', shows: /PD-\d+/i, login: 'lijuan', path: `/forms/stocktake/${draft.id}` },
    {
      name: 'running document',
      shows: /审批中|In approval/i,
      login: 'lijuan',
      path: `${DIFFERENCES.replace('/records', '')}/${running.difference}`,
    },
    {
      name: 'posted document',
      shows: /已记账|Posted/i,
      login: 'sunxiaomei',
      path: `/forms/stock_difference/${posted.difference}`,
    },
    { name: 'master record', shows: /SB-0001/i, login: 'hejing', path: `/forms/item/${job.item('SB-0001')}` },
    { name: 'inbox', shows: /PC-\d+/i, login: 'zhoujianguo', path: '/inbox' },
    { name: 'empty inbox', shows: /没有等你处理的事|Nothing waits/i, login: 'liuqiang', path: '/inbox' },
    { name: 'balances', shows: /SB-0004/i, login: 'sunxiaomei', path: '/registers/stock_value' },
    {
      name: 'why this number',
      shows: /为什么是这个数|Why/i,
      login: 'sunxiaomei',
      path: '/registers/stock_value',
      ready: balance,
    },
    { name: 'vouchers', shows: /PC-\d+/i, login: 'sunxiaomei', path: '/vouchers' },
    {
      name: 'nothing here',
      shows: /这里没有可看的内容|nothing to see here/i,
      login: 'liuqiang',
      path: '/nowhere',
    },
    { name: 'designer sign-in', shows: /登录设计器|Sign in/i, path: '/designer/' },
    {
      name: 'designer list',
      shows: /盘点差异处理流程|Stock difference handling/i,
      login: 'hejing',
      path: '/designer/flows',
    },
    {
      name: 'designer canvas',
      shows: /财务总监审批|Finance director approves/i,
      login: 'hejing',
      path: '/designer/flows/stock_difference_handling',
    },
    {
      name: 'designer node',
      shows: /现在会是谁|Who/i,
      login: 'hejing',
      path: '/designer/flows/stock_difference_handling',
      ready: openNode,
    },
    {
      name: 'designer rules',
      shows: /库存自动调整|Automatic stock adjustment/i,
      login: 'hejing',
      path: '/designer/rules',
    },
    {
      name: 'designer rule',
      shows: /库存自动调整|Automatic stock adjustment/i,
      login: 'hejing',
      path: '/designer/rules/stock_adjustment',
    },
    {
      name: 'designer publish',
      shows: /没有等待发布的更改|Nothing waits to be published/i,
      login: 'hejing',
      path: '/designer/publish',
    },
    { name: 'releases', shows: /第 1 版|1/i, login: 'hejing', path: '/designer/releases' },
  ];
});

afterAll(async () => {
  await browser?.close();
  await engine?.dispose();
});

async function openNode({ page }: Visit): Promise<void> {
  await page
    .getByRole('group', { name: /财务总监审批|Finance director approves/ })
    .or(page.getByRole('button', { name: /财务总监审批|Finance director approves/ }))
    .first()
    .click();
}

interface Findings {
  readonly barriers: string[];
  readonly overflow: string[];
  readonly chinese: string[];
  readonly english: string[];
  readonly errors: string[];
  readonly stray: string[];
}

/** Walks through all pages in one language and size with one context for each person. */
async function inspect(
  language: PageLanguage,
  size: typeof DESK | typeof PHONE,
  scheme: PageScheme = 'light',
): Promise<Findings> {
  const found: Findings = { barriers: [], overflow: [], chinese: [], english: [], errors: [], stray: [] };
  const visits = new Map<string, Visit>();
  for (const { name, login, path, shows, ready } of places) {
    const visit =
      visits.get(login ?? '') ??
      (await Visit.open(browser, engine, {
        language,
        size,
        scheme,
        ...(login === undefined ? {} : { login }),
      }));
    visits.set(login ?? '', visit);
    await visit.go(path);
    await ready?.(visit);
    await visit.page.locator('body').getByText(shows).first().waitFor({ state: 'attached' });
    await settled(visit.page);
    expect(await visit.page.locator('html').getAttribute('lang')).toBe(language);
    found.barriers.push(...(await barriers(visit.page)).map((fault) => `${name}: ${fault}`));
    const excess = await overflow(visit.page);
    if (excess > 0) found.overflow.push(`${name}: ${excess} px too wide`);
    if (language === 'en')
      found.chinese.push(...(await chineseTexts(visit.page, data)).map((text) => `${name}: ${text}`));
    else found.english.push(...(await libraryTexts(visit.page)).map((text) => `${name}: ${text}`));
    if (scheme === 'dark' && size === DESK) await visit.keep(`dark-${name.replaceAll(' ', '-')}`);
    if (scheme === 'light' && size === PHONE && language === 'zh-CN')
      await visit.keep(`page-${name.replaceAll(' ', '-')}`);
  }
  for (const visit of visits.values()) {
    found.errors.push(...visit.errors);
    found.stray.push(...visit.strayRequests);
    await visit.close();
  }
  return found;
}

const CLEAN: Findings = { barriers: [], overflow: [], chinese: [], english: [], errors: [], stray: [] };

describe.each(LANGUAGES)('every page, in %s', (language) => {
  test.each(SIZES)(
    'at $width px has no barrier, no overflow, no error and asks no other origin',
    async (size) => {
      expect(await inspect(language, size)).toEqual(CLEAN);
    },
    240_000,
  );
});

describe('every page in dark colours', () => {
  test.each(SIZES)(
    'at $width px has no barrier and no error either',
    async (size) => {
      expect(await inspect('zh-CN', size, 'dark')).toEqual(CLEAN);
    },
    240_000,
  );
});
