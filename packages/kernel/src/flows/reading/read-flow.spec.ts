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
      's后，由bob审批；金额大于5000时，由复核人审批；流程结束。',
      'After "s", bob approves; then if amount is more than 5000, A reviewer approves; then the flow ends.',
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
      's后，金额大于5000时，由复核人审批；其他情况下，由ann办理“h”；流程结束。',
      'After "s", if amount is more than 5000, A reviewer approves; otherwise ann does "h"; then the flow ends.',
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
      's后，同时进行：（1）由bob审批（所有人都同意才算）；（2）由ann办理“b”（限 1 天 4 小时 内），完成其中 1 条后；流程结束。',
      'After "s", at the same time: (1) bob approves (everybody must agree); (2) ann does "b" (within 1 d 4 h), and when 1 of them are done; then the flow ends.',
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
      's后，由bob审批；不同意时，由amy办理“fix”，再回到“a”；流程结束。',
      'After "s", bob approves; then if refused, amy does "fix", then it goes back to "a"; then the flow ends.',
    ]);
  });

  test('an unfinished drawing is read as far as it goes', () => {
    const definition = flowOf(
      [node('s', 'start'), node('a', 'approval'), node('c', 'condition')],
      chain('s', 'a', 'c'),
    );
    expect(texts(definition)).toEqual([
      's后，由（还没有设置的人）审批。',
      'After "s", (nobody yet) approves.',
    ]);
    expect(texts(flowOf([], []))).toEqual(['', '']);
  });
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
      if (type !== 'condition') expect([id, told.split(`"id":"${id}"`).length]).toEqual([id, 2]);
    for (const language of LANGUAGES) {
      const { text } = readFlow(definition, TITLES, language);
      expect(text).toMatch(language === 'zh-CN' ? /结束。$/ : /ends( refused)?\.$/);
      expect(text).not.toMatch(/[{}]|undefined/);
    }
  });
});
