import { bytesOf, cutToBytes, isUrgent, mergedText, modeOf } from './index.js';

const things = ['申请 1 待你处理', '申请 2 待你处理', '申请 3 待你处理'].map((title) => ({
  title,
}));

describe('several messages in one text', () => {
  test('all of them where there is room', () => {
    expect(mergedText(things, 'zh-CN', 2048)).toBe(things.map(({ title }) => title).join('\n\n'));
  });

  test('are never longer than the channel takes, and say how many are left out', () => {
    const text = mergedText(things, 'zh-CN', 66);
    expect(bytesOf(text)).toBeLessThanOrEqual(66);
    expect(text).toBe('申请 1 待你处理\n\n……另有 2 条，请到系统里查看');
  });

  test('one that is too long is cut between characters', () => {
    const text = mergedText([{ title: '很长'.repeat(900) }, { title: 'b' }], 'en', 2048);
    expect(bytesOf(text)).toBeLessThanOrEqual(2048);
    expect(text).toContain('…\n\n… and 1 more');
    expect(cutToBytes('🙂🙂🙂', 8)).toBe('🙂…');
  });

  test('bytes are counted as UTF-8 has them', () => {
    for (const text of ['a', 'é', '斗', '🙂', 'a斗🙂'])
      expect(bytesOf(text)).toBe(new TextEncoder().encode(text).length);
  });

  test('title, text and link stand under one another', () => {
    expect(mergedText([{ title: 'T', body: 'B', link: 'https://x' }], 'en', 100)).toBe('T\nB\nhttps://x');
  });
});

describe('what reaches somebody where', () => {
  const mine = [{ event: 'cc', channel: 'mail', mode: 'off' }] as const;
  const all = [
    { event: 'cc', channel: 'mail', mode: 'digest' },
    { event: 'late', channel: 'mail', mode: 'digest' },
  ] as const;

  test('his own choice stands before the administrator’s, and that before the channel’s', () => {
    expect(modeOf('cc', 'mail', [mine, all], 'now')).toBe('off');
    expect(modeOf('late', 'mail', [mine, all], 'now')).toBe('digest');
    expect(modeOf('task', 'mail', [mine, all], 'now')).toBe('now');
  });

  test('what is overdue is urgent', () => {
    expect([isUrgent('late'), isUrgent('remind'), isUrgent('cc')]).toEqual([true, true, false]);
  });
});
