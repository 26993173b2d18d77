import { flowOf, line, node, SCOPE } from '../../flows.fixtures.js';
import { checkFlow } from '../check-flow.js';
import type { Finding } from '../finding.js';
import type { FlowDefinition } from '../../../metadata/index.js';

const amount = { var: 'amount' };
const large = { when: { '>': [amount, '5000'] } };
const small = { when: { '<': [amount, '100'] } };
const other = { default: true } as const;

function told(definition: FlowDefinition): string[] {
  return checkFlow(definition, { scope: SCOPE })
    .filter(({ code }) => ['line_excluded', 'cannot_finish', 'unreachable'].includes(code))
    .map(({ code, nodes, edges = [], severity = 'error' }: Finding) =>
      [code, severity, ...(edges.length > 0 ? edges : nodes)].join(' '),
    );
}

/** Large amounts go on to a second choice, whose lines are given; between the two stand the nodes that are given. */
function twoChoices(second: typeof large | typeof small, between: readonly string[] = []): FlowDefinition {
  const way = ['c1', ...between, 'c2'];
  return flowOf(
    [
      node('s', 'start'),
      node('c1', 'condition'),
      ...between.map((id) => node(id, 'approval', { assignees: [{ starter: true }] })),
      node('c2', 'inclusive_split'),
      node('n', 'cc', { recipients: [{ starter: true }] }),
      node('e', 'end'),
    ],
    [
      line('s', 'c1'),
      ...way.slice(1).map((to, at) => line(way[at] ?? '', to, at === 0 ? large : {})),
      line('c1', 'e', other),
      line('c2', 'n', second),
      line('c2', 'e', other),
      line('n', 'e'),
    ],
  );
}

describe('a line whose condition the way to its gate rules out', () => {
  test('is told at its gate: what arrives there is large, and it asks for something small', () => {
    expect(told(twoChoices(small))).toEqual(['line_excluded warning c2-n']);
  });

  test('is not told where both conditions can hold', () => {
    expect(told(twoChoices({ when: { '>': [amount, '9000'] } }))).toEqual([]);
  });

  test('is not told where somebody in between may change the record', () => {
    expect(told(twoChoices(small, ['a']))).toEqual([]);
  });

  test('leads nowhere: a loop that only such a line would leave is refused, though an end is drawn', () => {
    const endless = flowOf(
      [
        node('s', 'start'),
        node('a', 'approval', { assignees: [{ starter: true }] }),
        node('c1', 'inclusive_split'),
        node('c2', 'inclusive_split'),
        node('j', 'inclusive_join'),
        node('e', 'end'),
      ],
      [
        line('s', 'a'),
        line('a', 'c1'),
        line('c1', 'c2', large),
        line('c1', 'a', other),
        line('c2', 'j', small),
        line('c2', 'a', other),
        line('j', 'e'),
      ],
    );
    const found = told(endless);
    expect(found).toContain('line_excluded warning c2-j');
    expect(found).toEqual(expect.arrayContaining(['a', 'c1', 'c2'].map((id) => `cannot_finish error ${id}`)));
  });

  test('is found round a loop of gates as well, where what arrives comes from several sides', () => {
    const round = flowOf(
      [
        node('s', 'start'),
        node('c1', 'condition'),
        node('c2', 'condition'),
        node('c3', 'condition'),
        node('e', 'end'),
      ],
      [
        line('s', 'c1'),
        line('c1', 'c2', large),
        line('c1', 'e', other),
        line('c2', 'c3', { when: { '>': [amount, '7000'] } }),
        line('c2', 'e', other),
        line('c3', 'c2', { when: { '<': [amount, '6000'] } }),
        line('c3', 'e', other),
      ],
    );
    expect(told(round)).toEqual(['line_excluded warning c3-c2']);
  });
});
