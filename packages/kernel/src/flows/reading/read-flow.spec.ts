import { LANGUAGES } from '../../foundation/index.js';
import type { FlowDefinition } from '../../metadata/index.js';
import { WITH_GATES } from '../check/drawings.fixtures.js';
import { above, approval, chain, flowOf, handle, line, node, SCOPE } from '../flows.fixtures.js';
import { outlineOf } from './outline.js';
import { readFlow } from './read-flow.js';
import type { ReadingTitles } from './reading-titles.js';
import { templateFlows } from './template-flows.fixtures.js';

const TITLES: ReadingTitles = {
  scope: SCOPE,
  path: (path) => (path === 'amount' ? { 'zh-CN': '金额', en: 'amount' } : { 'zh-CN': path, en: path }),
  role: (key) => (key === 'reviewers' ? { 'zh-CN': '复核人', en: 'A reviewer' } : undefined),
};

function texts(definition: FlowDefinition): readonly string[] {
  return LANGUAGES.map((language) => readFlow(definition, TITLES, language, WITH_GATES).text);
}

const reviewer = node('r', 'approval', { assignees: [{ role: 'reviewers' }] });

describe('a flow is read as one paragraph', () => {
  test('one step after another, with the condition under which one of them comes', () => {
    const definition = flowOf(
      [node('s', 'start'), approval('a', ['bob']), node('c', 'condition'), reviewer, node('e', 'end')],
      [
        ...chain('s', 'a', 'c'),
        line('c', 'r', { when: above('5000') }),
        line('c', 'e', { default: true }),
        line('r', 'e'),
      ],
    );
    expect(texts(definition)).toEqual([
      's 后，由 bob 审批。金额大于 5000 时，由复核人审批。之后流程结束。',
      'After "s", bob approves. If amount is more than 5000, A reviewer approves. Then the flow ends.',
    ]);
  });

  test('both sides of a choice where something happens on both', () => {
    const definition = flowOf(
      [node('s', 'start'), node('c', 'condition'), reviewer, handle('h', ['ann']), node('e', 'end')],
      [
        line('s', 'c'),
        line('c', 'r', { when: above('5000') }),
        line('c', 'h', { default: true }),
        line('r', 'e'),
        line('h', 'e'),
      ],
    );
    expect(texts(definition)).toEqual([
      's 后，金额大于 5000 时，由复核人审批；其他情况下，由 ann 办理“h”。之后流程结束。',
      'After "s", if amount is more than 5000, A reviewer approves; otherwise ann does "h". Then the flow ends.',
    ]);
  });

  test('what runs at the same time, and when it goes on', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('x', 'and_split'),
        approval('a', ['bob'], { mode: 'all' }),
        handle('b', ['ann'], { dueIn: 'P1DT4H' }),
        node('j', 'and_join', { need: 1 }),
        node('e', 'end'),
      ],
      [...chain('s', 'x', 'a', 'j', 'e'), line('x', 'b'), line('b', 'j')],
    );
    expect(texts(definition)).toEqual([
      's 后，同时进行：（1）由 bob 审批（所有人都要同意）；（2）由 ann 办理“b”（限 1 天 4 小时内）。其中 1 条完成后，流程结束。',
      'After "s", at the same time: (1) bob approves (everybody must agree); (2) ann does "b" (within 1 day 4 hours). When one of them is done, the flow ends.',
    ]);
  });

  test('where a refusal leads, and back to where', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        approval('a', ['bob'], { onReject: 'edge' }),
        handle('fix', ['amy']),
        node('e', 'end'),
      ],
      [...chain('s', 'a', 'e'), line('a', 'fix', { on: 'rejected' }), line('fix', 'a')],
    );
    expect(texts(definition)).toEqual([
      's 后，由 bob 审批，流程结束。“a”不同意时，由 amy 办理“fix”，再回到“a”。',
      'After "s", bob approves, and the flow ends. If "a" is refused, amy does "fix", then it goes back to "a".',
    ]);
  });

  test('an unfinished drawing is read as far as it goes', () => {
    const definition = flowOf(
      [node('s', 'start'), node('a', 'approval'), node('c', 'condition')],
      chain('s', 'a', 'c'),
    );
    expect(texts(definition)).toEqual([
      's 后，由（还没有设置的人）审批。',
      'After "s", (nobody yet) approves.',
    ]);
    expect(texts(flowOf([], []))).toEqual(['', '']);
  });
});

