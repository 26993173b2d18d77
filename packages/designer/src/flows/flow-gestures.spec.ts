import { BURST_PAUSE_MS } from '../editing/index.js';
import { CLAIM_FLOW, claimSurroundings } from './flows.fixtures.js';
import { TestDesigner } from './designer.fixtures.js';

function open(document = CLAIM_FLOW): TestDesigner {
  return new TestDesigner(document, claimSurroundings());
}

describe('putting a node into a line', () => {
  test('the line leads to the node and a new one leads on', () => {
    const designer = open();
    designer.addOnEdge('cc', 'e1');
    expect(designer.way()).toBe('Submitted > Copy > Leader approves > Large? > End');
    expect(designer.codes()).toEqual(['no_assignee']);
  });

  test('the line keeps its condition and its place in the order', () => {
    const designer = open();
    const id = designer.addOnEdge('cc', 'e3');
    expect(designer.edge('e3')).toEqual({ ...CLAIM_FLOW.edges[2], to: id });
    expect(designer.document.edges.map((edge) => edge.from)).toEqual([
      'start',
      'leader',
      'large',
      id,
      'large',
      'board',
    ]);
  });

  test('a branch gets its "otherwise" at once', () => {
    const designer = open();
    const id = designer.addOnEdge('condition', 'e1');
    expect(designer.codes()).toEqual(['branch_of_one']);
    expect(designer.document.edges.find((edge) => edge.from === id)?.default).toBe(true);
  });

  test('no two nodes stand on each other afterwards', () => {
    const designer = open();
    for (const edge of ['e1', 'e2', 'e3', 'e4', 'e5', 'e3']) designer.addOnEdge('cc', edge);
    const places = Object.values(designer.document.layout ?? {}).map(({ x, y }) => `${x}/${y}`);
    expect(new Set(places).size).toBe(designer.document.nodes.length);
  });

  test('nothing starts in the middle', () => {
    const designer = open();
    designer.addOnEdge('start', 'e1');
    expect(designer.document).toBe(CLAIM_FLOW);
  });
});

describe('adding a node after another one', () => {
  test('it goes into the line onward', () => {
    const designer = open();
    designer.append('handle', 'leader');
    expect(designer.way()).toBe('Submitted > Leader approves > Handle > Large? > End');
  });

  test('after a branch it is a new line before the "otherwise" that joins where that leads', () => {
    const designer = open();
    const id = designer.append('cc', 'large');
    const lines = designer.document.edges.filter((edge) => edge.from === 'large');
    expect(lines.map((edge) => edge.to)).toEqual(['board', id, 'end']);
    expect(designer.document.edges.find((edge) => edge.from === id)?.to).toBe('end');
    expect(designer.codes()).toContain('empty_condition');
  });

  test('with nothing selected it goes before the end', () => {
    const designer = open();
    designer.append('cc');
    designer.append('cc', 'end');
    expect(designer.codes()).not.toContain('unreachable');
  });
});

describe('deleting a node', () => {
  test('joins the lines into it to where it led', () => {
    const designer = open().remove('leader');
    expect(designer.way()).toBe('Submitted > Large? > End');
    expect(designer.codes()).toEqual([]);
  });

  test('keeps the condition of the line that led to it', () => {
    const designer = open();
    const copy = designer.addOnEdge('cc', 'e3');
    designer.remove('board');
    expect(designer.edge('e3').when).toEqual({ '>': [{ var: 'amount' }, '5000'] });
    expect(designer.document.edges.find((edge) => edge.from === copy)?.to).toBe('end');
  });

  test('takes its place out of the layout', () => {
    expect(Object.keys(open().remove('leader').document.layout ?? {})).not.toContain('leader');
  });

  test('a flow keeps its start', () => {
    expect(open().remove('start').document).toBe(CLAIM_FLOW);
  });
});

describe('lines', () => {
  test('are not drawn twice, to itself, into the start or out of the end', () => {
    const designer = open();
    designer.connect('start', 'leader');
    designer.connect('leader', 'leader');
    designer.connect('leader', 'start');
    designer.connect('end', 'leader');
    expect(designer.document).toBe(CLAIM_FLOW);
  });

  test('a refusal line is drawn beside the way onward', () => {
    const designer = open().configure('leader', 'onReject', 'edge');
    expect(designer.codes()).toContain('missing_reject_line');
    designer.connect('leader', 'end', 'rejected');
    expect(designer.codes()).toEqual([]);
  });

  test('there is one "otherwise" only', () => {
    const designer = open().otherwise('e3');
    expect(designer.edge('e3')).toEqual({ id: 'e3', from: 'large', to: 'board', default: true });
    expect(designer.edge('e4').default).toBeUndefined();
  });

  test('a condition takes the "otherwise" away', () => {
    const designer = open().guard('e4', { var: 'urgent' });
    expect(designer.edge('e4')).toEqual({ id: 'e4', from: 'large', to: 'end', when: { var: 'urgent' } });
    expect(designer.codes()).toContain('no_default');
  });

  test('are tried in another order', () => {
    const designer = open().shift('e4', -1);
    const order = designer.document.edges.filter((edge) => edge.from === 'large').map((edge) => edge.id);
    expect(order).toEqual(['e4', 'e3']);
  });
});

describe('taking back', () => {
  test('a burst of typing is one step', () => {
    const designer = open();
    for (const title of ['C', 'Ch', 'Che', 'Chef']) designer.wait(100).rename('leader', title);
    designer.wait(BURST_PAUSE_MS + 1).rename('leader', 'Chefs');
    designer.undo();
    expect(designer.node('leader').title.en).toBe('Chef');
    expect(designer.undo().document).toEqual(CLAIM_FLOW);
  });

  test('typing into two settings is two steps', () => {
    const designer = open().configure('leader', 'dueIn', 'PT48H').configure('leader', 'mode', 'all');
    designer.undo();
    expect(designer.node('leader').config).toEqual({ ...CLAIM_FLOW.nodes[1]?.config, dueIn: 'PT48H' });
  });

  test('a hundred steps and more come back, settings included', () => {
    const designer = open();
    for (let at = 0; at < 60; at += 1) {
      designer.wait(5000).configure('leader', 'dueIn', `PT${at + 1}H`);
      designer.move('board', { x: at * 16, y: 312 + at });
    }
    expect(designer.undoAll()).toBeGreaterThan(100);
    expect(designer.document).toEqual(CLAIM_FLOW);
  });

  test('what was taken back is done again', () => {
    const designer = open();
    designer.addOnEdge('cc', 'e1');
    const after = designer.document;
    expect(designer.undo().document).toEqual(CLAIM_FLOW);
    expect(designer.redo().document).toEqual(after);
  });

  test('a new change ends what could be done again', () => {
    const designer = open().rename('leader', 'A').undo().rename('leader', 'B');
    expect(designer.editor.snapshot().canRedo).toBe(false);
  });
});

test('a copy stands right after its original and keeps its settings', () => {
  const designer = open();
  const copy = designer.duplicate('leader');
  expect(designer.way()).toBe('Submitted > Leader approves > Leader approves > Large? > End');
  expect(designer.node(copy)).toEqual({ ...designer.node('leader'), id: copy });
});

test('tidying gives every node a place of its own and is one step', () => {
  const designer = open().tidy();
  const places = Object.values(designer.document.layout ?? {});
  expect(new Set(places.map(({ x, y }) => `${x}/${y}`)).size).toBe(CLAIM_FLOW.nodes.length);
  expect(designer.undoAll()).toBe(1);
});
