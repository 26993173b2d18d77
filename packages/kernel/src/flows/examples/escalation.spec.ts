import { act, ask, played, row, wait } from './draw.fixtures.js';
import type { CasePlayer } from './play-case.fixtures.js';

/** Whom a node tells, level by level, that nobody has decided. */

const LADDER = {
  escalation: [
    { after: 'PT24H' },
    { after: 'PT48H', to: [{ users: ['carol'] }] },
    { after: 'PT72H', to: [{ users: ['dave'] }, { users: ['carol'] }] },
  ],
};

function late(claim: CasePlayer): readonly string[] {
  return claim.seen().notices.map(([reason = '', user = '']) => `${reason} ${user}`);
}

const ladder = (rest: object = {}) =>
  played(row(ask('a', ['bob', 'gina'], { mode: 'all', ...LADDER, ...rest })));

describe('a step that nobody decides', () => {
  test('is told to the next level each time so much has passed, and each level once', () => {
    const claim = ladder();
    act(claim, wait('PT23H'));
    expect(late(claim)).toEqual([]);
    act(claim, wait('PT1H'));
    expect(late(claim)).toEqual(['remind bob', 'remind gina']);
    act(claim, wait('PT24H'));
    expect(late(claim).slice(2)).toEqual(['late carol']);
    act(claim, wait('P30D'));
    expect(late(claim).slice(3)).toEqual(['late dave', 'late carol']);
    expect(claim.seen().open).toEqual({ a: ['bob', 'gina'] });
  });

  test('reminds only those who still owe an answer', () => {
    const claim = ladder();
    act(claim, 'approve bob a', wait('PT24H'));
    expect(late(claim)).toEqual(['remind gina']);
  });

  test('tells every level that was missed while nothing ran, each once', () => {
    const claim = ladder();
    act(claim, wait('P9D'), wait('P9D'));
    expect(late(claim)).toEqual(['remind bob', 'remind gina', 'late carol', 'late dave', 'late carol']);
  });

  test('tells nobody any more once it is decided', () => {
    const claim = ladder();
    act(claim, 'approve bob a', 'approve gina a', wait('P9D'));
    expect(late(claim)).toEqual([]);
  });

  test('may go up the ladder and still be closed by its time limit', () => {
    const claim = ladder({ timeout: { after: 'PT50H', action: 'reject' } });
    act(claim, wait('P9D'));
    expect(late(claim)).toEqual(['remind bob', 'remind gina', 'late carol']);
    expect(claim.seen().status).toBe('rejected');
  });

  test('tells the administrator of the flow where a level finds nobody', () => {
    const claim = ladder({ escalation: [{ after: 'PT1H', to: [{ users: ['zoe'] }] }] });
    act(claim, wait('PT1H'));
    expect(late(claim)).toEqual(['late hank']);
  });

  test('is not told again of a level after the flow was migrated', () => {
    const claim = ladder();
    act(claim, wait('PT25H'), { do: 'publish', version: 2, flow: row(ask('a', ['bob', 'gina'], LADDER)) });
    act(claim, { do: 'migrate', by: 'hank' }, wait('PT23H'));
    expect(late(claim)).toEqual(['remind bob', 'remind gina', 'late carol']);
  });
});
