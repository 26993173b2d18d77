import type { CaseEdge } from './flow-case.fixtures.js';
import { act, ask, at, beside, draw, played, row, wait, work } from './draw.fixtures.js';

/** Branches that part and meet, waits, calls and flows inside of flows. */

const when = (from: string, to: string, field: string): CaseEdge => ({
  from,
  to,
  when: { field, op: '=', value: true },
});

describe('branches side by side', () => {
  test('a refusal that ends the flow cancels the other branch at the same time', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    act(claim, 'reject bob a');
    expect(claim.seen()).toMatchObject({
      status: 'rejected',
      trace: ['a=rejected', 'b=cancelled'],
      open: {},
    });
  });

  test('a refusal over its own line moves only this branch', () => {
    const flow = draw(
      [
        at('p', 'parallel_split'),
        ask('a', 'bob', { onReject: 'edge' }),
        work('fix', 'amy'),
        ask('b', 'gina'),
        at('j', 'parallel_join'),
      ],
      's p a j e',
      'p b j',
      { from: 'a', to: 'fix', on: 'rejected' },
      'fix a',
    );
    const claim = played(flow);
    act(claim, 'reject bob a');
    expect(claim.seen().open).toEqual({ fix: ['amy'], b: ['gina'] });
    expect(act(claim, 'submit amy fix', 'approve bob a', 'approve gina b')).toEqual([]);
    expect(claim.seen().status).toBe('approved');
  });

  test('a return inside of a branch leaves a finished branch beside it where it waits', () => {
    const claim = played(beside([ask('a', 'bob'), ask('a2', 'carol')], [ask('b', 'gina')]));
    act(
      claim,
      'approve bob a',
      'approve gina b',
      'return carol a2 to a',
      'approve bob a',
      'approve carol a2',
    );
    expect(claim.seen().open).toEqual({ z: ['ivy'] });
  });

  test('a return above the split clears the join, and nothing opens twice', () => {
    const flow = draw(
      [
        ask('top', 'dave'),
        at('p', 'parallel_split'),
        ask('a', 'bob'),
        ask('b', 'gina'),
        at('j', 'parallel_join'),
      ],
      's top p a j e',
      'p b j',
    );
    const claim = played(flow);
    act(claim, 'approve dave top', 'approve gina b', 'return bob a to top');
    expect(claim.seen().open).toEqual({ top: ['dave'] });
    act(claim, 'approve dave top');
    expect(claim.seen().open).toEqual({ a: ['bob'], b: ['gina'] });
    act(claim, 'approve bob a');
    expect(claim.seen().status).toBe('running');
    act(claim, 'approve gina b');
    expect(claim.seen().status).toBe('approved');
  });

  test('behind the join nobody can go back into one branch alone: it would wait for the other for ever', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    act(claim, 'approve bob a', 'approve gina b');
    expect(act(claim, 'return ivy z to a')).toEqual(['bad_target']);
    expect(act(claim, 'return ivy z to s')).toEqual([]);
  });

  test('straight back into a branch falls back to the whole way, where the other branch was given up', () => {
    const flow = draw(
      [
        ask('top', 'dave'),
        at('p', 'parallel_split'),
        ask('a', 'bob'),
        ask('b', 'gina'),
        at('j', 'parallel_join'),
      ],
      's top p a j e',
      'p b j',
    );
    const claim = played(flow, { settings: { afterReturn: 'back' } });
    act(claim, 'approve dave top', 'return bob a to top', 'approve dave top');
    expect(claim.seen().open).toEqual({ a: ['bob'], b: ['gina'] });
  });

  test('as soon as one of two has come, the other is cancelled', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')], { need: 1, rest: 'cancel' }));
    act(claim, 'approve bob a');
    expect(claim.seen()).toMatchObject({ open: { z: ['ivy'] }, trace: ['a=approved', 'b=cancelled'] });
  });

  test('or goes on, and nobody waits for it', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')], { need: 1, rest: 'ignore' }));
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ b: ['gina'], z: ['ivy'] });
    act(claim, 'approve ivy z');
    expect(claim.seen().status).toBe('running');
    act(claim, 'approve gina b');
    expect(claim.seen()).toMatchObject({
      status: 'approved',
      trace: ['a=approved', 'z=approved', 'e=end', 'b=approved'],
    });
  });
});

describe('branches that apply', () => {
  const flow = draw(
    [
      at('o', 'inclusive_split'),
      ask('a', 'bob', { onReject: 'edge' }),
      ask('b', 'gina'),
      at('j', 'inclusive_join'),
      work('z', 'ivy'),
      at('no', 'end', { result: 'rejected' }),
    ],
    's o',
    when('o', 'a', 'x'),
    when('o', 'b', 'y'),
    { from: 'o', to: 'j', default: true },
    'a j z e',
    'b j',
    { from: 'a', to: 'no', on: 'rejected' },
  );

  test.each([
    [
      { x: true, y: true },
      { a: ['bob'], b: ['gina'] },
    ],
    [{ x: true, y: false }, { a: ['bob'] }],
    [{ x: false, y: false }, { z: ['ivy'] }],
  ])('%j', (record, open) => {
    expect(played(flow, { record }).seen().open).toEqual(open);
  });

  test('the join goes on when the last branch leaves elsewhere', () => {
    const claim = played(flow, { record: { x: true, y: true } });
    act(claim, 'approve gina b');
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    act(claim, 'reject bob a');
    expect(claim.seen().open).toEqual({ z: ['ivy'] });
    act(claim, 'submit ivy z');
    expect(claim.seen().status).toBe('rejected');
  });
});

