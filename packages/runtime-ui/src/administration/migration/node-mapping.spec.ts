import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Instance } from '../wire.js';
import { counterparts, followersOf, mapped, missingNodes, standingAt } from './node-mapping.js';

const title = { 'zh-CN': 'A', en: 'A' };
const node = (id: string, type: string) => ({ id, type, title, config: {} });
const flow = (...nodes: ReturnType<typeof node>[]) => ({ nodes }) as unknown as FlowDefinition;
const at = (release: number, ...nodes: readonly string[]) =>
  ({ flow: { release }, nodes: nodes.map((id) => ({ id, title })) }) as unknown as Instance;

const before = flow(node('lead', 'approval'), node('chief', 'approval'), node('tell', 'cc'));
const after = flow(node('team', 'approval'), node('chief', 'handle'), node('tell', 'cc'));
const instances = [at(1, 'lead'), at(1, 'lead', 'tell'), at(2, 'chief')];

it('instances are counted by where they stand and by the version that they follow', () => {
  expect([...standingAt(instances)]).toEqual([
    ['lead', 2],
    ['tell', 1],
    ['chief', 1],
  ]);
  expect(followersOf(instances)).toEqual([
    [2, 1],
    [1, 2],
  ]);
});

it('a node that is gone has no counterpart, nor has one that became another kind', () => {
  const missing = missingNodes([before], after, standingAt(instances));
  expect(missing.map(({ node: { id }, waiting }) => [id, waiting])).toEqual([
    ['lead', 2],
    ['chief', 1],
  ]);
});

it('only a node of the same kind can take its place', () => {
  expect(counterparts(node('lead', 'approval'), after).map(({ id }) => id)).toEqual(['team']);
});

it('a choice can be taken back', () => {
  const map = mapped({}, 'lead', 'team');
  expect(map).toEqual({ lead: 'team' });
  expect(mapped(map, 'lead', undefined)).toEqual({});
});
