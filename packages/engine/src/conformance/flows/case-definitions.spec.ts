import { compileRelease } from '@dougong/kernel/commands';
import type { FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { CaseDefinitions } from './case-definitions.js';
import { CaseNames } from './case-names.js';
import { readFlowCases } from './flow-case.js';
import type { FlowCase } from './flow-case.js';

const START = { id: 's', type: 'start' };
const END = { id: 'e', type: 'end' };

function translated(nodes: readonly object[], more: object = {}) {
  const flow = { nodes: [START, ...nodes, END], edges: [{ from: 's', to: 'e' }] };
  const [entry] = readFlowCases({ cases: [{ id: 'K', flow, ...more }] }) ?? [];
  const names = new CaseNames('doc');
  const definitions = new CaseDefinitions(entry?.one as FlowCase, names);
  const all = definitions.all();
  const main = all.find(({ key }) => key === 'main') as FlowDefinition;
  const form = all.find(({ kind }) => kind === 'form') as FormDefinition;
  return { names, definitions, all, main, form, config: main.nodes[1]?.config };
}

describe('the drawing of a case', () => {
  test('becomes definitions that the platform compiles', () => {
    const { all } = translated(
      [
        {
          id: 'a',
          type: 'approval',
          assignees: { users: ['ann'], role: 'lead', leader: 1 },
          mode: 'vote',
          passPercent: 50,
        },
        {
          id: 'x',
          type: 'action',
          effect: { set: { state: 'new', none: null }, add: { count: 2 }, call: 'erp' },
        },
        { id: 'u', type: 'subflow', flow: 'Inner part', foreach: 'team' },
        { id: 'w', type: 'wait', event: 'paid-in', keep: true },
      ],
      {
        record: { amount: 5, ok: true, note: 'n', team: ['ann'], boss: 'bob' },
        flows: {
          'Inner part': {
            nodes: [START, { id: 'k', type: 'handle', assignees: { field: 'item' } }, END],
            edges: [],
          },
        },
      },
    );
    expect(compileRelease(1, all)).toMatchObject({ ok: true });
  });

  test('keeps the order of those who sign', () => {
    const { config, names } = translated([
      { id: 'a', type: 'approval', assignees: [{ users: ['bob', 'ann'] }, { role: 'lead', starter: true }] },
    ]);
    expect(config?.['assignees']).toEqual([
      { users: [names.userId('bob'), names.userId('ann')] },
      { role: 'r_lead' },
      { starter: true },
    ]);
  });

  test('takes what a node leaves out from the settings of the case', () => {
    const settings = { empty: { user: 'ann' }, self: 'skip', dedupe: 'any', maxAutoSteps: 7 };
    const { config, main, names } = translated([{ id: 'a', type: 'handle', assignees: { starter: true } }], {
      settings,
    });
    expect(config).toMatchObject({ empty: { user: names.userId('ann') }, self: 'skip' });
    expect(main.settings).toMatchObject({ dedupe: 'any', autoStepsMax: 7 });
  });

  test('asks nobody where it names nobody', () => {
    expect(
      translated([{ id: 'a', type: 'approval', assignees: { users: [] } }]).config?.['assignees'],
    ).toEqual([]);
    expect(translated([{ id: 'a', type: 'approval' }]).config).not.toHaveProperty('assignees');
  });
});

describe('the document of a case', () => {
  test('has every field that the case writes, compares or lets people change, with its type', () => {
    const { definitions } = translated(
      [
        { id: 'a', type: 'approval', assignees: { field: 'boss' }, editable: ['remark'] },
        { id: 'x', type: 'action', effect: { add: { count: 1 } } },
      ],
      {
        record: { amount: 5, team: ['ann'], sizes: [1, 2] },
        steps: [{ do: 'approve', record: { ok: true } }],
      },
    );
    expect(Object.fromEntries(definitions.types)).toEqual({
      amount: 'number',
      team: 'list',
      sizes: 'numbers',
      ok: 'boolean',
      count: 'number',
      remark: 'text',
      boss: 'user',
    });
  });

  test('is filled in with ids of people, exact numbers and lines', () => {
    const { definitions, names } = translated([{ id: 'a', type: 'approval', assignees: { field: 'team' } }], {
      record: { team: ['ann'], amount: 0.1 },
    });
    expect(definitions.values({ team: ['ann', 'bob'], amount: 0.1 })).toEqual({
      f_team: [{ element: names.userId('ann') }, { element: names.userId('bob') }],
      f_amount: '0.1',
    });
  });
});
