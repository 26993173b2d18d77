import {
  above,
  approval,
  chain,
  flowOf,
  handle,
  line,
  node,
  NOW,
  play,
  straight,
  WITH_FORK,
} from './flows.fixtures.js';
import { workPolicy } from './node-paths.js';

const byAmount = flowOf(
  [
    node('s', 'start'),
    approval('lead', ['bob']),
    node('big', 'condition'),
    node('second', 'approval', { assignees: [{ role: 'reviewers' }] }),
    node('e', 'end'),
  ],
  [
    ...chain('s', 'lead', 'big'),
    line('big', 'second', { when: above('5000') }),
    line('second', 'e'),
    line('big', 'e', { default: true }),
  ],
);

describe('a claim that goes to reviewers only above 5000', () => {
  test('a large one is approved by the lead and then by any reviewer', () => {
    const claim = play(byAmount, { record: { amount: '8000.00' } }).start();
    expect(claim.open).toEqual({ lead: ['bob'] });
    claim.answer('approve', 'bob', 'lead');
    expect(claim.open).toEqual({ second: ['erin', 'frank'] });
    claim.answer('approve', 'frank', 'second');
    expect(claim.state?.status).toBe('approved');
    expect(claim.trace).toEqual(['lead=approved', 'second=approved', 'e=end']);
    expect(claim.open).toEqual({});
  });

  test.each([
    ['4999.99', 'approved'],
    ['5000.00', 'approved'],
    ['5000.01', 'running'],
  ])('after the lead an amount of %s is %s', (amount, status) => {
    const claim = play(byAmount, { record: { amount } }).start();
    claim.answer('approve', 'bob', 'lead');
    expect(claim.state?.status).toBe(status);
  });

  test('a blank amount meets no condition and takes the default line', () => {
    const claim = play(byAmount, { record: { amount: null } }).start();
    claim.answer('approve', 'bob', 'lead');
    expect(claim.trace).toEqual(['lead=approved', 'e=end']);
  });

  test('the trail names the line taken and why', () => {
    const claim = play(byAmount, { record: { amount: '8000' } }).start();
    claim.answer('approve', 'bob', 'lead');
    const taken = claim.events.find((event) => event.kind === 'condition_taken');
    expect(taken).toMatchObject({ nodeId: 'big', payload: { edge: 'big-second', default: false } });
    expect(taken?.payload?.['tried']).toMatchObject([
      { edge: 'big-second', holds: true, explanation: { holds: true } },
    ]);
  });

  test('the record takes the running state at the start and the approved one at the end', () => {
    const claim = play(byAmount, { record: { amount: '1' } }).start();
    claim.answer('approve', 'bob', 'lead');
    expect(claim.recordStates).toEqual(['in_review', 'approved']);
  });

  test('a refusal by the lead ends the claim as rejected', () => {
    const claim = play(byAmount, { record: { amount: '8000' } }).start();
    claim.answer('reject', 'bob', 'lead', 'too much');
    expect(claim.state?.status).toBe('rejected');
    expect(claim.trace).toEqual(['lead=rejected']);
    expect(claim.recordStates).toEqual(['in_review', 'rejected']);
    expect(claim.notices).toEqual(['task bob lead', 'rejected amy -']);
  });
});

describe('conditions', () => {
  const twoLimits = flowOf(
    [
      node('s', 'start'),
      node('c', 'condition'),
      handle('low', ['bob']),
      handle('high', ['erin']),
      node('e', 'end'),
    ],
    [
      line('s', 'c'),
      line('c', 'low', { when: above('10') }),
      line('c', 'high', { when: above('100') }),
      ...chain('low', 'e'),
      ...chain('high', 'e'),
    ],
  );

  test('the first true line in drawn order wins, even if a later one is true as well', () => {
    expect(play(twoLimits, { record: { amount: '500' } }).start().open).toEqual({ low: ['bob'] });
  });

  test('with no true line and no default the instance is suspended and the administrator is told', () => {
    const claim = play(twoLimits, { record: { amount: '5' } }).start();
    expect(claim.state).toMatchObject({ status: 'suspended', reason: 'no_branch' });
    expect(claim.notices).toEqual(['suspended hank c']);
    expect(claim.recordStates).toEqual(['in_review']);
  });
});

