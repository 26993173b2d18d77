import { isError } from '../../../foundation/index.js';
import type { FlowDefinition } from '../../../metadata/index.js';
import { above, approval, chain, flowOf, handle, line, node, SCOPE, straight } from '../../flows.fixtures.js';
import { checkFlow } from '../check-flow.js';
import type { CheckFlowContext } from '../check-context.js';
import { WITH_GATES } from '../drawings.fixtures.js';

function findings(definition: FlowDefinition, context: Partial<CheckFlowContext> = {}): string[] {
  return checkFlow(definition, { scope: SCOPE, nodeTypes: WITH_GATES, ...context }).map(
    (found) => `${isError(found) ? '' : '~'}${[found.code, ...found.nodes].join(' ')}`,
  );
}

const action = (id: string) => node(id, 'action', { actions: [{ id: 'p', type: 'post', posting: 'any' }] });

describe('postings', () => {
  const posts: CheckFlowContext['posts'] = ({ type }) => type === 'post';

  test('a way to a posting that nobody looks at is pointed out', () => {
    const definition = flowOf(
      [node('s', 'start'), node('c', 'condition'), approval('a', ['bob']), action('p'), node('e', 'end')],
      [
        line('s', 'c'),
        line('c', 'a', { when: above('100') }),
        line('c', 'p', { default: true }),
        ...chain('a', 'p', 'e'),
      ],
    );
    expect(findings(definition, { posts })).toEqual(['~unguarded_posting p']);
  });

  test('a posting that is meant to come first needs an approval in time on every way behind it', () => {
    const first = { ...action('p'), config: { ...action('p').config, approvedWithin: 'PT4H' } };
    const late = (after: string) => approval('a', ['bob'], { timeout: { after, action: 'remind' } });
    expect(findings(straight(first, late('PT4H')), { posts })).toEqual([]);
    expect(findings(straight(first, late('PT5H')), { posts })).toEqual(['late_approval_missing p']);
    expect(findings(straight(first, approval('a', ['bob'])), { posts })).toEqual(['late_approval_missing p']);
  });

  test('a posting behind a decision is fine', () => {
    expect(findings(straight(approval('a', ['bob']), action('p')), { posts })).toEqual([]);
  });
});

describe('people', () => {
  const people: CheckFlowContext['people'] = {
    usersOfRole: (role) => (role === 'reviewers' ? ['erin'] : []),
    isActive: (user) => user === 'erin',
  };

  test('a step that finds nobody today', () => {
    const empty = node('a', 'approval', { assignees: [{ role: 'experts' }, { users: ['gone'] }] });
    expect(findings(straight(empty), { people })).toEqual(['~may_be_empty a']);
    const held = node('a', 'approval', { assignees: [{ role: 'experts' }, { role: 'reviewers' }] });
    expect(findings(straight(held), { people })).toEqual([]);
  });

  test('who is named by the record is not known before', () => {
    const byField = node('a', 'approval', { assignees: [{ field: 'person' }] });
    expect(findings(straight(byField), { people })).toEqual([]);
  });

  test('the department whose leader is missing is named, also where he stands further up', () => {
    const parents: Readonly<Record<string, string>> = { east: 'hq', west: 'hq' };
    const leaders: Readonly<Record<string, string>> = { west: 'erin' };
    const today: Partial<CheckFlowContext> = {
      people: { ...people, leaderOf: (key) => leaders[key], parentOf: (key) => parents[key] },
      departments: ['hq', 'east', 'west'].map((id) => ({ id, title: { 'zh-CN': id, en: id } })),
    };
    const named = (source: object) =>
      checkFlow(straight(node('a', 'approval', { assignees: [source] })), { scope: SCOPE, ...today }).map(
        ({ code, params }) => [code, (params?.['department'] as { en: string }).en],
      );
    expect(named({ leader: 1 })).toEqual([
      ['may_be_empty', 'hq'],
      ['may_be_empty', 'east'],
    ]);
    expect(named({ leader: 2 })).toEqual([['may_be_empty', 'hq']]);
    expect(named({ leaders: 'top' })).toEqual([
      ['may_be_empty', 'hq'],
      ['may_be_empty', 'east'],
    ]);
  });

  test('the only one who may start it is the only one who approves it', () => {
    const own = straight(node('a', 'approval', { assignees: [{ role: 'reviewers' }] }));
    const startedBy = (role: string) => ({
      ...own,
      nodes: own.nodes.map((each) => (each.id === 's' ? node('s', 'start', { starters: [{ role }] }) : each)),
    });
    expect(findings(startedBy('reviewers'), { people })).toEqual(['~self_only a']);
    expect(findings(startedBy('others'), { people })).toEqual([]);
  });

  test('an approval of one’s own request', () => {
    expect(findings(straight(node('a', 'approval', { assignees: [{ starter: true }] })))).toEqual([
      '~self_only a',
    ]);
    expect(findings(straight(node('a', 'handle', { assignees: [{ starter: true }] })))).toEqual([]);
  });
});

