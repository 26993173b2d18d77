import { isFoundBy, pinyinInitials } from './pinyin.js';

describe('pinyin initials', () => {
  test.each([
    ['审批', 'sp'],
    ['办理', 'bl'],
    ['条件分支', 'tjfz'],
    ['抄送', 'cs'],
    ['自动动作', 'zddz'],
    ['结束', 'js'],
    ['发起', 'fq'],
    ['延时 2h', 'ys2h'],
  ])('%s is found by %s', (title, initials) => {
    expect(pinyinInitials(title)).toBe(initials);
    expect(isFoundBy(title, initials)).toBe(true);
  });

  test('a part of the title finds it too, something else does not', () => {
    expect(isFoundBy('条件分支', '分支')).toBe(true);
    expect(isFoundBy('条件分支', 'cs')).toBe(false);
    expect(isFoundBy('条件分支', '  ')).toBe(true);
  });
});
