import { cutoffOf, DIFFERENCE_ACTS, monthOf, stateAfter } from './index.js';

describe('the life of a difference', () => {
  test('it is assigned, explained, approved and closed', () => {
    expect(stateAfter('assign', 'open')).toBe('assigned');
    expect(stateAfter('explain', 'assigned')).toBe('explained');
    expect(stateAfter('approve', 'explained')).toBe('approved');
    expect(stateAfter('close', 'approved')).toBe('closed');
  });

  test('nothing is approved that nobody explained or mended, and nothing closed that nobody approved', () => {
    expect(stateAfter('approve', 'open')).toBeUndefined();
    expect(stateAfter('close', 'explained')).toBeUndefined();
  });

  test('naming somebody else keeps what was said', () => {
    expect(stateAfter('assign', 'explained')).toBe('explained');
    expect(stateAfter('assign', 'fixing')).toBe('fixing');
  });

  test('what is closed can only be opened again', () => {
    expect(DIFFERENCE_ACTS.filter((act) => stateAfter(act, 'closed') !== undefined)).toEqual(['reopen']);
  });
});

describe('cycles', () => {
  test.each([
    ['day', '2026-07-01', '2026-06-30'],
    ['week', '2026-07-01', '2026-06-28'],
    ['week', '2026-06-28', '2026-06-21'],
    ['week', '2026-06-29', '2026-06-28'],
    ['month', '2026-07-15', '2026-06-30'],
    ['month', '2026-01-01', '2025-12-31'],
  ] as const)('a run by %s on %s compares through %s', (cycle, day, cutoff) => {
    expect(cutoffOf(cycle, day)).toBe(cutoff);
  });

  test('what is compared begins with the month', () => {
    expect(monthOf(cutoffOf('day', '2026-07-01'))).toBe('2026-06-01');
  });
});
