import { eventWords } from './event-words.js';

const titles: Record<string, { 'zh-CN': string; en: string }> = { lead: { 'zh-CN': '主管', en: 'Leader' } };
const names = {
  node: { 'zh-CN': '财务', en: 'Finance' },
  nameOf: (user: string) => ({ u1: 'Lin', u2: 'Chen' })[user],
  nodeTitle: (path: string) => titles[path],
};

describe('the trail of a flow', () => {
  test('names people and nodes in both languages', () => {
    expect(eventWords({ kind: 'transferred', payload: { to: 'u1' } }, names)).toEqual({
      'zh-CN': '“财务”转办给Lin',
      en: 'Handed "Finance" on to Lin',
    });
    expect(eventWords({ kind: 'returned', payload: { to: 'lead' } }, names)).toEqual({
      'zh-CN': '从“财务”退回到“主管”',
      en: 'Returned from "Finance" to "Leader"',
    });
    expect(eventWords({ kind: 'signers_added', payload: { users: ['u1', 'u2'] } }, names).en).toBe(
      'Had Lin, Chen sign "Finance", too',
    );
  });

  test('says of a node that nobody has answered how it was closed', () => {
    const closed = (outcome: string) => eventWords({ kind: 'node_closed', payload: { outcome } }, names).en;
    expect(closed('auto_approved')).toBe('"Finance" passed by itself');
    expect(closed('approved')).toBe('"Finance" is done');
  });

  test('leaves out whom nobody knows, and keeps the name of an event from a newer engine', () => {
    expect(eventWords({ kind: 'urged', payload: null }, names).en).toBe('Urged');
    expect(eventWords({ kind: 'task_opened', payload: null }, names).en).toBe('"Finance" waits for …');
    expect(eventWords({ kind: 'teleported', payload: null }, names).en).toBe('teleported');
  });
});
