import { CLAIM_FLOW, claimSurroundings } from './flows.fixtures.js';
import { TestDesigner } from './designer.fixtures.js';

function open(document = CLAIM_FLOW): TestDesigner {
  return new TestDesigner(document, claimSurroundings());
}

/** The lines between titles, without those that were there before. */
function newLines(designer: TestDesigner): readonly string[] {
  const titleOf = (id: string) => designer.node(id).title.en;
  const old = new Set(CLAIM_FLOW.edges.map(({ from, to }) => `${from}>${to}`));
  return designer.document.edges
    .filter(({ from, to }) => !old.has(`${from}>${to}`))
    .map((edge) => `${titleOf(edge.from)} > ${titleOf(edge.to)}${edge.default === true ? ' otherwise' : ''}`);
}

describe('a gate comes as a whole block', () => {
  test('parallel: the parting, two approvals and the meeting of all', () => {
    const designer = open();
    designer.addBlock('parallel_split', 'e1');
    expect(newLines(designer)).toEqual([
      'Submitted > Parallel branches',
      'Parallel branches > Approval 1',
      'Approval 1 > Wait for all',
      'Parallel branches > Approval 2',
      'Approval 2 > Wait for all',
      'Wait for all > Leader approves',
    ]);
    expect(new Set(designer.codes())).toEqual(new Set(['no_assignee']));
  });

  test('its approvals look at what the other steps of the flow look at', () => {
    const nodes = CLAIM_FLOW.nodes.map((node, at) => (at === 1 ? { ...node, inputs: ['amount'] } : node));
    const designer = open({ ...CLAIM_FLOW, nodes });
    designer.addBlock('parallel_split', 'e1');
    const added = designer.document.nodes.filter(({ id }) => !nodes.some((node) => node.id === id));
    expect(added.map(({ type, inputs }) => [type, inputs])).toEqual([
      ['parallel_split', undefined],
      ['approval', ['amount']],
      ['approval', ['amount']],
      ['parallel_join', undefined],
    ]);
  });

  test('inclusive: one way asks for its condition, the other is the "otherwise"', () => {
    const designer = open();
    designer.addBlock('inclusive_split', 'e1');
    expect(newLines(designer)).toContain('Every branch that fits > Approval 2 otherwise');
    expect(new Set(designer.codes())).toEqual(new Set(['empty_condition', 'no_assignee']));
  });

  test('a condition: an approval on one way, the other leads straight on', () => {
    const designer = open();
    designer.addBlock('condition', 'e1');
    expect(newLines(designer)).toEqual([
      'Submitted > Condition',
      'Condition > Approval',
      'Approval > Leader approves',
      'Condition > Leader approves otherwise',
    ]);
  });

  test('whichever comes first: an approval against the clock', () => {
    const designer = open();
    designer.addBlock('first_of', 'e1');
    expect(newLines(designer)).toEqual([
      'Submitted > Whichever comes first',
      'Whichever comes first > Approval',
      'Approval > Leader approves',
      'Whichever comes first > Delay',
      'Delay > Leader approves',
    ]);
  });

  test('inside of a parallel way every block keeps the outer meeting sound', () => {
    for (const kind of ['parallel_split', 'inclusive_split', 'first_of', 'condition']) {
      const designer = open();
      const split = designer.addBlock('parallel_split', 'e1');
      const way = designer.document.edges.find((edge) => edge.from === split)?.to ?? '';
      designer.appendBlock(kind, way);
      const codes = designer.codes().filter((code) => ['waits_forever', 'runs_twice'].includes(code));
      expect([kind, codes]).toEqual([kind, []]);
    }
  });

  test('a third way of a parallel block leads to its meeting', () => {
    const designer = open();
    const split = designer.addBlock('parallel_split', 'e1');
    designer.append('approval', split);
    expect(newLines(designer)).toContain('Approval > Wait for all');
    expect(designer.codes()).not.toContain('waits_forever');
  });

  test('it is one step: one undo takes all of it out again', () => {
    const designer = open();
    designer.addBlock('parallel_split', 'e1');
    designer.undo();
    expect(designer.document).toEqual(CLAIM_FLOW);
  });

  test('nothing stands on each other afterwards', () => {
    const designer = open();
    for (const edge of ['e1', 'e2', 'e3', 'e4']) designer.addBlock('parallel_split', edge);
    const places = Object.values(designer.document.layout ?? {});
    const overlaps = places.some((one, at) =>
      places.some(
        (other, index) => index < at && Math.abs(one.x - other.x) < 232 && Math.abs(one.y - other.y) < 54,
      ),
    );
    expect(overlaps).toBe(false);
  });
});
