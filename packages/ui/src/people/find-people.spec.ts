import { findPeople, type PersonOption } from './find-people.js';

const PEOPLE: readonly PersonOption[] = [
  { id: '1', name: '陈国华', login: 'chenguohua', post: '复核员', department: '一部' },
  { id: '2', name: '周建国', login: 'zhoujianguo', post: '主管', department: '一部' },
  { id: '3', name: '赵丽萍', login: 'zhaoliping', post: '总监', department: '财务部' },
  { id: '4', name: 'Ann Lee', login: 'ann', post: 'Clerk', department: 'Office' },
];

const found = (typed: string) => findPeople(PEOPLE, typed).map(({ name }) => name);

describe('people are found', () => {
  test.each([
    ['周', ['周建国']],
    ['建国', ['周建国']],
    ['zjg', ['周建国']],
    ['zhao', ['赵丽萍']],
    ['财务', ['赵丽萍']],
    ['cwb', ['赵丽萍']],
    ['主管', ['周建国']],
    ['LEE', ['Ann Lee']],
    ['nobody', []],
  ])('by %s', (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it('whose name begins with what was typed before those who only have it somewhere', () => {
    expect(found('国')).toEqual(['陈国华', '周建国']);
    expect(found('z')).toEqual(['周建国', '赵丽萍']);
    expect(found('e')).toEqual(['陈国华', 'Ann Lee']);
  });

  it('all of them while nothing is typed', () => {
    expect(found(' ')).toHaveLength(PEOPLE.length);
  });
});
