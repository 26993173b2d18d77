import { drawnFlow, NODE_HEIGHT } from './drawing-places.js';

const title = { 'zh-CN': 'A', en: 'A' };
const node = (id: string) => ({ id, type: 'handle', title, config: {} });
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from, to });

const loop = {
  nodes: ['start', 'check', 'fix', 'end'].map(node),
  edges: [edge('start', 'check'), edge('check', 'fix'), edge('fix', 'check'), edge('check', 'end')],
};

describe('a flow that nobody has laid out', () => {
  it('has every node below those that lead to it', () => {
    const { places } = drawnFlow(loop);
    const row = (id: string) => places.get(id)?.y ?? -1;
    expect(row('start')).toBeLessThan(row('check'));
    expect(row('check')).toBeLessThan(row('fix'));
    expect(row('check')).toBeLessThan(row('end'));
  });

  it('puts no two nodes at one place', () => {
    const { places } = drawnFlow(loop);
    expect(new Set([...places.values()].map(({ x, y }) => `${x}/${y}`)).size).toBe(4);
  });

  it('leads lines back along the right edge, inside of the picture', () => {
    const { lines, width, places } = drawnFlow(loop);
    const back = lines.find(({ edge: { id } }) => id === 'fix-check');
    expect(back?.path).toContain(`H${width - 18}`);
    expect(back?.path).toContain(`V${(places.get('check')?.y ?? 0) + NODE_HEIGHT / 2}`);
  });
});

it('a flow that was laid out keeps its picture, moved to the corner', () => {
  const layout = { start: { x: -40, y: 200 }, check: { x: 200, y: 320 } };
  const { places } = drawnFlow({
    nodes: ['start', 'check'].map(node),
    edges: [edge('start', 'check')],
    layout,
  });
  expect([places.get('start'), places.get('check')]).toEqual([
    { x: 16, y: 16 },
    { x: 256, y: 136 },
  ]);
});

it('a line to a node that is gone is left out', () => {
  const { lines } = drawnFlow({ nodes: [node('start')], edges: [edge('start', 'nowhere')] });
  expect(lines).toEqual([]);
});
