import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { EngineProcess } from '../support/engine.js';
import { barriers } from '../support/page-quality.js';
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

/** A rule that copies one field of the count into another before it is saved. */
function copyRule(key: string, title: string, from: string, into: string) {
  return {
    kind: 'rule',
    format: 1,
    key,
    title: { 'zh-CN': title, en: key },
    form: 'stocktake',
    enabled: true,
    trigger: { on: ['update'] },
    phase: 'derive',
    priority: 50,
    condition: true,
    actions: [{ id: 'copy', type: 'setField', field: into, formula: from }],
  };
}

/** Somebody else stores a draft. */
async function storeDraft(rule: ReturnType<typeof copyRule>): Promise<void> {
  const answer = await admin.context.request.put(`/api/v1/drafts/rule/${rule.key}`, {
    headers: { 'x-requested-with': 'dougong' },
    data: { definition: rule },
  });
  expect(answer.status()).toBe(200);
}

function editor() {
  return page.getByRole('textbox', { name: '规则的 JSON' });
}

async function replaceInEditor(old: string, by: string): Promise<void> {
  await editor().fill((await editor().inputValue()).replace(old, by));
}

describe('the business administrator reads and changes rules', () => {
  test('sees all rules with form, moment, tests and what the check says', async () => {
    await admin.go('/designer/rules');
    const row = page.getByRole('row', { name: /差异预警/ });
    expect(await row.innerText()).toMatch(
      /盘点单[\s\S]*执行“提交”时[\s\S]*推导[\s\S]*\d+ 个用例[\s\S]*没有问题/,
    );
    // The amount of an invoice is typed, so nobody can promise that its voucher balances before it is posted.
    await page.getByText('无法事先证明凭证“invoice”必定借贷相等').waitFor();
    expect(await page.getByText('挡发布').count()).toBe(0);
    await admin.picture('40-rules');
  });

  test('reads one as a sentence, with its tests and its JSON', async () => {
    await page.getByRole('link', { name: '差异预警' }).click();
    await page
      .getByText(/^当“盘点单”执行“提交”时，如果明细中有一行差异数量不等于 ?0，那么把“异常”写成 是/)
      .waitFor();
    const tests = page.getByRole('region', { name: '用例' });
    await tests.getByText('通过').nth(3).waitFor();
    await page.getByRole('region', { name: 'JSON' }).getByText('"abnormal"').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await admin.picture('41-rule');
  });

  test('half a text is not stored, a whole one becomes a draft', async () => {
    await page.getByRole('button', { name: '编辑 JSON' }).click();
    await replaceInEditor('"priority": 100,', '"priority" 100,');
    await page.getByText(/第 \d+ 行第 \d+ 列写得不完整/).waitFor();
    expect(await page.getByRole('button', { name: '保存草稿' }).isDisabled()).toBe(true);
    await replaceInEditor('"priority" 100,', '"priority": 90,');
    await admin.keep('42-rule-editor');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('草稿已保存，检查已更新').waitFor();
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByText('有未发布更改').waitFor();
  });

  test('two rules that trigger each other are found before publishing, with the ring by its names', async () => {
    await storeDraft(copyRule('title_to_note', '范围抄到备注', 'title', 'note'));
    await storeDraft(copyRule('note_to_title', '备注抄到范围', 'note', 'title'));
    await admin.go('/designer/rules');
    const check = page.getByRole('region', { name: '检查' });
    await check.getByText(/规则互相触发/).waitFor();
    expect(await check.innerText()).toMatch(
      /挡发布[\s\S]*互相触发.*范围抄到备注.*备注抄到范围|挡发布[\s\S]*互相触发.*备注抄到范围.*范围抄到备注/,
    );
    await check.getByText('rule_cycle').waitFor();
    await admin.picture('43-rules-cycle');
  });

  test('the designer of a flow tells of problems in other definitions too', async () => {
    await admin.go('/designer/flows/stocktake_review');
    await page.getByRole('button', { name: /其他定义 \d+ 个问题/ }).click();
    await page
      .getByRole('region', { name: '问题列表' })
      .getByText(/规则互相触发/)
      .waitFor();
    await admin.keep('44-designer-other-problems');
  });

  test('publishing is blocked until the ring is gone, then the change goes out as a release', async () => {
    await admin.go('/designer/publish');
    await page.getByText('1 个错误，改好才能发布').waitFor();
    expect(await page.getByRole('button', { name: '发布第 2 版' }).isDisabled()).toBe(true);
    await admin.picture('45-publish-blocked');
    expect(await barriers(page)).toEqual([]);
    await page
      .getByRole('region', { name: '规则 备注抄到范围' })
      .getByRole('button', { name: '放弃更改' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '放弃更改' }).click();
    await page.getByText('可以发布').waitFor();
    const changed = page.getByRole('region', { name: '规则 差异预警' });
    expect(await changed.innerText()).toMatch(/优先级：\s*100\s*90/);
    await page.getByRole('textbox', { name: '版本说明' }).fill('预警排到后面');
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByText('没有等待发布的更改').waitFor();
    await admin.go('/designer/rules/stocktake_difference_warning');
    await page.getByText('优先级 90，大的先执行').waitFor();
  });

  test('nothing went wrong on the way', () => {
    expect(admin.faults()).toEqual([]);
  });
});