describe('required fields', () => {
  const closed = (editable: string[]) => {
    const definition = straight(approval('a', ['bob'], { editable }));
    const [start, ...rest] = definition.nodes;
    return {
      ...definition,
      nodes: [{ ...start!, config: { readOnly: ['amount'], hidden: ['day'] } }, ...rest],
    };
  };

  test('one that is closed to the starter and that no step lets anybody fill in', () => {
    expect(findings(closed(['amount']), { requiredFields: ['amount', 'day', 'urgent'] })).toEqual([
      '~hidden_required s',
    ]);
    expect(findings(closed(['amount', 'day']), { requiredFields: ['amount', 'day'] })).toEqual([]);
  });

  test('the starter fills in what is open to him', () => {
    expect(findings(straight(approval('a', ['bob'])), { requiredFields: ['amount', 'day'] })).toEqual([]);
  });

  test('one that a step asks for and hides', () => {
    const definition = straight(approval('a', ['bob'], { required: ['day'], hidden: ['day'] }));
    expect(findings(definition)).toEqual(['~hidden_required a']);
  });
});

test('a working calendar that does not exist', () => {
  const definition = { ...straight(approval('a', ['bob'])), settings: { calendar: 'shop_hours' } };
  expect(findings(definition, { calendars: ['office_hours'] })).toEqual(['unknown_calendar']);
  expect(findings(definition, { calendars: ['shop_hours'] })).toEqual([]);
});

test('a join of one line', () => {
  expect(findings(straight(node('j', 'parallel_join')))).toEqual(['~join_one j']);
});

describe('the process map', () => {
  const bare = straight(handle('h', ['ann']));
  const states: FlowDefinition['states'] = { running: 'in_review', approved: 'approved' };
  const whole: FlowDefinition = {
    ...bare,
    nodes: bare.nodes.map((each) => ({
      ...each,
      owner: 'reviewers',
      standardTime: 'PT8H',
      inputs: ['amount'],
      outputs: ['day'],
    })),
  };

  test('is asked for where the application says so', () => {
    expect(findings(bare)).toEqual([]);
    expect(findings(bare, { processMap: 'suggested' })).toEqual([
      '~missing_owner s',
      '~missing_owner h',
      '~missing_standard_time h',
      '~missing_input h',
      '~missing_output h',
    ]);
  });

  test('blocks a publish where it is required, and says which outcome has no state', () => {
    expect(findings({ ...bare, states }, { processMap: 'required' })).toEqual([
      'missing_owner s',
      'missing_owner h',
      'missing_standard_time h',
      'missing_input h',
      'missing_output h',
      'missing_exit',
    ]);
    expect(findings(whole, { processMap: 'required' })).toEqual([]);
  });

  test('what people fill in comes out of a step, and a decision too', () => {
    const outOf = (step: FlowDefinition) =>
      findings(step, { processMap: 'suggested' }).filter((found) => found.startsWith('~missing_output'));
    expect(outOf(straight(handle('h', ['ann'], { editable: ['day'] })))).toEqual([]);
    expect(outOf(straight(approval('h', ['ann'])))).toEqual([]);
  });

  test('a field that the form does not have neither goes in nor comes out', () => {
    const unknown = { ...whole, nodes: whole.nodes.map((each) => ({ ...each, outputs: ['gone'] })) };
    expect(findings(unknown)).toEqual(whole.nodes.map(({ id }) => `field_missing ${id}`));
  });
});
