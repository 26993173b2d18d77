import {
  above,
  approval,
  chain,
  factsOf,
  flowOf,
  handle,
  line,
  node,
  play,
  straight,
} from './flows.fixtures.js';
import type { Play, World } from './flows.fixtures.js';
import { planFlow } from './plan-flow.js';

const byAmount = flowOf(
  [
    node('s', 'start'),
    approval('lead', ['bob']),
    node('big', 'condition'),
    node('note', 'cc', { recipients: [{ role: 'reviewers' }] }),
    node('second', 'approval', { assignees: [{ role: 'reviewers' }], mode: 'all' }),
    handle('file', ['ivy']),
    node('e', 'end'),
  ],
  [
    ...chain('s', 'lead', 'big'),
    line('big', 'note', { when: above('5000') }),
    ...chain('note', 'second', 'file', 'e'),
    line('big', 'file', { default: true }),
  ],
);

function states({ flow, state }: Play, world: World = {}): Record<string, string> {
  return Object.fromEntries(
    planFlow(flow, state, { ...factsOf(world), starter: 'amy' }).map((step) => [step.nodeId, step.state]),
  );
}

function stepOf({ flow, state }: Play, nodeId: string, world: World = {}) {
  return planFlow(flow, state, factsOf(world)).find((step) => step.nodeId === nodeId);
}

describe('what comes next', () => {
  test('before the start everything that would run is planned', () => {
    const world = { record: { amount: '10' } };
    expect(states(play(byAmount, world), world)).toEqual({
      s: 'planned',
      lead: 'planned',
      big: 'planned',
      note: 'skipped',
      file: 'planned',
      second: 'skipped',
      e: 'planned',
    });
  });

  test('a running instance shows what is done, what is open and what follows', () => {
    const world = { record: { amount: '8000' } };
    expect(states(play(byAmount, world).start(), world)).toEqual({
      s: 'done',
      lead: 'active',
      big: 'planned',
      note: 'planned',
      file: 'planned',
      second: 'planned',
      e: 'planned',
    });
  });

  test('the plan follows the record as it is changed', () => {
    const claim = play(byAmount, { record: { amount: '8000' } }).start();
    expect(states(claim, { record: { amount: '8000' } })['second']).toBe('planned');
    expect(states(claim, { record: { amount: '80' } })['second']).toBe('skipped');
  });

  test('the people to come are named, and the condition that leads to them', () => {
    const world = { record: { amount: '8000' } };
    const claim = play(byAmount, world).start();
    expect(stepOf(claim, 'second', world)?.people).toEqual(['erin', 'frank']);
    expect(stepOf(claim, 'note', world)).toMatchObject({
      people: ['erin', 'frank'],
      why: { edge: 'big-note', condition: { tried: [{ edge: 'big-note', holds: true }] } },
    });
  });

  test('an open step lists who still owes an answer and who has given one', () => {
    const world = { record: { amount: '8000' } };
    const claim = play(byAmount, world).start();
    claim.answer('approve', 'bob', 'lead');
    claim.answer('approve', 'erin', 'second');
    expect(stepOf(claim, 'second', world)).toMatchObject({
      state: 'active',
      people: ['frank'],
      answers: [{ by: 'erin', outcome: 'approved' }],
    });
  });

  test('a step that will pass by itself says so', () => {
    const claim = play(
      straight(handle('first', ['bob']), approval('own', ['amy'], { self: 'skip' })),
    ).start();
    expect(stepOf(claim, 'own')).toMatchObject({ state: 'planned', people: [], outcome: 'auto_approved' });
  });

  test('after the end nothing is planned; what was not needed is skipped', () => {
    const world = { record: { amount: '10' } };
    const claim = play(byAmount, world).start();
    claim.answer('approve', 'bob', 'lead');
    claim.answer('submit', 'ivy', 'file');
    expect(states(claim, world)).toMatchObject({ lead: 'done', second: 'skipped', e: 'done' });
  });

  test('where the flow stands still the reason is given', () => {
    const stuck = flowOf(
      [node('s', 'start'), node('c', 'condition'), node('e', 'end')],
      [line('s', 'c'), line('c', 'e', { when: above('1') })],
    );
    expect(stepOf(play(stuck).start(), 'c')).toMatchObject({ state: 'active', stuck: 'no_branch' });
  });

  test('a drawing that leads back is planned once round', () => {
    const again = flowOf(
      [node('s', 'start'), handle('fix', ['amy']), node('c', 'condition'), node('e', 'end')],
      [...chain('s', 'fix', 'c'), line('c', 'fix', { when: above('1') }), line('c', 'e', { default: true })],
    );
    const claim = play(again, { record: { amount: '5' } });
    expect(states(claim, { record: { amount: '5' } })).toEqual({
      s: 'planned',
      fix: 'planned',
      c: 'planned',
      e: 'skipped',
    });
  });

  test('planning changes nothing', () => {
    const claim = play(byAmount, { record: { amount: '8000' } }).start();
    const before = JSON.stringify(claim.state);
    states(claim);
    expect(JSON.stringify(claim.state)).toBe(before);
  });
});