describe('time and events', () => {
  test('a delay goes on by itself', () => {
    const claim = played(row(at('t', 'timer', { after: 'P30D' }), ask('a', 'bob')));
    act(claim, wait('P29D'));
    expect(claim.seen().open).toEqual({});
    act(claim, wait('P1D'));
    expect(claim.seen()).toMatchObject({ open: { a: ['bob'] }, trace: ['t=done'] });
  });

  test('an event is waited for, and one that comes early is remembered once where that is asked for', () => {
    const claim = played(
      row(
        at('w', 'wait', { event: 'paid' }),
        ask('a', 'bob'),
        at('k', 'wait', { event: 'sent', keep: true }),
      ),
    );
    expect(act(claim, { do: 'signal', event: 'other' })).toEqual(['no_waiter']);
    expect(act(claim, { do: 'signal', event: 'sent' }, { do: 'signal', event: 'paid' })).toEqual([]);
    act(claim, 'approve bob a');
    expect(claim.seen()).toMatchObject({
      status: 'approved',
      trace: ['w=done', 'a=approved', 'k=done', 'e=end'],
    });
  });

  test('whichever comes first ends the others', () => {
    const flow = draw(
      [
        at('f', 'first_of'),
        at('w', 'wait', { event: 'paid' }),
        at('t', 'timer', { after: 'P1D' }),
        ask('late', 'bob'),
      ],
      's f w e',
      'f t late e',
    );
    const paid = played(flow);
    act(paid, { do: 'signal', event: 'paid' });
    expect(paid.seen()).toMatchObject({ status: 'approved', trace: ['w=done', 't=cancelled', 'e=end'] });
    const late = played(flow);
    act(late, wait('P1D'));
    expect(late.seen()).toMatchObject({ open: { late: ['bob'] }, trace: ['t=done', 'w=cancelled'] });
    expect(act(late, { do: 'signal', event: 'paid' })).toEqual(['no_waiter']);
  });
});

describe('calls to the outside', () => {
  const flow = row(at('m', 'action', { effect: { call: 'books' } }), ask('a', 'bob'));

  test('are tried again with the same key until they are taken', () => {
    const claim = played(flow, { faults: { m: { fails: 2 } } });
    act(claim, wait('PT5M'));
    expect(claim.seen()).toMatchObject({
      open: { a: ['bob'] },
      calls: { books: { total: 3, distinctKeys: 1 } },
    });
  });

  test('that cannot be carried out leave their cause in the trail', () => {
    const claim = played(row(at('m', 'action', { effect: { call: 'books' } })), {
      faults: { m: { fails: 1 } },
    });
    const key = claim.state?.tokens[0]?.call?.key ?? '';
    expect(claim.send({ type: 'fail', key, cause: 'field_locked', at: claim.now })).toBeUndefined();
    expect(claim.events.at(-1)).toMatchObject({
      kind: 'suspended',
      payload: { reason: 'action_failed', cause: 'field_locked' },
    });
  });

  test('that fail for good stop the flow until the administrator tries again or passes over', () => {
    const claim = played(flow, { faults: { m: { fails: 4 } } });
    act(claim, wait('PT5M'));
    expect(claim.seen()).toMatchObject({ status: 'suspended', reason: 'action_failed' });
    act(claim, { do: 'retry', by: 'hank' }, wait('PT5M'));
    expect(claim.seen()).toMatchObject({
      open: { a: ['bob'] },
      calls: { books: { total: 5, distinctKeys: 1 } },
    });
    const skipped = played(flow, { faults: { m: { fails: 9 } } });
    act(skipped, wait('PT5M'), { do: 'skip', by: 'hank' });
    expect(skipped.seen()).toMatchObject({ open: { a: ['bob'] }, trace: ['m=skipped'] });
  });

  test('of another run of the step have another key', () => {
    const claim = played(flow);
    act(claim, 'return bob a to s', { do: 'resubmit', by: 'amy' });
    expect(claim.seen().calls).toEqual({ books: { total: 2, distinctKeys: 2 } });
  });
});