/** One step of a kind between a start and an end, read. */
function step(type: string, config: Readonly<Record<string, unknown>>): readonly string[] {
  const definition = flowOf(
    [node('s', 'start'), node('a', type, config), node('e', 'end')],
    chain('s', 'a', 'e'),
  );
  return texts(definition).map((text) =>
    text.replace(/^(s 后，|After "s", )/, '').replace(/(，流程结束。|, and the flow ends\.)$/, ''),
  );
}

const bob = { assignees: [{ users: ['bob'] }] };
const both = { assignees: [{ users: ['bob', 'gina'] }] };

describe('how people do a step', () => {
  test.each([
    [both, '由 bob、gina 中的任意一人审批', 'any one of bob and gina approves'],
    [
      { ...both, mode: 'all' },
      '由 bob、gina 审批（所有人都要同意）',
      'bob and gina approve (everybody must agree)',
    ],
    [{ ...both, mode: 'sequence' }, '由 bob、gina 依次审批', 'bob and gina approve one after another'],
    [
      { ...both, mode: 'vote', passPercent: 60 },
      '由 bob、gina 审批（60% 同意即通过）',
      'bob and gina approve (60% must agree)',
    ],
    [
      { assignees: [{ leaders: 'top' }] },
      '由发起人的各级部门负责人依次审批',
      'the leaders above the starter approve one after another',
    ],
    [
      { assignees: [{ leader: 1 }] },
      '由发起人的部门负责人审批',
      'the leader of the starter’s department approves',
    ],
    [
      { assignees: [{ leader: 2 }] },
      '由发起人往上第 2 级部门的负责人审批',
      'the leader 2 levels above the starter approves',
    ],
    [
      { ...bob, onReject: { return: 's' } },
      '由 bob 审批（不同意则退回发起人）',
      'bob approves (a refusal goes back to the starter)',
    ],
    [
      { ...bob, timeout: { after: 'PT4H', action: 'remind', every: 'PT1H', max: 3 } },
      '由 bob 审批（超过 4 小时开始提醒，之后每 1 小时一次，共 3 次）',
      'bob approves (a reminder after 4 hours, then every 1 hour, 3 in all)',
    ],
    [
      { ...bob, escalation: [{ after: 'PT4H' }, { after: 'P1D', to: [{ role: 'reviewers' }] }] },
      '由 bob 审批（超过 4 小时提醒一次，超过 1 天通知复核人）',
      'bob approves (a reminder after 4 hours, A reviewer is told after 1 day)',
    ],
    [
      { ...bob, timeout: { after: 'P1D', action: 'transfer', to: 'ivy' } },
      '由 bob 审批（超过 1 天转交 ivy）',
      'bob approves (goes to ivy after 1 day)',
    ],
    [
      { ...bob, timeout: { after: 'P1D', action: 'pass' } },
      '由 bob 审批（超过 1 天自动通过）',
      'bob approves (passes by itself after 1 day)',
    ],
    [
      { ...bob, timeout: { after: 'P1D', action: 'reject' } },
      '由 bob 审批（超过 1 天自动拒绝）',
      'bob approves (is refused by itself after 1 day)',
    ],
    [
      {
        ...bob,
        editable: ['amount', 'day'],
        required: ['amount'],
        allowTransfer: false,
        allowAddSign: false,
      },
      '由 bob 审批（可修改“day”，必须填写“金额”，不能转办、加签）',
      'bob approves (may change "day", must fill in "amount", no handing over and adding signers)',
    ],
    [
      { ...bob, self: 'skip', empty: 'forbid_start' },
      '由 bob 审批（发起人本人除外，没有人可处理时不能发起）',
      'bob approves (but not the starter, nothing is started if nobody is found)',
    ],
  ])('%j', (config, chinese, english) => {
    expect(step('approval', config)).toEqual([chinese, english]);
  });

  test('what waits, what runs inside, and what is told to others', () => {
    expect(step('timer', { after: 'PT2H' })).toEqual(['等待 2 小时', 'it waits 2 hours']);
    expect(step('timer', { until: 'day' })).toEqual(['等到“day”', 'it waits until "day"']);
    expect(step('subflow', { flow: 'other' })).toEqual(['进行子流程“a”', 'the sub-flow "a" runs']);
    expect(step('subflow', { flow: 'other', wait: false })).toEqual([
      '另行发起“a”，不等它结束',
      '"a" is started on its own',
    ]);
    expect(step('cc', { recipients: [{ starter: true }] })).toEqual([
      '抄送发起人',
      'the starter gets a copy',
    ]);
  });
});

