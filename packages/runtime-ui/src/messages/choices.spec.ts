import { otherwiseOf, saidOf, withChoice } from './choices.js';
import type { ChoiceTable } from './calls.js';

const cc = { event: 'cc', channel: 'mail' };
const table: ChoiceTable = {
  events: [],
  channels: [
    { key: 'mail', title: { 'zh-CN': '邮件', en: 'Mail' }, reach: 'person', modes: [], otherwise: 'now' },
  ],
  defaults: [{ ...cc, mode: 'digest' }],
};

describe('what somebody chooses', () => {
  test('replaces what he chose before, and is gone when he says nothing any more', () => {
    const once = withChoice([{ ...cc, mode: 'off' }], cc, 'now');
    expect(once).toEqual([{ ...cc, mode: 'now' }]);
    expect(saidOf(once, 'cc', 'mail')).toBe('now');
    expect(withChoice(once, cc, undefined)).toEqual([]);
  });

  test('is otherwise as the administrator said, or as the channel does it', () => {
    expect(otherwiseOf(table, 'cc', 'mail')).toBe('digest');
    expect(otherwiseOf(table, 'late', 'mail')).toBe('now');
    expect(otherwiseOf(table, 'late', 'gone')).toBe('off');
  });
});
