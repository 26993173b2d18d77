import { ZenEngine } from '@gorules/zen-engine';
import { ONE_RULE } from '../rules.mjs';
import { compiled, inTurn } from './conditions.mjs';

/** One decision inside the process, beside an engine that crosses into native code and answers later. */
export const oneDecision = {
  title: 'single decision',
  goals: [{ of: 'dougong', against: 'zen-engine table', atLeast: 20 }],
  contestants() {
    const condition = compiled(ONE_RULE);
    const decision = new ZenEngine().createDecision(TABLE);
    return {
      'zen-engine table': inTurn(async ({ plain }) => {
        const { result } = await decision.evaluate({ n0: plain.n0, n1: plain.n1 });
        return result.hit === true;
      }),
      dougong: inTurn(({ wire }) => condition.holds({ record: wire })),
    };
  },
};

const input = { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } };
const output = { id: 'out', name: 'out', type: 'outputNode', position: { x: 0, y: 0 } };
const table = {
  id: 'table',
  name: 'table',
  type: 'decisionTableNode',
  position: { x: 0, y: 0 },
  content: {
    hitPolicy: 'first',
    inputs: [{ id: 'i', name: 'n0', field: 'n0' }],
    outputs: [{ id: 'o', name: 'hit', field: 'hit' }],
    rules: [{ _id: 'r', i: '> n1', o: 'true' }],
  },
};
const TABLE = {
  nodes: [input, table, output],
  edges: [
    { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
    { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
  ],
};