test('a line for late ones is told where it leads, and where it meets the others again', () => {
  const late = { ...bob, timeout: { after: 'PT4H', action: 'edge' } };
  const definition = flowOf(
    [
      node('s', 'start'),
      node('a', 'approval', late),
      handle('h', ['ann']),
      approval('z', ['ivy']),
      node('e', 'end'),
    ],
    [...chain('s', 'a', 'z', 'e'), line('a', 'h', { on: 'timeout' }), line('h', 'z')],
  );
  expect(texts(definition)).toEqual([
    's 后，由 bob 审批，再由 ivy 审批，流程结束。“a”超过 4 小时没有处理时，由 ann 办理“h”，再转到“z”。',
    'After "s", bob approves, then ivy approves, and the flow ends. If "a" takes longer than 4 hours, ann does "h", then it goes on to "z".',
  ]);
});

test('a choice inside of a choice is told in numbers', () => {
  const definition = flowOf(
    [
      node('s', 'start'),
      node('c', 'condition'),
      node('d', 'condition'),
      reviewer,
      handle('h', ['ann']),
      node('e', 'end'),
    ],
    [
      line('s', 'c'),
      line('c', 'd', { when: above('100') }),
      line('c', 'e', { default: true }),
      line('d', 'r', { when: above('5000') }),
      line('d', 'h', { default: true }),
      line('r', 'e'),
      line('h', 'e'),
    ],
  );
  expect(texts(definition)[0]).toBe(
    's 后，金额大于 100 时，分情况：（1）金额大于 5000 时，由复核人审批；（2）其他情况下，由 ann 办理“h”。之后流程结束。',
  );
});

test('the rules of the whole flow come last', () => {
  const definition: FlowDefinition = {
    ...flowOf([node('s', 'start'), node('e', 'end')], chain('s', 'e')),
    settings: { dedupe: 'any', afterReturn: 'back', allowRevoke: false },
  };
  expect(texts(definition)[0]).toBe(
    's 后，流程结束。已经同意过的人不再重复审批。退回改好后直接回到退回的那一步。发起人不能中途撤销。',
  );
});

test('roles that a table names are told by its title', () => {
  const definition = flowOf(
    [
      node('s', 'start'),
      node('a', 'approval', { assignees: [{ roleBy: 'approver(amount)' }] }),
      node('e', 'end'),
    ],
    chain('s', 'a', 'e'),
  );
  const titles: ReadingTitles = { ...TITLES, formula: () => ({ 'zh-CN': '审批人表', en: 'Approvers' }) };
  expect(readFlow(definition, titles, 'zh-CN').text).toBe('s 后，由“审批人表”确定的角色审批，流程结束。');
  expect(texts(definition)[1]).toBe('After "s", the role that a formula names approves, and the flow ends.');
});

test('the nested list has a branch for each line, and names the node of each sentence', () => {
  const definition = flowOf(
    [node('s', 'start'), node('c', 'condition'), reviewer, node('e', 'end')],
    [
      line('s', 'c'),
      line('c', 'r', { when: above('5000') }),
      line('c', 'e', { default: true }),
      line('r', 'e'),
    ],
  );
  expect(readFlow(definition, TITLES, 'en').items).toMatchObject([
    { node: 's' },
    {
      node: 'c',
      branches: [
        {
          edge: 'c-r',
          text: 'if amount is more than 5000',
          items: [{ node: 'r', text: 'A reviewer approves' }],
        },
        { edge: 'c-e', text: 'otherwise', items: [] },
      ],
    },
    { node: 'e', text: 'the flow ends' },
  ]);
});

describe('the flows of the templates', () => {
  test.each(templateFlows())('%s is read to its end, every step once', (_file, definition) => {
    const told = JSON.stringify(outlineOf(definition));
    for (const { id, type } of definition.nodes)
      if (type !== 'condition')
        expect([id, told.split(`"item":"step","node":{"id":"${id}"`).length]).toEqual([id, 2]);
    for (const language of LANGUAGES) {
      const { text } = readFlow(definition, TITLES, language);
      expect(text).toMatch(language === 'zh-CN' ? /结束。$/ : /ends( as refused)?\.$/);
      expect(text).not.toMatch(/[{}]|undefined/);
    }
  });
});
