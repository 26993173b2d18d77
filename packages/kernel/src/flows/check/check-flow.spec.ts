import { isError } from '../../foundation/index.js';
import type { FlowDefinition } from '../../metadata/index.js';
import { checkFlow } from './check-flow.js';
import type { CheckFlowContext } from './check-flow.js';
import { above, approval, chain, flowOf, handle, line, node, SCOPE, straight } from '../flows.fixtures.js';

function findings(definition: FlowDefinition, context: Partial<CheckFlowContext> = {}): string[] {
  return checkFlow(definition, { scope: SCOPE, ...context }).map((found) =>
    [found.code, ...found.nodes, ...(found.edges ?? []).map((edge) => `(${edge})`)].join(' '),
  );
}

const branch = [
  node('s', 'start'),
  node('c', 'condition'),
  handle('a', ['ann']),
  handle('b', ['bob']),
  node('e', 'end'),
];

test('a well-nested drawing has no findings', () => {
  const definition = flowOf(branch, [
    line('s', 'c'),
    line('c', 'a', { when: above('5000') }),
    line('c', 'b', { default: true }),
    ...chain('a', 'e'),
    ...chain('b', 'e'),
  ]);
  expect(findings(definition)).toEqual([]);
});

describe('start and ends', () => {
  test('no start', () => {
    expect(findings(flowOf([approval('a', ['bob']), node('e', 'end')], chain('a', 'e')))).toEqual([
      'no_start',
    ]);
  });

  test('two starts', () => {
    const two = flowOf(
      [node('s', 'start'), node('s2', 'start'), node('e', 'end')],
      [...chain('s', 'e'), line('s2', 'e')],
    );
    expect(findings(two)).toEqual(['many_starts s s2']);
  });

  test('no end', () => {
    expect(findings(flowOf([node('s', 'start'), approval('a', ['bob'])], chain('s', 'a')))).toEqual([
      'no_end',
    ]);
  });

  test('a line into the start and a line out of the end', () => {
    const definition = straight(approval('a', ['bob']));
    definition.edges.push(line('e', 'a'));
    expect(findings(definition)).toEqual(['line_out_of_end e (e-a)']);
    const back = straight(approval('a', ['bob'], { onReject: 'edge' }));
    back.edges.push(line('a', 's', { on: 'rejected' }));
    expect(findings(back)).toEqual(['line_into_start s (a-s)']);
  });
});

describe('reach', () => {
  test('a step that no line reaches', () => {
    const definition = straight(approval('a', ['bob']));
    definition.nodes.push(handle('lost', ['bob']));
    definition.edges.push(line('lost', 'e'));
    expect(findings(definition)).toEqual(['unreachable lost']);
  });

  test('a step from which the end is out of reach', () => {
    const definition = flowOf(
      [...branch, handle('pit', ['bob'])],
      [
        line('s', 'c'),
        line('c', 'pit', { when: above('1') }),
        line('c', 'e', { default: true }),
        line('pit', 'a'),
        line('a', 'b'),
        line('b', 'pit'),
      ],
    );
    expect(findings(definition)).toEqual([
      'cannot_finish a',
      'cannot_finish b',
      'cannot_finish pit',
      'endless_loop pit a b',
    ]);
  });

  test('a line to a node that is gone', () => {
    const definition = straight(approval('a', ['bob']));
    definition.edges.push(line('a', 'gone', { on: 'rejected' }));
    expect(findings(definition)).toEqual(['dangling_line a (a-gone)']);
  });

  test('a refusal goes back to the start or to a step of people before, to nothing else', () => {
    const back = (to: string) =>
      findings(
        straight(
          approval('a', ['bob']),
          approval('b', ['bob'], { onReject: { return: to } }),
          approval('d', ['bob']),
        ),
      );
    for (const to of ['s', 'a']) expect([to, back(to)]).toEqual([to, []]);
    for (const to of ['gone', 'e', 'b', 'd']) expect([to, back(to)]).toEqual([to, ['bad_return_target b']]);
  });

  test('a refusal line that the step never takes is pointed out, and what lies behind it is not reached', () => {
    const definition = straight(approval('a', ['bob']));
    definition.nodes.push(node('no', 'end', { result: 'rejected' }));
    definition.edges.push(line('a', 'no', { on: 'rejected' }));
    expect(findings(definition)).toEqual(['unused_line a (a-no)', 'unreachable no']);
  });
});

