import { isError } from '../../foundation/index.js';
import { checkFlow } from '../check/index.js';
import { act, ask, at, beside, draw, ORG, played, row, wait } from './draw.fixtures.js';
import { CasePlayer } from './play-case.fixtures.js';
import { definitionOf, scopeOf } from './translate-case.fixtures.js';

/** What people saw go wrong in other flow engines; none of it may happen here. */

describe('what people saw elsewhere', () => {
  test('after a return from a step that all must sign no task was left and the flow had vanished', () => {
    const claim = played(
      row(ask('a', ['bob', 'gina'], { mode: 'all' }), ask('b', ['dave', 'ivy'], { mode: 'all' })),
    );
    act(claim, 'approve bob a', 'approve gina a', 'approve dave b', 'return ivy b to a');
    expect(claim.seen().open).toEqual({ a: ['bob', 'gina'] });
    act(claim, 'approve bob a', 'approve gina a');
    expect(claim.seen().open).toEqual({ b: ['dave', 'ivy'] });
  });

  test('a return out of parallel branches made everybody have his task twice', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    act(claim, 'return bob a to s', { do: 'resubmit', by: 'amy' });
    expect(claim.seen().open).toEqual({ a: ['bob'], b: ['gina'] });
    expect(claim.state?.work).toHaveLength(2);
  });

  test('inside of parallel branches nothing could be returned at all', () => {
    const claim = played(beside([ask('a', 'bob'), ask('a2', 'carol')], [ask('b', 'gina')]));
    act(claim, 'approve bob a');
    expect(act(claim, 'return carol a2 to a')).toEqual([]);
  });

  test('a join waited for ever after the last branch had left elsewhere', () => {
    const flow = draw(
      [
        at('o', 'inclusive_split'),
        ask('a', 'bob'),
        ask('b', 'gina', { onReject: 'edge' }),
        at('j', 'inclusive_join'),
        at('out', 'end'),
      ],
      's o',
      { from: 'o', to: 'a', when: { field: 'x', op: '=', value: true } },
      { from: 'o', to: 'b', when: { field: 'x', op: '=', value: true } },
      { from: 'o', to: 'j', default: true },
      'a j e',
      'b j',
      { from: 'b', to: 'out', on: 'rejected' },
    );
    const claim = played(flow, { record: { x: true } });
    act(claim, 'approve bob a', 'reject gina b');
    expect(claim.seen().status).toBe('approved');
  });

  test('a flow never ended after one line was taken twice into a join', () => {
    const flow = draw(
      [
        at('p', 'parallel_split'),
        ask('a', 'bob'),
        ask('b', 'gina'),
        ask('m', 'dave'),
        at('j', 'inclusive_join'),
      ],
      's p a m j e',
      'p b m',
    );
    const claim = played(flow);
    act(claim, 'approve bob a', 'approve gina b', 'approve dave m', 'approve dave m');
    expect(claim.seen()).toMatchObject({ status: 'approved', open: {} });
  });

  test('… and such a drawing could even be published', () => {
    const flow = draw(
      [
        at('p', 'parallel_split'),
        ask('a', 'bob'),
        ask('b', 'gina'),
        ask('m', 'dave'),
        at('j', 'inclusive_join'),
      ],
      's p a m j e',
      'p b m',
    );
    const scope = scopeOf({ flow });
    const found = checkFlow(definitionOf('main', flow, scope), { scope }).filter(isError);
    expect(found.map(({ code, nodes }) => [code, nodes[0]])).toEqual([['runs_twice', 'm']]);
  });

  test('a flow was started for a document whose sending was refused', () => {
    const flow = row(at('a', 'approval', { assignees: { chosen: true } }));
    const claim = new CasePlayer({ id: 'x', name: 'x', flow, steps: [], expect: {} }, ORG);
    expect(claim.do({ do: 'start', by: 'amy' })).toBe('missing_choice');
    expect([claim.state, claim.effects]).toEqual([null, []]);
  });

  test('a delay never ended after a restart', () => {
    const claim = played(row(at('t', 'timer', { after: 'P30D' }), ask('a', 'bob')));
    act(claim, wait('P29D'), { do: 'restart' });
    expect(claim.seen().open).toEqual({});
    act(claim, wait('P1D'));
    expect(claim.seen()).toMatchObject({ trace: ['t=done'], open: { a: ['bob'] } });
  });

  test('a step was executed two or three times when several said it was their turn', () => {
    const claim = played(row(ask('a', 'bob'), at('m', 'action', { effect: { add: { n: 1 } } })), {
      record: { n: 0 },
    });
    const twice = [
      { do: 'approve', by: 'bob', node: 'a' } as const,
      { do: 'approve', by: 'bob', node: 'a' } as const,
    ];
    expect(act(claim, { do: 'race', actions: twice, decisions: 1 })).toEqual([]);
    expect(claim.record).toEqual({ n: 1 });
  });

  test('parallel branches were taken as complete too early in a loop', () => {
    const flow = draw(
      [
        at('p', 'parallel_split'),
        ask('a', 'bob'),
        ask('b', 'gina'),
        at('j', 'parallel_join'),
        ask('z', 'ivy', { onReject: 'edge' }),
      ],
      's p a j z e',
      'p b j',
      { from: 'z', to: 'p', on: 'rejected' },
    );
    const claim = played(flow);
    act(claim, 'approve bob a', 'approve gina b', 'reject ivy z', 'approve bob a');
    expect(claim.seen().open).toEqual({ b: ['gina'] });
  });

  test('a call went out again with another name after a restart', () => {
    const claim = played(row(at('m', 'action', { effect: { call: 'books' } })), {
      faults: { m: { fails: 1 } },
    });
    act(claim, { do: 'restart' }, wait('PT1M'));
    expect(claim.seen()).toMatchObject({
      status: 'approved',
      calls: { books: { total: 2, distinctKeys: 1 } },
    });
  });

  test('after a migration the time limit was missing', () => {
    const claim = played(row(ask('a', 'bob')));
    const flow = row(ask('a', 'bob', { timeout: { after: 'PT1H', action: 'pass' } }));
    act(claim, { do: 'publish', flow }, { do: 'migrate', by: 'hank' }, wait('PT1H'));
    expect(claim.seen().status).toBe('approved');
  });

  test('a timer went off for a step that was long decided', () => {
    const claim = played(
      row(ask('a', 'bob', { timeout: { after: 'PT1H', action: 'reject' } }), ask('b', 'gina')),
    );
    const late = claim.state?.timers?.[0]?.id ?? '';
    act(claim, 'approve bob a');
    expect(claim.send({ type: 'timer', timerId: late, at: claim.now })).toBe('already_done');
    expect(claim.seen().open).toEqual({ b: ['gina'] });
  });

  test('the history of a returned step stood there twice', () => {
    const claim = played(row(ask('a', ['bob', 'gina'], { mode: 'all' })));
    act(claim, 'approve bob a', 'return gina a to s');
    expect(claim.seen().trace).toEqual(['a=returned']);
    const numbers = claim.events.map(({ seq }) => seq);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('once a signer was added nobody could refuse any more', () => {
    const claim = played(row(ask('a', 'bob')));
    act(claim, { do: 'add_sign', by: 'bob', node: 'a', where: 'with', users: ['dave'] }, 'reject bob a');
    expect(claim.seen().status).toBe('rejected');
  });

  test('more than a thousand steps by themselves hung the whole engine', () => {
    const flow = draw(
      [at('c', 'condition'), at('n', 'cc', { assignees: { users: ['bob'] } })],
      's c',
      { from: 'c', to: 'e', when: { field: 'stop', op: '=', value: true } },
      { from: 'c', to: 'n', default: true },
      'n c',
    );
    expect(played(flow, { record: { stop: false } }).seen()).toMatchObject({
      status: 'suspended',
      reason: 'loop_limit',
    });
  });
});