describe('several people in one step', () => {
  test('all: the step is approved when the last one has agreed', () => {
    const claim = play(straight(approval('sign', ['gina', 'erin'], { mode: 'all' }))).start();
    claim.answer('approve', 'erin', 'sign');
    expect(claim.open).toEqual({ sign: ['gina'] });
    expect(claim.trace).toEqual([]);
    claim.answer('approve', 'gina', 'sign');
    expect(claim.trace).toEqual(['sign=approved', 'e=end']);
  });

  test('all: a refusal by one refuses the step and closes the to-dos of the others', () => {
    const claim = play(straight(approval('sign', ['gina', 'erin', 'bob'], { mode: 'all' }))).start();
    claim.answer('approve', 'gina', 'sign');
    claim.answer('reject', 'erin', 'sign');
    expect(claim.state?.status).toBe('rejected');
    expect(claim.effects).toContainEqual({ type: 'close_task', taskId: 't3', outcome: 'cancelled' });
  });

  test('all: who has answered cannot answer again', () => {
    const claim = play(straight(approval('sign', ['gina', 'erin'], { mode: 'all' }))).start();
    const task = claim.taskOf('erin', 'sign')?.id ?? '';
    claim.answer('approve', 'erin', 'sign');
    const before = claim.state;
    expect(claim.send({ type: 'reject', taskId: task, by: 'erin', at: NOW })).toEqual(['already_done']);
    expect(claim.state).toBe(before);
  });

  test('any: the first answer decides and the other to-do is cancelled', () => {
    const claim = play(straight(approval('lead', ['bob', 'carol']), handle('file', ['ivy']))).start();
    const late = claim.taskOf('bob', 'lead')?.id ?? '';
    claim.answer('approve', 'carol', 'lead');
    expect(claim.open).toEqual({ file: ['ivy'] });
    expect(claim.send({ type: 'approve', taskId: late, by: 'bob', at: NOW })).toEqual(['already_done']);
  });

  test('any: the one who comes after the end of the flow is told that it no longer runs', () => {
    const claim = play(straight(approval('lead', ['bob', 'carol']))).start();
    const late = claim.taskOf('bob', 'lead')?.id ?? '';
    claim.answer('approve', 'carol', 'lead');
    expect(claim.send({ type: 'approve', taskId: late, by: 'bob', at: NOW })).toEqual(['not_running']);
  });

  test('any: a refusal decides too', () => {
    const claim = play(straight(approval('lead', ['bob', 'carol']))).start();
    claim.answer('reject', 'carol', 'lead');
    expect(claim.state?.status).toBe('rejected');
  });

  test('handle for all: two people submit one after the other and the next step opens once', () => {
    const claim = play(
      straight(handle('both', ['jack', 'kate'], { mode: 'all' }), approval('z', ['bob'])),
    ).start();
    claim.answer('submit', 'jack', 'both');
    claim.answer('submit', 'kate', 'both');
    expect(claim.trace).toEqual(['both=submitted']);
    expect(claim.open).toEqual({ z: ['bob'] });
  });
});