describe('branches', () => {
  test('an ordinary step with two lines out needs a branch', () => {
    const definition = flowOf(
      [...branch.slice(0, 1), ...branch.slice(2)],
      [line('s', 'a'), ...chain('a', 'e'), line('a', 'b'), line('b', 'e')],
    );
    expect(findings(definition)).toEqual(['needs_branch_node a (a-e) (a-b)']);
  });

  test('a branch without a default', () => {
    const definition = flowOf(branch, [
      line('s', 'c'),
      line('c', 'a', { when: above('1') }),
      line('c', 'b', { when: { '<=': [{ var: 'amount' }, '1'] } }),
      ...chain('a', 'e'),
      ...chain('b', 'e'),
    ]);
    expect(findings(definition)).toEqual(['no_default c']);
  });

  test('a branch with two defaults', () => {
    const definition = flowOf(branch, [
      line('s', 'c'),
      line('c', 'a', { default: true }),
      line('c', 'b', { default: true }),
      ...chain('a', 'e'),
      ...chain('b', 'e'),
    ]);
    expect(findings(definition)).toEqual(['many_defaults c (c-a) (c-b)']);
  });

  test.each([[undefined], [{}]])('a line without a condition: %j', (when) => {
    const definition = flowOf(branch, [
      line('s', 'c'),
      line('c', 'a', when === undefined ? {} : { when }),
      line('c', 'b', { default: true }),
      ...chain('a', 'e'),
      ...chain('b', 'e'),
    ]);
    expect(findings(definition)).toEqual(['empty_condition c (c-a)']);
  });

  test('a branch of one line is only pointed out', () => {
    const definition = flowOf(
      [node('s', 'start'), node('c', 'condition'), node('e', 'end')],
      [line('s', 'c'), line('c', 'e', { default: true })],
    );
    const found = checkFlow(definition, { scope: SCOPE });
    expect(found).toMatchObject([{ code: 'branch_of_one', nodes: ['c'] }]);
    expect(found.filter(isError)).toEqual([]);
  });

  test('a condition on the line of an ordinary step is pointed out, because nobody asks it', () => {
    const definition = straight(approval('a', ['bob']));
    definition.edges[0] = line('s', 'a', { when: above('1') });
    expect(findings(definition)).toEqual(['condition_ignored s (s-a)']);
  });

  test('a condition on a field that the form does not have', () => {
    const definition = flowOf(branch, [
      line('s', 'c'),
      line('c', 'a', { when: { '>': [{ var: 'gone' }, '1'] } }),
      line('c', 'b', { default: true }),
      ...chain('a', 'e'),
      ...chain('b', 'e'),
    ]);
    const [found] = checkFlow(definition, { scope: SCOPE });
    expect(found).toMatchObject({ code: 'field_missing', nodes: ['c'], edges: ['c-a'] });
    expect(found?.path).toMatch(/^\/edges\/1\/when/);
  });

  test('a condition that compares unlike things', () => {
    const definition = flowOf(branch, [
      line('s', 'c'),
      line('c', 'a', { when: above('much') }),
      line('c', 'b', { default: true }),
      ...chain('a', 'e'),
      ...chain('b', 'e'),
    ]);
    expect(findings(definition)).toEqual(['condition_type c (c-a)']);
  });

  test('a loop without people or waiting is pointed out', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('note', 'cc', { recipients: [{ starter: true }] }),
        node('c', 'condition'),
        node('e', 'end'),
      ],
      [
        ...chain('s', 'note', 'c'),
        line('c', 'e', { when: above('1') }),
        line('c', 'note', { default: true }),
      ],
    );
    const found = checkFlow(definition, { scope: SCOPE });
    expect(found.map(({ code, nodes, severity }) => [code, [...nodes].sort(), severity])).toEqual([
      ['auto_loop', ['c', 'note'], 'warning'],
    ]);
  });

  test('a branch that leads back to itself is such a loop too', () => {
    const definition = flowOf(
      [node('s', 'start'), node('c', 'condition'), node('e', 'end')],
      [line('s', 'c'), line('c', 'c', { when: above('1') }), line('c', 'e', { default: true })],
    );
    expect(findings(definition)).toEqual(['auto_loop c']);
  });

  test('a loop through a person is nothing special', () => {
    const definition = straight(handle('fix', ['amy']), approval('a', ['bob'], { onReject: 'edge' }));
    definition.edges.push(line('a', 'fix', { on: 'rejected' }));
    expect(findings(definition)).toEqual([]);
  });
});

