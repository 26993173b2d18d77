import { act, ask, at, beside, draw, played, row, wait, work } from './draw.fixtures.js';

/** What people do with their to-dos and with the flow, and when they cannot. */

describe('handing over', () => {
  test('a transferred to-do is the new owner’s, and nobody can be handed what he has', () => {
    const claim = played(row(ask('a', ['bob', 'gina'], { mode: 'all' })));
    expect(act(claim, 'transfer bob a to gina')).toEqual(['already_there']);
    expect(act(claim, 'transfer bob a to zoe')).toEqual(['bad_target']);
    act(claim, 'transfer bob a to dave');
    expect(claim.seen().open).toEqual({ a: ['dave', 'gina'] });
    expect(act(claim, 'approve bob a')).toEqual(['not_yours']);
  });

  test('a helper answers first, then the to-do is the owner’s again, whose answer counts', () => {
    const claim = played(row(ask('a', 'bob')));
    act(claim, 'delegate bob a to dave');
    expect(claim.seen().open).toEqual({ a: ['dave'] });
    act(claim, 'reject dave a');
    expect(claim.seen()).toMatchObject({ open: { a: ['bob'] }, trace: [] });
    act(claim, 'approve bob a');
    expect(claim.seen().status).toBe('approved');
  });

  test('is refused where the step does not allow it', () => {
    const claim = played(
      row(ask('a', 'bob', { allowTransfer: false, allowAddSign: false, allowReturn: false })),
    );
    const add = { do: 'add_sign', by: 'bob', node: 'a', where: 'with', users: ['dave'] } as const;
    expect(act(claim, 'transfer bob a to dave', add, 'return bob a to s')).toEqual([
      'not_allowed',
      'not_allowed',
      'not_allowed',
    ]);
  });
});

describe('added signers', () => {
  const adding = (where: 'before' | 'after' | 'with') => {
    const claim = played(row(ask('a', 'bob', { mode: 'all' }), ask('b', 'ivy')));
    expect(act(claim, { do: 'add_sign', by: 'bob', node: 'a', where, users: ['dave'] })).toEqual([]);
    return claim;
  };

  test('before: mine pauses until they have said yes', () => {
    const claim = adding('before');
    expect(claim.seen().open).toEqual({ a: ['dave'] });
    act(claim, 'approve dave a');
    expect(claim.seen().open).toEqual({ a: ['bob'] });
  });

  test('after: the step waits for them after my yes', () => {
    const claim = adding('after');
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ a: ['dave'] });
    act(claim, 'approve dave a');
    expect(claim.seen().open).toEqual({ b: ['ivy'] });
  });

  test('with: they join as equals, and may be removed again only by who added them', () => {
    const claim = adding('with');
    expect(claim.seen().open).toEqual({ a: ['bob', 'dave'] });
    expect(act(claim, { do: 'remove_sign', by: 'gina', node: 'a', user: 'dave' })).toEqual(['not_yours']);
    expect(act(claim, { do: 'remove_sign', by: 'bob', node: 'a', user: 'dave' })).toEqual([]);
    expect(claim.seen().open).toEqual({ a: ['bob'] });
  });

  test.each(['before', 'after', 'with'] as const)(
    '%s: a refusal by one of them refuses the step',
    (where) => {
      const claim = adding(where);
      if (where === 'after') act(claim, 'approve bob a');
      act(claim, 'reject dave a');
      expect(claim.seen()).toMatchObject({ status: 'rejected', trace: ['a=rejected'] });
    },
  );
});

