import type { FlowDefinition } from '../metadata/index.js';
import { compileFlow } from './compile-flow.js';
import { above, approval, chain, compiled, flowOf, line, node, SCOPE, straight } from './flows.fixtures.js';

function refusals(definition: FlowDefinition): string[] {
  const flow = compileFlow(definition, SCOPE);
  return flow.ok ? [] : flow.error.map(({ code, path }) => `${code} ${path}`);
}

test('what a step reads is known beforehand, so that it can be loaded in one go', () => {
  const definition = flowOf(
    [
      node('s', 'start'),
      node('a', 'approval', { assignees: [{ field: 'place.leader' }] }),
      node('c', 'condition'),
      node('e', 'end'),
    ],
    [...chain('s', 'a', 'c'), line('c', 'a', { when: above('5') }), line('c', 'e', { default: true })],
  );
  expect(compiled(definition).dependencies).toEqual(['amount', 'place.leader']);
});

test('the rule actions of all nodes are listed for whoever checks them', () => {
  const actions = [{ id: 'mark', type: 'set-field', field: 'urgent', value: true }];
  expect(compiled(straight(node('a', 'action', { actions }))).actions).toEqual([
    { nodeId: 'a', path: '/nodes/1', actions },
  ]);
});

test.each([
  ['an unknown node type', straight(node('a', 'magic')), 'unknown_node_type /nodes/1/type'],
  [
    'a bad configuration',
    straight(approval('a', ['bob'], { dueIn: 'soon' })),
    'bad_config /nodes/1/config/dueIn',
  ],
  [
    'assignees that are no list',
    straight(node('a', 'approval', { assignees: 'bob' })),
    'bad_config /nodes/1/config/assignees',
  ],
  ['a line to nowhere', flowOf([node('s', 'start')], [line('s', 'x')]), 'dangling_line /edges/0'],
  ['no start', flowOf([node('e', 'end')], []), 'no_start /nodes'],
  ['two starts', flowOf([node('s', 'start'), node('t', 'start')], []), 'many_starts /nodes'],
  [
    'an id used twice',
    flowOf([node('s', 'start'), node('e', 'end'), node('e', 'end')], []),
    'duplicate_id /nodes/2/id',
  ],
  [
    'a people field that is gone',
    straight(node('a', 'cc', { recipients: [{ field: 'gone' }] })),
    'field_missing /nodes',
  ],
])('%s cannot run', (_what, definition, refusal) => {
  expect(refusals(definition)).toContain(refusal);
});

test('a condition on an unknown field cannot run, and the place is named', () => {
  const definition = flowOf(
    [node('s', 'start'), node('c', 'condition'), node('e', 'end')],
    [line('s', 'c'), line('c', 'e', { when: { '>': [{ var: 'gone' }, '1'] } })],
  );
  expect(refusals(definition).join()).toContain('/edges/1/when');
});

test('a drawing that is unsound but can run is compiled, for versions published by force', () => {
  expect(refusals(flowOf([node('s', 'start'), approval('a', [' '])], chain('s', 'a')))).toEqual([]);
});

test('a stale condition on the line of an ordinary step does no harm', () => {
  const definition = straight(approval('a', ['bob']));
  definition.edges[0] = line('s', 'a', { when: { '>': [{ var: 'gone' }, '1'] } });
  expect(refusals(definition)).toEqual([]);
});