describe('people', () => {
  test.each(['approval', 'handle'])('%s without anybody', (type) => {
    expect(findings(straight(node('a', type)))).toEqual(['no_assignee a']);
    expect(findings(straight(node('a', type, { assignees: [] })))).toEqual(['no_assignee a']);
  });

  test('a copy to nobody', () => {
    expect(findings(straight(node('a', 'cc', {})))).toEqual(['no_assignee a']);
  });

  test('a refusal line that is promised but not drawn', () => {
    expect(findings(straight(approval('a', ['bob'], { onReject: 'edge' })))).toEqual([
      'missing_reject_line a',
    ]);
  });

  test.each(['gone', 'place.gone', 'amount', 'day'])('a people field that names nobody: %s', (field) => {
    expect(findings(straight(node('a', 'approval', { assignees: [{ field }] })))).toEqual([
      'field_missing a',
    ]);
  });

  test('a field that may be changed with the answer belongs to the form', () => {
    const editable = ['amount', 'lines.person', 'gone', 'place.leader'];
    expect(findings(straight(approval('a', ['bob'], { editable })))).toEqual([
      'field_missing a',
      'field_missing a',
    ]);
  });

  test('fields through references and in lines may name people', () => {
    const assignees = [{ field: 'person' }, { field: 'place.leader' }, { field: 'lines.person' }];
    expect(findings(straight(node('a', 'approval', { assignees })))).toEqual([]);
  });

  test('roles, users and states that do not exist', () => {
    const definition = straight(
      node('a', 'approval', { assignees: [{ role: 'experts' }, { users: ['bob', 'nobody'] }] }),
    );
    const context = { roles: ['reviewers'], users: ['bob'], states: ['in_review', 'approved'] };
    expect(findings(definition, context)).toEqual([
      'unknown_state',
      'unknown_role',
      'unknown_role a',
      'unknown_user a',
    ]);
  });

  test('a step that falls to the administrator in a flow that names none is pointed out', () => {
    const { admin: _none, ...definition } = straight(approval('a', ['bob']));
    expect(findings(definition)).toEqual(['no_admin a']);
  });
});

describe('configuration', () => {
  test('a value that the inspector would not offer', () => {
    const [found] = checkFlow(straight(approval('a', ['bob'], { mode: 'some' })), { scope: SCOPE });
    expect(found).toMatchObject({ code: 'bad_config', path: '/nodes/1/config/mode', nodes: ['a'] });
  });

  test('a node type that nobody knows, and an id used twice', () => {
    expect(findings(straight(node('a', 'magic')))).toEqual(['unknown_node_type a']);
    expect(findings(straight(approval('a', ['bob']), approval('a', ['bob'])))).toContain('duplicate_id a');
  });

  test('an action node without actions', () => {
    expect(findings(straight(node('a', 'action')))).toEqual(['no_actions a']);
  });

  test('every fault is reported at once', () => {
    const definition = flowOf(
      [node('s', 'start'), node('a', 'approval'), node('c', 'condition'), node('x', 'cc')],
      chain('s', 'a', 'c'),
    );
    expect(findings(definition).map((found) => found.split(' ')[0])).toEqual(
      expect.arrayContaining(['no_end', 'no_assignee', 'no_default', 'unreachable']),
    );
  });
});