describe('refused commands change nothing', () => {
  test('another person cannot answer a to-do', () => {
    const claim = play(straight(approval('lead', ['bob']))).start();
    const taskId = claim.taskOf('bob', 'lead')?.id ?? '';
    expect(claim.send({ type: 'approve', taskId, by: 'zoe', at: NOW })).toEqual(['not_yours']);
    expect(claim.open).toEqual({ lead: ['bob'] });
  });

  test('nobody can answer before the start, and nobody can start twice', () => {
    const claim = play(straight(approval('lead', ['bob'])));
    expect(claim.answer('approve', 'bob', 'lead')).toEqual(['not_running']);
    claim.start();
    expect(claim.send({ type: 'start', starter: 'amy', at: NOW })).toEqual(['already_done']);
  });

  test('work to be done cannot be refused, and an approval cannot be submitted', () => {
    const claim = play(straight(handle('work', ['bob']))).start();
    expect(claim.answer('reject', 'bob', 'work')).toEqual(['not_allowed']);
    const asked = play(straight(approval('lead', ['bob']))).start();
    expect(asked.answer('submit', 'bob', 'lead')).toEqual(['not_allowed']);
  });

  test('an opinion that is required on refusal must have words', () => {
    const claim = play(straight(approval('lead', ['bob'], { opinion: 'required_on_reject' }))).start();
    expect(claim.answer('reject', 'bob', 'lead', '  ')).toEqual(['opinion_required']);
    expect(claim.answer('reject', 'bob', 'lead', 'no budget')).toEqual([]);
  });

  test('a suspended instance takes no answers', () => {
    const forked = flowOf(
      [
        node('s', 'start'),
        node('f', 'fork'),
        approval('a', ['bob']),
        node('c', 'condition'),
        node('e', 'end'),
      ],
      [...chain('s', 'f', 'a', 'e'), line('f', 'c'), line('c', 'e', { when: above('1') })],
    );
    const claim = play(forked, {}, WITH_FORK).start();
    expect(claim.state?.status).toBe('suspended');
    expect(claim.answer('approve', 'bob', 'a')).toEqual(['not_running']);
  });
});

describe('refusal over its own line', () => {
  const corrected = flowOf(
    [
      node('s', 'start'),
      handle('fix', ['amy']),
      approval('lead', ['bob'], { onReject: 'edge' }),
      node('e', 'end'),
    ],
    [...chain('s', 'fix', 'lead', 'e'), line('lead', 'fix', { on: 'rejected' })],
  );

  test('the claim goes back to be corrected and comes again', () => {
    const claim = play(corrected).start();
    claim.answer('submit', 'amy', 'fix');
    claim.answer('reject', 'bob', 'lead');
    expect(claim.open).toEqual({ fix: ['amy'] });
    claim.answer('submit', 'amy', 'fix');
    claim.answer('approve', 'bob', 'lead');
    expect(claim.trace).toEqual([
      'fix=submitted',
      'lead=rejected',
      'fix=submitted',
      'lead=approved',
      'e=end',
    ]);
    expect(claim.state?.visits).toMatchObject({ fix: 2, lead: 2 });
  });
});

