import type { NotificationDefinition } from '@dougong/kernel/metadata';
import { hasOwn, textAt, withoutOwn, withText } from './template-edits.js';
import { namings } from './template-uses.js';

const template: NotificationDefinition = {
  kind: 'notification',
  format: 1,
  key: 'a',
  title: { 'zh-CN': '甲', en: 'A' },
  subject: { 'zh-CN': '同样', en: '同样' },
};

describe('the words of a template', () => {
  test('follow in the other language until they differ', () => {
    const first = withText(template, 'all', 'subject', 'zh-CN', '待审');
    expect(first.subject).toEqual({ 'zh-CN': '待审', en: '待审' });
    const second = withText(first, 'all', 'subject', 'en', 'Waits');
    expect(withText(second, 'all', 'subject', 'zh-CN', '待你审批').subject).toEqual({
      'zh-CN': '待你审批',
      en: 'Waits',
    });
  });

  test('of a channel begin as those of everybody, and can be given back', () => {
    const own = withText({ ...template, subject: { 'zh-CN': '甲', en: 'A' } }, 'wecom', 'subject', 'en', 'B');
    expect(own.channels).toEqual({ wecom: { subject: { 'zh-CN': '甲', en: 'B' } } });
    expect([
      hasOwn(own, 'wecom'),
      textAt(own, 'wecom', 'subject').en,
      textAt(own, 'app', 'subject').en,
    ]).toEqual([true, 'B', 'A']);
    expect(withoutOwn(own, 'wecom')).not.toHaveProperty('channels');
  });

  test('that are taken away leave nothing behind', () => {
    const written = withText(template, 'all', 'body', 'en', 'Text');
    expect(withText(written, 'all', 'body', 'en', '')).toEqual(template);
    const own = withText(template, 'app', 'body', 'en', 'Text');
    expect(withText(own, 'app', 'body', 'en', '')).toEqual(template);
  });

  test('are named by the steps of flows and the actions of rules', () => {
    const rule = {
      actions: [
        { type: 'notify', notification: 'a' },
        { type: 'notify', notification: 'b' },
      ],
    };
    expect([
      namings(rule, 'a'),
      namings({ nodes: [{ config: { notification: 'a' } }] }, 'a'),
      namings(rule, 'c'),
    ]).toEqual([1, 1, 0]);
  });
});
