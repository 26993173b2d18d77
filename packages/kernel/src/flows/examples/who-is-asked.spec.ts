import type { CaseNode, FlowCase } from './flow-case.fixtures.js';
import { act, ask, at, draw, played, row, wait, work } from './draw.fixtures.js';

/** Who is asked, in the fixed order of the rules, and how their answers count. */

function asked(assignees: unknown, rest: object = {}, more: Partial<FlowCase> = {}) {
  return played(row(at('a', 'approval', { assignees, ...rest }) as CaseNode), more).seen();
}

describe('people are found', () => {
  test.each([
    ['named users', { users: ['bob', 'gina'] }, ['bob', 'gina']],
    ['a role', { role: 'finance' }, ['erin', 'frank']],
    ['a post', { post: 'clerk' }, ['erin']],
    ['the starter', { starter: true }, ['amy']],
    ['the leader of the own department', { leader: 1 }, ['bob']],
    ['the leader two levels up', { leader: 2 }, ['carol']],
    ['a level above the top, so nobody but the administrator', { leader: 9 }, ['hank']],
  ])('%s', (_name, source, users) => {
    expect(asked(source).open).toEqual({ a: users });
  });

  test('in a field of the record', () => {
    expect(asked({ field: 'owner' }, {}, { record: { owner: 'gina' } }).open).toEqual({ a: ['gina'] });
  });

  test('in a list of the record', () => {
    const record = { readers: ['gina', 'bob'] };
    expect(asked({ field: 'readers' }, {}, { record }).open).toEqual({ a: ['bob', 'gina'] });
  });

  test('as leader of the department that a field names', () => {
    expect(asked({ leaderOf: 'team' }, {}, { record: { team: 'legal' } }).open).toEqual({ a: ['gina'] });
  });

  test('leaders one after another to the top, in the order upwards', () => {
    const claim = played(row(at('a', 'approval', { assignees: { leaders: 'top' } })));
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ a: ['carol'] });
    expect(act(claim, 'approve carol a', 'approve dave a')).toEqual([]);
    expect(claim.seen().status).toBe('approved');
  });

  test('a vacant level is passed over, and nobody is his own leader', () => {
    const flow = row(at('a', 'approval', { assignees: { leaders: 2 }, mode: 'all' }));
    expect(played(flow).seen().open).toEqual({ a: ['bob', 'carol'] });
    const own = played(row(at('a', 'approval', { assignees: { leaders: 3 }, mode: 'all' })));
    expect(own.seen().open).toEqual({ a: ['bob', 'carol', 'dave'] });
  });

  test('picked by the starter, who cannot start without having picked', () => {
    const flow = row(at('a', 'approval', { assignees: { chosen: true } }));
    expect(() => played(flow)).toThrow('missing_choice');
  });

  test('picked by whoever decides the step before', () => {
    const flow = row(ask('a', 'bob'), at('b', 'approval', { assignees: { chosenAt: 'a' } }));
    const claim = played(flow);
    expect(act(claim, 'approve bob a')).toEqual(['missing_choice']);
    act(claim, { do: 'approve', by: 'bob', node: 'a', chosen: { b: ['gina'] } });
    expect(claim.seen().open).toEqual({ b: ['gina'] });
  });
});

