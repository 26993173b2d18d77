import type { Instance } from '../wire.js';
import { actionBody, isComplete, offeredActions } from './instance-actions.js';

const title = { 'zh-CN': 'A', en: 'A' };
const running: Instance = {
  id: '1',
  flow: { key: 'f', title, release: 3 },
  form: 'doc',
  record: { id: '2', code: 'D-1', title: null },
  status: 'running',
  startedBy: 'u',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: null,
  nodes: [],
  open: [],
  timers: [],
};
const work = { node: 'check', assignee: 'u1', openedAt: '2026-01-01T00:00:00Z' };

describe('what an administrator is offered', () => {
  it('is to send on and to cancel what runs', () => {
    expect(offeredActions(running, 3)).toEqual(['jump', 'cancel']);
  });

  it('is to try again and to pass over what stands still', () => {
    expect(offeredActions({ ...running, status: 'suspended' }, 3)).toEqual([
      'retry',
      'skip',
      'jump',
      'cancel',
    ]);
  });

  it('is the version in force where the instance follows another one', () => {
    expect(offeredActions(running, 4)).toContain('migrate');
  });

  it('is nothing once it has ended', () => {
    expect(offeredActions({ ...running, endedAt: '2026-01-02T00:00:00Z' }, 4)).toEqual([]);
  });
});

describe('an action', () => {
  it('needs a reason, and a target where it has one', () => {
    expect(isComplete({ name: 'cancel' }, { reason: ' ' })).toBe(false);
    expect(isComplete({ name: 'cancel' }, { reason: 'twice' })).toBe(true);
    expect(isComplete({ name: 'jump' }, { reason: 'urgent' })).toBe(false);
    expect(isComplete({ name: 'jump' }, { reason: 'urgent', to: 'check' })).toBe(true);
  });

  it('names the to-do that somebody else gets', () => {
    expect(actionBody({ name: 'reassign', work }, { reason: ' left ', to: 'u2' })).toEqual({
      node: 'check',
      from: 'u1',
      to: 'u2',
      comment: 'left',
    });
  });

  it('sends the reason of a cancellation as such, and no empty map', () => {
    expect(actionBody({ name: 'cancel' }, { reason: 'twice' })).toEqual({ reason: 'twice' });
    expect(actionBody({ name: 'migrate' }, { reason: 'new rules', map: {} })).toEqual({
      comment: 'new rules',
    });
  });
});
