import { approval, handle, node, play, straight } from './flows.fixtures.js';
import type { World } from './flows.fixtures.js';

function openFor(assignees: object[], config: object = {}, world: World = {}) {
  return play(straight(node('a', 'approval', { assignees, ...config })), world).start();
}

describe('who gets the to-do', () => {
  test('sources are joined in their order: users, a role, the starter', () => {
    const claim = openFor([{ users: ['ivy'] }, { role: 'reviewers' }, { starter: true }]);
    expect(claim.state?.work.map((item) => item.assignee)).toEqual(['ivy', 'erin', 'frank', 'amy']);
  });

  test('a field of the record names the person', () => {
    expect(openFor([{ field: 'person' }], {}, { record: { person: 'gina' } }).open).toEqual({ a: ['gina'] });
  });

  test('a reference leads to the person responsible for the place', () => {
    const world = { record: { place: 'p1' }, places: { p1: { leader: 'bob' } } };
    expect(openFor([{ field: 'place.leader' }], {}, world).open).toEqual({ a: ['bob'] });
  });

  test('every line may name a person', () => {
    const world = { record: { lines: [{ person: 'bob' }, { person: null }, { person: 'gina' }] } };
    expect(openFor([{ field: 'lines.person' }], {}, world).open).toEqual({ a: ['bob', 'gina'] });
  });

  test('someone named twice gets one to-do', () => {
    const claim = openFor([{ users: ['erin'] }, { role: 'reviewers' }], { mode: 'all' });
    expect(claim.open).toEqual({ a: ['erin', 'frank'] });
  });

  test('people who have left are passed over', () => {
    expect(openFor([{ users: ['zoe', 'bob'] }], {}, { inactive: ['zoe'] }).open).toEqual({ a: ['bob'] });
  });
});

describe('nobody is left', () => {
  const nobody = [{ role: 'experts' }];

  test('the administrator of the flow gets it by default', () => {
    const claim = openFor(nobody);
    expect(claim.open).toEqual({ a: ['hank'] });
    claim.answer('approve', 'hank', 'a');
    expect(claim.trace).toEqual(['a=approved', 'e=end']);
  });

  test('of several administrators any one decides, whatever the mode of the step', () => {
    const claim = openFor(nobody, { mode: 'all' }, { roles: { admin: ['hank', 'hugo'] } });
    claim.answer('approve', 'hugo', 'a');
    expect(claim.state?.status).toBe('approved');
  });

  test('without an administrator the instance waits instead of approving itself', () => {
    const claim = openFor(nobody, {}, { roles: {} });
    expect(claim.state).toMatchObject({ status: 'suspended', reason: 'no_assignee' });
  });

  test('passing by itself shows in the trace', () => {
    expect(openFor(nobody, { empty: 'auto_pass' }).trace).toEqual(['a=auto_approved', 'e=end']);
  });

  test('refusing by itself ends the flow', () => {
    const claim = openFor(nobody, { empty: 'auto_reject' });
    expect(claim.trace).toEqual(['a=auto_rejected']);
    expect(claim.state?.status).toBe('rejected');
  });

  test('a blank people field is nobody', () => {
    expect(openFor([{ field: 'place.leader' }], {}, { record: { place: null } }).open).toEqual({
      a: ['hank'],
    });
  });
});

describe('the starter among the assignees', () => {
  test('decides by default', () => {
    expect(play(straight(approval('a', ['amy', 'bob']))).start().open).toEqual({ a: ['amy', 'bob'] });
  });

  test('is left out when he shall be skipped', () => {
    expect(play(straight(approval('a', ['amy', 'bob'], { self: 'skip' }))).start().open).toEqual({
      a: ['bob'],
    });
  });

  test('as the only one, skipped, lets the step pass rather than being an empty step', () => {
    const claim = play(straight(approval('a', ['amy'], { self: 'skip', empty: 'auto_reject' }))).start();
    expect(claim.trace).toEqual(['a=auto_approved', 'e=end']);
  });

  test('who has left is gone before the self rule is asked', () => {
    const claim = play(straight(handle('a', ['zoe'], { self: 'skip' })), { inactive: ['zoe'] }).start();
    expect(claim.open).toEqual({ a: ['hank'] });
  });
});