describe('going back', () => {
  const three = row(ask('a', 'bob'), ask('b', 'gina'), ask('c', 'dave'));

  test('to a step before, and everything behind it again', () => {
    const claim = played(three);
    act(claim, 'approve bob a', 'approve gina b', 'return dave c to a');
    expect(claim.seen()).toMatchObject({
      open: { a: ['bob'] },
      trace: ['a=approved', 'b=approved', 'c=returned'],
    });
    act(claim, 'approve bob a');
    expect(claim.seen().open).toEqual({ b: ['gina'] });
  });

  test('straight back to whoever returned it', () => {
    const claim = played(three, { settings: { afterReturn: 'back' } });
    act(claim, 'approve bob a', 'approve gina b', 'return dave c to a', 'approve bob a');
    expect(claim.seen().open).toEqual({ c: ['dave'] });
  });

  test('straight back also from the starter', () => {
    const claim = played(three, { settings: { afterReturn: 'back' } });
    act(claim, 'approve bob a', 'return gina b to s', { do: 'resubmit', by: 'amy' });
    expect(claim.seen().open).toEqual({ b: ['gina'] });
  });

  test('not to a step that was not done, nor to one beside', () => {
    const claim = played(beside([ask('a', 'bob'), ask('a2', 'carol')], [ask('b', 'gina')]));
    act(claim, 'approve bob a');
    expect(act(claim, 'return carol a2 to b', 'return carol a2 to z')).toEqual(['bad_target', 'bad_target']);
    act(claim, 'approve gina b');
    expect(act(claim, 'return carol a2 to b')).toEqual(['bad_target']);
  });

  test('a refusal may lead back to a step as well', () => {
    const claim = played(row(ask('a', 'bob'), ask('b', 'gina', { onReject: { return: 'a' } })));
    act(claim, 'approve bob a', 'reject gina b');
    expect(claim.seen()).toMatchObject({ open: { a: ['bob'] }, trace: ['a=approved', 'b=rejected'] });
  });

  test('a refusal that leads back to a step which was left out on this way leads to the starter', () => {
    const flow = draw(
      [at('c', 'condition'), ask('a', 'bob'), ask('b', 'gina', { onReject: { return: 'a' } })],
      's c',
      { from: 'c', to: 'a', when: { field: 'n', op: '>', value: 5 } },
      { from: 'c', to: 'b', default: true },
      'a b e',
    );
    const claim = played(flow, { record: { n: 1 } });
    act(claim, 'reject gina b');
    expect(claim.seen()).toMatchObject({ status: 'returned', open: { s: ['amy'] }, trace: ['b=rejected'] });
  });

  test('while the form is with the starter nobody else can do anything', () => {
    const claim = played(three);
    act(claim, 'return bob a to s');
    expect(act(claim, 'approve bob a', 'urge gina', { do: 'resubmit', by: 'bob' })).toEqual([
      'not_running',
      'not_yours',
    ]);
    expect(act(claim, { do: 'revoke', by: 'amy' })).toEqual([]);
    expect(claim.seen()).toMatchObject({ status: 'revoked', trace: ['a=returned'], open: {} });
  });
});

describe('having it back', () => {
  test('the starter has the form back until somebody has decided', () => {
    const claim = played(row(ask('a', 'bob'), ask('b', 'gina')));
    expect(act(claim, { do: 'recall', by: 'bob' })).toEqual(['not_yours']);
    act(claim, { do: 'recall', by: 'amy' });
    expect(claim.seen()).toMatchObject({ status: 'returned', open: { s: ['amy'] }, trace: ['a=cancelled'] });
    act(claim, { do: 'resubmit', by: 'amy' }, 'approve bob a');
    expect(act(claim, { do: 'recall', by: 'amy' })).toEqual(['too_late']);
    expect(act(claim, { do: 'revoke', by: 'amy' })).toEqual([]);
  });

  test('an approver takes his answer back while nobody behind him has answered', () => {
    const claim = played(row(ask('a', 'bob'), ask('b', 'gina'), ask('c', 'dave')));
    act(claim, 'approve bob a', 'take_back bob a');
    expect(claim.seen()).toMatchObject({ open: { a: ['bob'] }, trace: ['a=approved', 'b=taken_back'] });
    act(claim, 'approve bob a', 'approve gina b');
    expect(act(claim, 'take_back bob a', 'take_back gina a')).toEqual(['too_late', 'too_late']);
    expect(act(claim, 'take_back gina b')).toEqual([]);
  });

  test('not once whoever was asked next has handed it on', () => {
    const claim = played(row(ask('a', 'bob'), ask('b', 'gina')));
    act(claim, 'approve bob a', 'transfer gina b to ivy');
    expect(act(claim, 'take_back bob a')).toEqual(['too_late']);
  });

  test('as long as nobody in a flow inside has acted', () => {
    const claim = played(row(ask('a', 'bob'), at('u', 'subflow', { flow: 'inner', wait: true })), {
      flows: { inner: row(ask('k', 'gina'), ask('m', 'ivy')) },
    });
    act(claim, 'approve bob a');
    expect(act(claim, 'take_back bob a')).toEqual([]);
    expect(claim.seen()).toMatchObject({
      open: { a: ['bob'] },
      trace: ['a=approved', 'u=taken_back', 'u/k=taken_back'],
    });
    act(claim, 'approve bob a', 'approve gina u/k');
    expect(act(claim, 'take_back bob a')).toEqual(['too_late']);
  });

  test('in a step that is still open he just gets his to-do back', () => {
    const claim = played(row(ask('a', ['bob', 'gina'], { mode: 'all' })));
    act(claim, 'approve bob a', 'take_back bob a');
    expect(claim.seen()).toMatchObject({ open: { a: ['bob', 'gina'] }, trace: [] });
  });

  test('not once something was carried out behind him', () => {
    const claim = played(
      row(ask('a', 'bob'), at('m', 'action', { effect: { set: { x: 1 } } }), ask('b', 'gina')),
      {
        record: { x: 0 },
      },
    );
    act(claim, 'approve bob a');
    expect(act(claim, 'take_back bob a')).toEqual(['too_late']);
  });

  test('not once a join has gone on with the work of others', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    act(claim, 'approve bob a');
    expect(act(claim, 'take_back bob a')).toEqual([]);
    act(claim, 'approve bob a', 'approve gina b');
    expect(act(claim, 'take_back gina b')).toEqual(['too_late']);
  });
});