describe('flows inside of flows', () => {
  const inside = row(ask('x', 'gina'));
  const flows = { part: inside };

  test('hold the step open until they end', () => {
    const claim = played(row(at('sub', 'subflow', { flow: 'part', wait: true }), ask('a', 'bob')), { flows });
    expect(claim.seen().open).toEqual({ 'sub/x': ['gina'] });
    act(claim, 'approve gina sub/x');
    expect(claim.seen()).toMatchObject({
      open: { a: ['bob'] },
      trace: ['sub/x=approved', 'sub/e=end', 'sub=done'],
    });
  });

  test('refuse the step with their refusal', () => {
    const claim = played(row(at('sub', 'subflow', { flow: 'part', wait: true }), ask('a', 'bob')), { flows });
    act(claim, 'reject gina sub/x');
    expect(claim.seen()).toMatchObject({ status: 'rejected', trace: ['sub/x=rejected', 'sub=rejected'] });
  });

  test('one of a list is refused: its step first, then what is called off with it, by name', () => {
    const flow = draw(
      [
        at('p', 'parallel_split'),
        ask('b', 'gina'),
        at('u', 'subflow', { flow: 'inner', foreach: 'list' }),
        at('j', 'parallel_join'),
      ],
      's p b j e',
      'p u j',
    );
    const claim = played(flow, { flows: { inner: row(ask('k', 'dave')) }, record: { list: ['x', 'y'] } });
    act(claim, 'reject dave u[1]/k');
    expect(claim.seen()).toMatchObject({
      status: 'rejected',
      trace: ['u[1]/k=rejected', 'u=rejected', 'b=cancelled', 'u[0]/k=cancelled'],
    });
  });

  test('run once for each of a list, and pass at once with an empty one', () => {
    const each = { part: row(at('x', 'approval', { assignees: { field: 'item' } })) };
    const flow = row(at('sub', 'subflow', { flow: 'part', wait: true, foreach: 'owners' }), ask('a', 'bob'));
    const claim = played(flow, { flows: each, record: { owners: ['gina', 'dave'] } });
    expect(claim.seen().open).toEqual({ 'sub[0]/x': ['gina'], 'sub[1]/x': ['dave'] });
    act(claim, 'approve dave sub[1]/x', 'approve gina sub[0]/x');
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    const none = played(flow, { flows: each, record: { owners: [] } });
    expect(none.seen()).toMatchObject({ open: { a: ['bob'] }, trace: ['sub=done'] });
  });

  test('are cancelled with the flow around them, in the order of their paths', () => {
    const flow = beside(
      [at('sub', 'subflow', { flow: 'part', wait: true })],
      [ask('b', 'bob'), ask('b2', 'dave')],
    );
    const claim = played(flow, { flows });
    act(claim, 'reject bob b');
    expect(claim.seen().trace).toEqual(['b=rejected', 'sub=cancelled', 'sub/x=cancelled']);
  });

  test('can return their document within themselves', () => {
    const two = { part: row(ask('x', 'gina'), ask('y', 'dave')) };
    const claim = played(row(at('sub', 'subflow', { flow: 'part', wait: true })), { flows: two });
    act(claim, 'approve gina sub/x', 'return dave sub/y to sub/x');
    expect(claim.seen().open).toEqual({ 'sub/x': ['gina'] });
  });

  test('that hold themselves are stopped', () => {
    const endless = { part: row(at('sub', 'subflow', { flow: 'part', wait: true })) };
    expect(
      played(row(at('sub', 'subflow', { flow: 'part', wait: true })), { flows: endless }).seen().status,
    ).toBe('suspended');
  });
});

describe('another version of the flow', () => {
  const old = row(ask('a', 'bob'), ask('b', 'gina'));

  test('is gone on with where every open step is still there, with its to-dos', () => {
    const claim = played(old);
    const flow = row(ask('a', 'dave'), ask('new', 'ivy'), ask('b', 'gina'));
    expect(act(claim, { do: 'publish', version: 2, flow }, { do: 'migrate', by: 'hank' })).toEqual([]);
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ new: ['ivy'] });
  });

  test('is refused whole where an open step has no counterpart, unless one is named', () => {
    const claim = played(old);
    const flow = row(ask('a1', 'dave'), ask('b', 'gina'));
    expect(act(claim, { do: 'publish', version: 2, flow }, { do: 'migrate', by: 'hank' })).toEqual([
      'unmapped',
    ]);
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    expect(act(claim, { do: 'migrate', by: 'hank', map: { a: 'a1' } })).toEqual([]);
    expect(claim.seen().open).toEqual({ a1: ['bob'] });
  });

  test('a time limit that is new counts from the opening of the step', () => {
    const claim = played(old);
    const flow = row(ask('a', 'bob', { timeout: { after: 'PT5H', action: 'pass' } }), ask('b', 'gina'));
    act(
      claim,
      wait('PT4H'),
      { do: 'publish', version: 2, flow },
      { do: 'migrate', by: 'hank' },
      wait('PT1H'),
    );
    expect(claim.seen().trace).toEqual(['a=auto_approved']);
  });

  test('a time limit that was set keeps its time', () => {
    const claim = played(
      row(ask('a', 'bob', { timeout: { after: 'PT5H', action: 'pass' } }), ask('b', 'gina')),
    );
    const flow = row(ask('a', 'bob', { timeout: { after: 'PT9H', action: 'pass' } }), ask('b', 'gina'));
    act(claim, { do: 'publish', version: 2, flow }, { do: 'migrate', by: 'hank' }, wait('PT5H'));
    expect(claim.seen().trace).toEqual(['a=auto_approved']);
  });
});