describe('several tokens', () => {
  const twoBranches = (config: Record<string, unknown>) =>
    flowOf(
      [
        node('s', 'start'),
        node('f', 'fork'),
        approval('b', ['bob']),
        handle('a', ['ann']),
        approval('c', ['carol'], config),
        node('e', 'end'),
      ],
      [...chain('s', 'f', 'b', 'e'), line('f', 'a'), line('a', 'e'), line('f', 'c'), line('c', 'e')],
    );

  test('branches open in drawn order, each run to its wait before the next one starts', () => {
    const noted = flowOf(
      [
        node('s', 'start'),
        node('f', 'fork'),
        node('n1', 'cc', { recipients: [{ starter: true }] }),
        handle('z', ['bob']),
        node('n2', 'cc', { recipients: [{ starter: true }] }),
        handle('a', ['ann']),
        node('e', 'end'),
      ],
      [...chain('s', 'f', 'n1', 'z', 'e'), ...chain('f', 'n2', 'a', 'e')],
    );
    const claim = play(noted, {}, WITH_FORK).start();
    expect(claim.trace).toEqual(['n1=done', 'n2=done']);
    expect(claim.state?.work.map((item) => item.nodeId)).toEqual(['z', 'a']);
    expect(claim.events.map((event) => event.nodeId).filter(Boolean)).toEqual([
      'n1',
      'n1',
      'z',
      'n2',
      'n2',
      'a',
    ]);
  });

  test('the instance ends when no token is left', () => {
    const claim = play(twoBranches({}), {}, WITH_FORK).start();
    claim.answer('approve', 'bob', 'b');
    claim.answer('submit', 'ann', 'a');
    expect(claim.state?.status).toBe('running');
    claim.answer('approve', 'carol', 'c');
    expect(claim.state?.status).toBe('approved');
  });

  test('a refusal that ends the flow cancels the other open steps at once, in order of their ids', () => {
    const claim = play(twoBranches({}), {}, WITH_FORK).start();
    claim.answer('reject', 'carol', 'c');
    expect(claim.trace).toEqual(['c=rejected', 'a=cancelled', 'b=cancelled']);
    expect(claim.state).toMatchObject({ status: 'rejected', tokens: [], work: [] });
    expect(claim.effects.filter((effect) => effect.type === 'close_task')).toHaveLength(3);
  });

  test('an ordinary node with several lines in runs once for each token', () => {
    const merged = flowOf(
      [
        node('s', 'start'),
        node('f', 'fork'),
        handle('a', ['ann']),
        handle('b', ['bob']),
        approval('z', ['carol']),
        node('e', 'end'),
      ],
      [...chain('s', 'f', 'a', 'z', 'e'), line('f', 'b'), line('b', 'z')],
    );
    const claim = play(merged, {}, WITH_FORK).start();
    claim.answer('submit', 'ann', 'a');
    claim.answer('submit', 'bob', 'b');
    expect(claim.open).toEqual({ z: ['carol', 'carol'] });
    claim.answer('approve', 'carol', 'z');
    expect(claim.state?.status).toBe('running');
    claim.answer('approve', 'carol', 'z');
    expect(claim.trace.slice(2)).toEqual(['z=approved', 'e=end', 'z=approved', 'e=end']);
  });

  const twoEnds = (end: Record<string, unknown>) =>
    flowOf(
      [
        node('s', 'start'),
        node('f', 'fork'),
        handle('a', ['ann']),
        handle('b', ['bob']),
        node('no', 'end', end),
        node('e', 'end'),
      ],
      [...chain('s', 'f', 'a', 'no'), line('f', 'b'), line('b', 'e')],
    );

  test('a rejected end decides the result but lets the other branch finish', () => {
    const claim = play(twoEnds({ result: 'rejected' }), {}, WITH_FORK).start();
    claim.answer('submit', 'ann', 'a');
    expect(claim.state?.status).toBe('running');
    claim.answer('submit', 'bob', 'b');
    expect(claim.state?.status).toBe('rejected');
  });

  test('an end that terminates cancels everything still open', () => {
    const claim = play(twoEnds({ terminate: true }), {}, WITH_FORK).start();
    claim.answer('submit', 'ann', 'a');
    expect(claim.state?.status).toBe('approved');
    expect(claim.trace).toEqual(['a=submitted', 'no=end', 'b=cancelled']);
  });
});

describe('copies and actions', () => {
  const actions = [{ id: 'mark', type: 'set-field', field: 'urgent', value: true }];

  test('a copy is sent once to each active user and does not wait', () => {
    const copied = straight(
      node('note', 'cc', {
        recipients: [{ users: ['jack', 'zoe'] }, { starter: true }, { users: ['jack'] }],
      }),
    );
    const claim = play(copied, { inactive: ['zoe'] }).start();
    expect(claim.trace).toEqual(['note=done', 'e=end']);
    expect(claim.notices).toEqual(['cc jack note', 'cc amy note', 'approved amy -']);
  });

  test('a copy to nobody is fine', () => {
    const claim = play(straight(node('note', 'cc', { recipients: [{ role: 'nobody' }] }))).start();
    expect(claim.trace).toEqual(['note=done', 'e=end']);
    expect(claim.notices).toEqual(['approved amy -']);
  });

  test('actions are asked for in the same step and stand in the trail', () => {
    const claim = play(straight(approval('lead', ['bob']), node('book', 'action', { actions }))).start();
    claim.answer('approve', 'bob', 'lead');
    expect(claim.effects).toContainEqual({ type: 'run_actions', nodeId: 'book', actions });
    expect(claim.trace).toEqual(['lead=approved', 'book=done', 'e=end']);
    expect(claim.events.find((event) => event.kind === 'actions_run')?.payload).toEqual({
      actions: ['mark'],
    });
  });

  test('a condition behind an action sees what the action did', () => {
    const marked = flowOf(
      [
        node('s', 'start'),
        node('book', 'action', { actions }),
        node('c', 'condition'),
        handle('rush', ['bob']),
        node('e', 'end'),
      ],
      [
        ...chain('s', 'book', 'c'),
        line('c', 'rush', { when: { '==': [{ var: 'urgent' }, true] } }),
        line('rush', 'e'),
        line('c', 'e', { default: true }),
      ],
    );
    const world = { record: { urgent: false } };
    expect(play(marked, world).start().state?.status).toBe('approved');
    const seen = play(marked, {
      ...world,
      afterActions: (_actions, input) => ({ ...input, record: { urgent: true } }),
    });
    expect(seen.start().open).toEqual({ rush: ['bob'] });
  });
});