describe('urging', () => {
  test('reaches everybody who owes an answer, and not too often', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    expect(act(claim, 'urge amy', 'urge amy', wait('PT10M'), 'urge amy')).toEqual(['too_soon']);
    expect(claim.seen().notices).toEqual([
      ['urge', 'bob', 'a'],
      ['urge', 'gina', 'b'],
      ['urge', 'bob', 'a'],
      ['urge', 'gina', 'b'],
    ]);
  });
});

describe('the administrator', () => {
  test('gives a to-do to somebody else', () => {
    const claim = played(row(ask('a', ['bob', 'gina'], { mode: 'all' })));
    expect(act(claim, { do: 'reassign', by: 'hank', node: 'a', from: 'bob', to: 'gina' })).toEqual([
      'already_there',
    ]);
    act(claim, { do: 'reassign', by: 'hank', node: 'a', from: 'bob', to: 'dave' });
    expect(claim.seen().open).toEqual({ a: ['dave', 'gina'] });
  });

  test('goes on at another step, giving up everything open', () => {
    const claim = played(beside([ask('a', 'bob')], [ask('b', 'gina')]));
    expect(act(claim, { do: 'jump', by: 'hank', to: 'a' })).toEqual(['bad_target']);
    act(claim, { do: 'jump', by: 'hank', to: 'z' });
    expect(claim.seen()).toMatchObject({ open: { z: ['ivy'] }, trace: ['a=cancelled', 'b=cancelled'] });
  });

  test('takes up again or passes over what stands still', () => {
    const flow = draw(
      [at('c', 'condition'), ask('a', 'bob')],
      's c',
      { from: 'c', to: 'a', when: { field: 'n', op: '>', value: 5 } },
      'a e',
    );
    const claim = played(flow, { record: { n: 1 } });
    expect(claim.seen()).toMatchObject({ status: 'suspended', reason: 'no_branch' });
    expect(act(claim, { do: 'retry', by: 'hank' })).toEqual([]);
    expect(claim.seen().status).toBe('suspended');
    expect(act(claim, { do: 'skip', by: 'hank' })).toEqual([]);
    expect(claim.seen().open).toEqual({ a: ['bob'] });
    expect(act(claim, { do: 'skip', by: 'hank' })).toEqual(['not_allowed']);
  });
});

test('work that is submitted ends the flow only once', () => {
  const claim = played(row(work('a', 'bob')));
  expect(act(claim, 'submit bob a', 'submit bob a')).toEqual(['not_running']);
});
