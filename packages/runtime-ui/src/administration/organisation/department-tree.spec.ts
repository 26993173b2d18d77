import type { Department } from '../wire.js';
import { membersOf, treeOf, withBelow } from './department-tree.js';

const department = (key: string, parent: string | null, members = 0): Department => ({
  key,
  title: { 'zh-CN': key, en: key },
  parent,
  leader: null,
  organisation: null,
  active: true,
  members,
});

const company = [
  department('company', null, 1),
  department('east', 'company', 2),
  department('shop', 'east', 3),
  department('lost', 'gone', 4),
];

describe('the tree of departments', () => {
  it('has each below the one that it belongs to, and those without one on top', () => {
    const [first, second] = treeOf(company);
    expect(first?.below[0]?.below[0]?.department.key).toBe('shop');
    expect(second?.department.key).toBe('lost');
  });

  it('counts everybody below', () => {
    expect(treeOf(company).map(membersOf)).toEqual([6, 4]);
  });

  it('knows where a department cannot be moved to', () => {
    expect([...withBelow(company, 'east')]).toEqual(['east', 'shop']);
  });
});