describe('the order of the rules', () => {
  test('someone named twice has one to-do, also as a deputy', () => {
    const settings = { agents: { carol: 'bob' } };
    expect(asked({ users: ['bob', 'carol'] }, { mode: 'all' }, { settings }).open).toEqual({ a: ['bob'] });
  });

  test('a standing deputy gets the to-do of the absent one', () => {
    const claim = played(row(ask('a', 'bob')), { settings: { agents: { bob: 'carol' } } });
    expect(claim.seen().open).toEqual({ a: ['carol'] });
    expect(claim.state?.work[0]).toMatchObject({ assignee: 'carol', for: 'bob' });
  });

  test('the starter as the only one asked, skipped, lets the step pass', () => {
    expect(asked({ starter: true }, { self: 'skip' }).trace).toEqual(['a=auto_approved', 'e=end']);
  });

  test('in place of the starter his leader is asked', () => {
    expect(asked({ starter: true }, { self: 'to_leader' }).open).toEqual({ a: ['bob'] });
  });

  test.each([
    ['auto_pass', 'approved', ['a=auto_approved', 'e=end']],
    ['auto_reject', 'rejected', ['a=auto_rejected']],
  ])('with nobody to ask %s', (empty, status, trace) => {
    expect(asked({ users: ['zoe'] }, { empty })).toMatchObject({ status, trace });
  });

  test('with nobody to ask a named user is asked', () => {
    expect(asked({ users: ['zoe'] }, { empty: { user: 'dave' } }).open).toEqual({ a: ['dave'] });
  });

  test('with nobody to ask the flow does not start where the step says so, if it is on the way', () => {
    const ghosts = at('a', 'approval', { assignees: { role: 'ghosts' }, empty: 'forbid_start' });
    expect(() => played(row(ghosts))).toThrow('nobody_to_ask');
    const flow = draw(
      [at('c', 'condition'), ghosts],
      's c',
      { from: 'c', to: 'a', when: { field: 'n', op: '>', value: 5 } },
      { from: 'c', to: 'e', default: true },
      'a e',
    );
    expect(() => played(flow, { record: { n: 9 } })).toThrow('nobody_to_ask');
    expect(played(flow, { record: { n: 1 } }).seen().status).toBe('approved');
  });

  test('whoever has left since the start is no reason to stop: the administrator is asked', () => {
    const claim = played(
      row(ask('a', 'bob'), at('b', 'approval', { assignees: { role: 'finance' }, empty: 'forbid_start' })),
    );
    for (const user of ['erin', 'frank']) act(claim, { do: 'set_user', user, set: { roles: [] } });
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ b: ['hank'] });
  });

  test('in a loop in which everybody has approved before somebody is asked the second time round', () => {
    const flow = draw(
      [ask('a', 'bob'), ask('b', 'bob'), at('c', 'condition')],
      's a b c',
      { from: 'c', to: 'a', when: { field: 'n', op: '>', value: 5 } },
      { from: 'c', to: 'e', default: true },
    );
    const claim = played(flow, { record: { n: 9 }, settings: { dedupe: 'any' } });
    act(claim, 'approve bob a');
    expect(claim.seen()).toMatchObject({ status: 'running', open: { b: ['bob'] } });
  });

  test('an approval right before stands for the next one of the same person', () => {
    const settings = { dedupe: 'consecutive' };
    const claim = played(row(ask('a', 'bob'), ask('b', ['bob']), ask('c', 'gina'), ask('d', 'bob')), {
      settings,
    });
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ c: ['gina'] });
    act(claim, 'approve gina c');
    expect(claim.seen()).toMatchObject({
      open: { d: ['bob'] },
      trace: ['a=approved', 'b=approved', 'c=approved'],
    });
  });

  test('an approval anywhere before stands for every next one, until the form comes back', () => {
    const settings = { dedupe: 'any' };
    const claim = played(row(ask('a', 'bob'), ask('c', 'gina'), ask('d', 'bob')), { settings });
    act(claim, 'approve bob a', 'return gina c to s', { do: 'resubmit', by: 'amy' });
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    act(claim, 'approve bob a', 'approve gina c');
    expect(claim.seen().trace.slice(2)).toEqual(['a=approved', 'c=approved', 'd=approved', 'e=end']);
  });

  test('work that is to be done is never taken as done before', () => {
    const claim = played(row(work('a', 'bob'), work('b', 'bob')), { settings: { dedupe: 'any' } });
    act(claim, 'submit bob a');
    expect(claim.seen().open).toEqual({ b: ['bob'] });
  });
});

describe('time limits', () => {
  const limited = (timeout: object, rest: object = {}) =>
    played(row(ask('a', ['bob', 'gina'], { mode: 'all', timeout: { after: 'PT2H', ...timeout }, ...rest })));

  test('pass the whole step', () => {
    const claim = limited({ action: 'pass' });
    act(claim, 'approve bob a', wait('PT2H'));
    expect(claim.seen()).toMatchObject({ trace: ['a=auto_approved', 'e=end'], open: {} });
  });

  test('refuse the whole step', () => {
    const claim = limited({ action: 'reject' });
    act(claim, wait('PT2H'));
    expect(claim.seen()).toMatchObject({ status: 'rejected', trace: ['a=auto_rejected'] });
  });

  test('hand it to somebody else in one to-do', () => {
    const claim = limited({ action: 'transfer', to: 'dave' });
    act(claim, wait('PT2H'));
    expect(claim.seen().open).toEqual({ a: ['dave'] });
    expect(act(claim, 'approve bob a', 'approve dave a')).toEqual(['not_yours']);
    expect(claim.seen().status).toBe('approved');
  });

  test('follow their own line', () => {
    const flow = draw(
      [ask('a', 'bob', { timeout: { after: 'PT2H', action: 'edge' } }), ask('late', 'dave')],
      's a e',
      { from: 'a', to: 'late', on: 'timeout' },
      'late e',
    );
    const claim = played(flow);
    act(claim, wait('PT2H'));
    expect(claim.seen()).toMatchObject({ trace: ['a=timed_out'], open: { late: ['dave'] } });
  });

  test('remind again and again until somebody answers', () => {
    const claim = limited({ action: 'remind', every: 'PT1H' }, { mode: 'any' });
    act(claim, wait('PT4H'), 'approve bob a', wait('PT9H'));
    expect(claim.seen().notices.filter(([, user]) => user === 'bob')).toHaveLength(3);
  });

  test('end with the step', () => {
    const claim = limited({ action: 'reject' });
    act(claim, 'approve bob a', 'approve gina a', wait('P9D'));
    expect(claim.seen().status).toBe('approved');
  });
});