describe('limits and endings', () => {
  test('a loop without people is stopped and waits for the administrator', () => {
    const loop = flowOf(
      [
        node('s', 'start'),
        node('note', 'cc', { recipients: [{ starter: true }] }),
        node('c', 'condition'),
        node('e', 'end'),
      ],
      [
        ...chain('s', 'note', 'c'),
        line('c', 'e', { when: above('1') }),
        line('c', 'note', { default: true }),
      ],
    );
    const claim = play(loop, {}, { autoStepsMax: 20 }).start();
    expect(claim.state).toMatchObject({ status: 'suspended', reason: 'loop_limit' });
    expect(claim.trace).toHaveLength(10);
    expect(claim.send({ type: 'cancel', by: 'hank', reason: 'endless', at: NOW })).toEqual([]);
    expect(claim.state?.status).toBe('cancelled');
  });

  test('exactly as many automatic steps as allowed pass', () => {
    const twoCopies = straight(
      node('n1', 'cc', { recipients: [{ starter: true }] }),
      node('n2', 'cc', { recipients: [{ starter: true }] }),
    );
    expect(play(twoCopies, {}, { autoStepsMax: 4 }).start().state?.status).toBe('approved');
    expect(play(twoCopies, {}, { autoStepsMax: 3 }).start().state?.status).toBe('suspended');
  });

  test('cancelling closes every to-do and tells why', () => {
    const claim = play(straight(approval('lead', ['bob', 'carol']))).start();
    claim.send({ type: 'cancel', by: 'hank', reason: 'record_deleted', at: NOW });
    expect(claim.state).toMatchObject({
      status: 'cancelled',
      reason: 'record_deleted',
      tokens: [],
      work: [],
    });
    expect(claim.trace).toEqual(['lead=cancelled']);
    expect(claim.send({ type: 'cancel', by: 'hank', reason: 'again', at: NOW })).toEqual(['not_running']);
  });

  test('a due time counts from the opening of the step', () => {
    const claim = play(straight(approval('lead', ['bob'], { dueIn: 'PT24H' }))).start();
    expect(claim.taskOf('bob', 'lead')).toMatchObject({ openedAt: NOW, dueAt: '2026-11-03T08:00:00.000Z' });
  });

  test('the trail is numbered without gaps over all steps', () => {
    const claim = play(byAmount, { record: { amount: '8000' } }).start();
    claim.answer('approve', 'bob', 'lead');
    claim.answer('approve', 'erin', 'second');
    expect(claim.events.map((event) => event.seq)).toEqual(claim.events.map((_event, at) => at + 1));
  });

  test('a drawing published by force that offers no line waits for help instead of vanishing', () => {
    const open = flowOf(
      [node('s', 'start'), approval('lead', ['bob']), node('e', 'end')],
      chain('s', 'lead'),
    );
    const claim = play(open).start();
    claim.answer('approve', 'bob', 'lead');
    expect(claim.state).toMatchObject({ status: 'suspended', reason: 'no_branch' });
  });
});

test('the policy of a step names what may be answered and changed there', () => {
  const { flow } = play(straight(handle('work', ['bob'], { editable: ['amount'], opinion: 'required' })));
  expect(workPolicy(flow, 'work')).toMatchObject({
    answers: { submit: 'submitted' },
    editable: ['amount'],
    opinion: 'required',
  });
  expect(workPolicy(flow, 's')).toBeUndefined();
});
