import { snapshotOf } from './directory-snapshot.js';
import type { DirectoryRow } from './directory-snapshot.js';

const COMPANY: DirectoryRow = {
  version: '7',
  users: [
    ['ann', 'Ann', true, 'east'],
    ['bob', 'Bob', true, 'company'],
    ['cat', 'Cat', false, 'east'],
    ['dan', 'Dan', true, null],
  ],
  roles: [
    ['clerk', 'ann'],
    ['clerk', 'bob'],
  ],
  posts: [['head', 'bob']],
  departments: [
    ['company', null, 'bob', true],
    ['east', 'company', 'cat', true],
    ['closed', 'company', 'ann', false],
  ],
  deputies: [],
};

function deputyOf(rules: DirectoryRow['deputies'], flow: string, at: string): string | undefined {
  return snapshotOf({ ...COMPANY, deputies: rules }).deputyOf('ann', flow, at);
}

describe('the directory', () => {
  const people = snapshotOf(COMPANY);

  test('knows who holds roles and posts, and who has left', () => {
    expect(people.usersOfRole('clerk')).toEqual(['ann', 'bob']);
    expect(people.usersOfPost('head')).toEqual(['bob']);
    expect([people.usersOfRole('none'), people.usersOfPost('none')]).toEqual([[], []]);
    expect(['ann', 'cat', 'nobody'].map((user) => people.isActive(user))).toEqual([true, false, false]);
    expect(people.nameOf('cat')).toBe('Cat');
  });

  test('knows departments, what stands above them, and leaders, also those who have left', () => {
    expect(['ann', 'dan', 'nobody'].map((user) => people.departmentOf(user))).toEqual([
      'east',
      undefined,
      undefined,
    ]);
    expect(people.parentOf('east')).toBe('company');
    expect(people.parentOf('company')).toBeUndefined();
    expect(people.leaderOf('east')).toBe('cat');
  });

  test('passes over the leader of a closed department, not the departments above it', () => {
    expect([people.leaderOf('closed'), people.parentOf('closed')]).toEqual([undefined, 'company']);
  });
});

describe('a deputy', () => {
  const from = '2026-12-01T00:00:00+08:00';
  const to = '2026-12-08T00:00:00+08:00';

  test('stands in from the first moment of the time to before its end', () => {
    const rules: DirectoryRow['deputies'] = [['ann', 'bob', null, from, to]];
    const at = (instant: string) => deputyOf(rules, 'any', instant);
    expect(at('2026-11-30T15:59:59.999Z')).toBeUndefined();
    expect(at('2026-11-30T16:00:00.000Z')).toBe('bob');
    expect(at('2026-12-07T15:59:59.999Z')).toBe('bob');
    expect(at('2026-12-07T16:00:00.000Z')).toBeUndefined();
  });

  test('for one flow comes before the one for all flows', () => {
    const rules: DirectoryRow['deputies'] = [
      ['ann', 'bob', null, from, null],
      ['ann', 'dan', 'travel', from, to],
    ];
    expect(deputyOf(rules, 'travel', from)).toBe('dan');
    expect(deputyOf(rules, 'orders', from)).toBe('bob');
    expect(deputyOf(rules, 'travel', to)).toBe('bob');
  });

  test('who has left stands in for nobody', () => {
    const rules: DirectoryRow['deputies'] = [
      ['ann', 'cat', 'travel', from, to],
      ['ann', 'bob', null, from, to],
    ];
    expect(deputyOf(rules, 'travel', from)).toBe('bob');
  });

  test('is asked once: the deputy of a deputy does not stand in', () => {
    const rules: DirectoryRow['deputies'] = [
      ['ann', 'bob', null, from, to],
      ['bob', 'ann', null, from, to],
    ];
    expect(deputyOf(rules, 'any', from)).toBe('bob');
  });
});
