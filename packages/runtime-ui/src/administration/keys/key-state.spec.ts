import { keyState } from './key-state.js';

const NOW = '2026-11-20T12:00:00.000Z';
const key = { revokedAt: null, expiresAt: null, replacedBy: null };

describe('a key', () => {
  test('is good until its end', () => {
    expect(keyState(key, NOW)).toBe('good');
    expect(keyState({ ...key, expiresAt: '2026-11-20T12:00:01.000Z' }, NOW)).toBe('good');
    expect(keyState({ ...key, expiresAt: NOW }, NOW)).toBe('over');
  });

  test('ends when another one has taken its place', () => {
    const replaced = { ...key, replacedBy: 'other', expiresAt: '2026-11-21T12:00:00.000Z' };
    expect(keyState(replaced, NOW)).toBe('ending');
    expect(keyState(replaced, '2026-11-22T12:00:00.000Z')).toBe('over');
  });

  test('that is revoked is nothing else', () => {
    expect(keyState({ ...key, revokedAt: NOW, expiresAt: NOW }, NOW)).toBe('revoked');
  });
});
