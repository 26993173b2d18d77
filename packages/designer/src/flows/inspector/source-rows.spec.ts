import type { PeopleSource } from '@dougong/kernel/metadata';
import { peopleText } from '../config-text.js';
import { claimNames } from '../flows.fixtures.js';
import { freshRow, rowOf, sourceOf } from './source-rows.js';

const SOURCES: readonly PeopleSource[] = [
  { role: 'boss' },
  { post: 'lead' },
  { leader: 2 },
  { leaders: 'top' },
  { leaders: 3 },
  { leaderOf: 'place' },
  { field: 'place.leader' },
  { users: ['u1', 'u2'] },
  { starter: true },
  { chosen: true },
  { chosenAt: 'leader' },
  { roleBy: 'approver(amount)' },
];

describe('people of a step', () => {
  test('every source is shown as a row and comes back as it was', () => {
    expect(SOURCES.flatMap((source) => sourceOf(rowOf(source)))).toEqual(SOURCES);
  });

  test('the leader is the own one until somebody says otherwise; a role has to be chosen', () => {
    expect(sourceOf(freshRow('leader'))).toEqual([{ leader: 1 }]);
    expect(sourceOf(freshRow('leaders'))).toEqual([{ leaders: 'top' }]);
    expect(sourceOf(freshRow('role'))).toEqual([]);
  });

  test('levels are said in words', () => {
    const words = (source: PeopleSource) => peopleText(source, claimNames());
    expect([{ leader: 1 }, { leader: 2 }, { leader: 3 }, { leaders: 'top' } as const].map(words)).toEqual([
      '直属主管',
      '上级主管',
      '第 3 级主管',
      '逐级到顶',
    ]);
  });
});
